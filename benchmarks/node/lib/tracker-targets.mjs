// The trackers that are compared. Each knows how to start, and how a client comes in.
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startSite } from "./site.mjs";
import { JvmTarget, NodeTarget } from "./target.mjs";
import { TrackerClient } from "./tracker-client.mjs";

const SWARMS = 20;
/** One client of so many has everything. */
const ONE_OF_SEEDING = 4;
// The library takes in what begins as a video does.
const VIDEO_HEAD = Buffer.from([0, 0, 0, 16, ...Buffer.from("ftypisom"), 0, 0, 2, 0]);
const VIDEO_BYTES = 4_096;
// All clients come from one address, and each announces itself far more often than it is asked to.
const BUSY_ADDRESS = {
  "peerconnect.video.tracker.max-connections-per-address": 20_000,
  "peerconnect.video.tracker.messages-per-second": 1_000,
  "peerconnect.video.tracker.messages-burst": 1_000,
  "peerconnect.video.tracker.messages-per-second-per-address": 1_000_000,
};
const SILENT = { offers: 0, sdpBytes: 0 };

/** A client that has not connected yet; clients go through the swarms in turn. */
function newClient(number, infoHashes, load) {
  const seeds = Math.floor(number / infoHashes.length) % ONE_OF_SEEDING === 0;
  return new TrackerClient({ infoHash: infoHashes[number % infoHashes.length], left: seeds ? 0 : 1e6, ...load });
}

/** What can be done with the clients of every target. */
const clients = {
  isOpen: (client) => client.isOpen,
  close: (client) => client.close(),
};

/** The npm tracker, which takes any torrent and any client. */
class BittorrentTracker extends NodeTarget {
  name = "npm bittorrent-tracker";
  script = "bittorrent-tracker.mjs";
  #infoHashes = Array.from({ length: SWARMS }, () => randomBytes(20).toString("latin1"));
  #opened = 0;

  async open(load = SILENT) {
    const client = newClient(this.#opened++, this.#infoHashes, load);
    return (await client.open({ port: this.port, path: "/" })).join();
  }
}

/** Ours, with all it checks: origin, token, known torrents, limits, whose offer is answered. */
class PeerConnect extends JvmTarget {
  name;
  #properties;
  #folder;
  #infoHashes;
  #token;
  #opened = 0;

  constructor({ name = "PeerConnect", properties = {} } = {}) {
    super();
    this.name = name;
    this.#properties = properties;
  }

  async start() {
    this.#folder = mkdtempSync(join(tmpdir(), "tracker-"));
    const videos = join(this.#folder, "videos");
    mkdirSync(videos);
    for (let i = 0; i < SWARMS; i++) {
      writeFileSync(join(videos, `film-${i}.mp4`), Buffer.concat([VIDEO_HEAD, randomBytes(VIDEO_BYTES)]));
    }
    this.server = await startSite({
      properties: {
        "peerconnect.video-route": videos,
        "peerconnect.torrent-route": this.#folder,
        "peerconnect.video.min-size": "1KB",
        "peerconnect.video.settle-time": "100ms",
        // One token serves all clients.
        "peerconnect.token.lifetime": "1h",
        ...BUSY_ADDRESS,
        ...this.#properties,
      },
    });
    this.pid = this.server.pid;
    this.port = this.server.port;
    this.#infoHashes = await this.#awaitTorrents();
    this.#token = (await this.#get("/peerconnect/token")).token;
  }

  async #awaitTorrents() {
    for (let waited = 0; waited < 60_000; waited += 200) {
      const { torrents } = await this.#get("/peerconnect/torrents");
      if (torrents.length === SWARMS) {
        return torrents.map(({ infoHash }) => Buffer.from(infoHash, "hex").toString("latin1"));
      }
      await delay(200);
    }
    throw new Error(`The site does not know its videos:\n${this.server.output()}`);
  }

  async #get(path) {
    return (await fetch(this.server.url + path)).json();
  }

  /** Comes as a page of the site does. */
  async open(load = SILENT) {
    const client = newClient(this.#opened++, this.#infoHashes, load);
    const path = `/peerconnect/tracker?token=${this.#token}`;
    return (await client.open({ port: this.port, path, headers: `Origin: ${this.server.url}\r\n` })).join();
  }

  async stop() {
    await super.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** New trackers, none started: ours first. */
export function trackerTargets() {
  return [new PeerConnect(), new BittorrentTracker()].map((target) => Object.assign(target, clients));
}

/** Ours with its other settings, for what an idle connection holds. */
export function otherTrackers() {
  return [
    new PeerConnect({
      name: "PeerConnect, tune-container",
      properties: { "peerconnect.signaling.tune-container": true },
    }),
    new PeerConnect({
      name: "PeerConnect, sockets left to Tomcat",
      properties: { "peerconnect.sockets.take-over": false },
    }),
  ].map((target) => Object.assign(target, clients));
}
