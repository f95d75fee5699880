// The trackers that are compared. Each knows how to start, and how a client comes in.
import { randomBytes } from "node:crypto";
import { startSite } from "./site.mjs";
import { JvmTarget, NodeTarget } from "./target.mjs";
import { TrackerClient } from "./tracker-client.mjs";

const SWARMS = 20;
/** One client of this many has everything. */
const SEEDING = 4;

/** A client of a swarm: its torrents in turn, and in each swarm some that are complete. */
export function newClient(number, infoHashes, load) {
  const seeds = Math.floor(number / infoHashes.length) % SEEDING === 0;
  return new TrackerClient({ infoHash: infoHashes[number % infoHashes.length], left: seeds ? 0 : 1e6, ...load });
}

/** What can be done with the clients of every target. */
export const clients = {
  isOpen: (client) => client.isOpen,
  close: (client) => client.close(),
};

/** The npm tracker, which takes any torrent and any client. */
export class BittorrentTracker extends NodeTarget {
  name = "npm bittorrent-tracker";
  script = "bittorrent-tracker.mjs";
  #infoHashes = Array.from({ length: SWARMS }, () => randomBytes(20).toString("latin1"));
  #opened = 0;

  open(load) {
    return newClient(this.#opened++, this.#infoHashes, load).open({ port: this.port, path: "/" });
  }
}
