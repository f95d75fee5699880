import type { TrackerPeer } from "bittorrent-tracker/client";
import WebTorrent, { type Torrent } from "webtorrent";
import type { PeerId } from "../protocol/values.ts";
import type { Leases, SwarmPeerId } from "../video/video-protocol.ts";
import { FIRST_URGENT_S, type Playhead, type Swarm, type SwarmOptions } from "../video/swarm.ts";
import { Claims } from "./claims.ts";
import { OriginConn } from "./origin-conn.ts";
import { OriginRuns } from "./origin-runs.ts";
import { PeerWires } from "./peer-wires.ts";
import { isMine } from "./rendezvous.ts";
import { SharedStore } from "./shared-store.ts";
import { TrackerLink } from "./tracker-link.ts";

/** Wait for a first peer so long before taking more from the site than what is about to be shown, in milliseconds. */
const WARM_UP_MS = 4000;
/** Ask the tracker again when some did not come within this time, in milliseconds; then after twice as long, and so on. */
const ACQUAINT_MS = 3000;
/** How often at most: who is left may be out of reach. */
const MAX_ACQUAINT_MS = 120_000;
/** How far ahead pieces are taken from others, in seconds. */
const PEER_AHEAD_S = 20;
/** What somebody has who is there may take so long, when nothing is shown, before the site is asked, in milliseconds. */
const PEER_WAIT_MS = 400;
/** A piece that somebody else is getting for us is waited for until it is shown as soon as this, in seconds. */
const RELAY_S = 0.15;
/** A piece that is shown sooner than this is never waited for, in seconds. */
const MIN_URGENT_S = 0.3;
const MAX_OFFERS = 5;
/** Pieces of the site that others said were wrong: then it has another video by now. */
const MAX_WRONG_ORIGIN = 2;

/** One video's swarm, by WebTorrent. */
export class TorrentSwarm implements Swarm {
  readonly #options: SwarmOptions;
  readonly #client: WebTorrent;
  readonly #torrent: Torrent;
  readonly #origin: OriginConn;
  readonly #runs: OriginRuns;
  readonly #claims: Claims;
  readonly #wires: PeerWires;
  readonly #tracker: Pick<TrackerLink, "update" | "close">;
  readonly #beganAt = performance.now();
  #metPeers = false;
  #askedAt = performance.now();
  #askAfterMs = ACQUAINT_MS;
  #window = "";
  #urgentSeconds: number;
  #wrongOrigin = 0;
  #isClosed = false;
  received = 0;
  origin = 0;
  shared = 0;

  private constructor(
    options: SwarmOptions,
    client: WebTorrent,
    torrent: Torrent,
    tracker: Pick<TrackerLink, "update" | "close">,
  ) {
    const { host, video, pieces, url, store, onstats } = options;
    const { connections } = host.config;
    this.#options = options;
    this.#tracker = tracker;
    this.#client = client;
    this.#torrent = torrent;
    this.#urgentSeconds = MIN_URGENT_S;
    this.#origin = new OriginConn(pieces);
    this.#runs = new OriginRuns({
      pieces,
      url,
      onpiece: (piece, bytes) => this.offer(piece, bytes),
      onbytes: (bytes) => {
        this.origin += bytes;
        this.#count("origin", bytes);
      },
      onrefused: () => this.#fail(),
    });
    this.#claims = new Claims({
      infoHash: video.infoHash,
      as: client.peerId as SwarmPeerId,
      send: (message) => host.client?.send(message) ?? false,
    });
    this.#wires = new PeerWires({
      limit: () => connections - (host.client?.stats().peers ?? 0),
      maySend: () => host.policy.maySend,
      onreceived: (bytes) => {
        this.received += bytes;
        this.#count("received", bytes);
      },
      onshared: (bytes) => {
        this.shared += bytes;
        this.#count("shared", bytes);
      },
      onpeer: (peer, state) => {
        host.events.emit("peer", { peer: peer as string as PeerId, state });
        onstats();
      },
    });
    torrent.on("wire", (wire) => {
      if (wire.type !== "webSeed") this.#wires.add(wire);
    });
    torrent.on("verified", (piece) => this.#verified(piece));
    torrent.on("warning", (warning) => this.#warned(String(warning)));
    torrent.on("error", () => this.#fail());
    for (let i = 0; i < pieces.count; i++) if (torrent.bitfield.get(i)) this.#claims.hold(i);
    torrent.addWebSeed(this.#origin);
    // What came while the rest was being checked.
    for (const piece of store.pieces()) {
      if (torrent.bitfield.get(piece)) continue;
      void store.get(piece).then((bytes) => bytes && this.offer(piece, bytes));
    }
  }

  /** Join the swarm; resolves once what is in the store has been checked. */
  static async join(options: SwarmOptions): Promise<TorrentSwarm> {
    const client = new WebTorrent({
      dht: false,
      lsd: false,
      tracker: false,
      utPex: false,
      webSeeds: false,
    });
    let swarm: TorrentSwarm | undefined;
    const early: TrackerPeer[] = [];
    // To meet others takes longest.
    const tracker = openTracker(options, client.peerId, {
      peers: () => swarm?.peers ?? 0,
      onpeer: (peer) => (swarm ? swarm.#meet(peer) : void early.push(peer)),
    });
    try {
      const torrent = await addTorrent(options, client);
      swarm = new TorrentSwarm(options, client, torrent, tracker);
      for (const peer of early) swarm.#meet(peer);
      return swarm;
    } catch (error) {
      tracker.close();
      for (const peer of early) peer.destroy();
      client.destroy();
      throw error;
    }
  }

  get peers(): number {
    return this.#wires.count;
  }

  has(piece: number): boolean {
    return this.#torrent.bitfield.get(piece) || this.#origin.find(piece) !== undefined;
  }

  async get(piece: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.#origin.find(piece) ?? this.#options.store.get(piece);
  }

  offer(piece: number, bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#isClosed || this.#torrent.bitfield.get(piece)) return;
    this.#origin.offer(piece, bytes);
    this.#torrent.select(piece, piece, 2);
  }

  get urgentSeconds(): number {
    const { urgentMs = 0 } = this.#options.host.config.video ?? {};
    // Timers of a hidden page come once in a second.
    const patience = document.visibilityState === "hidden" ? 1 : 0;
    const usual = this.#isWarmingUp ? FIRST_URGENT_S : this.#urgentSeconds;
    return Math.min(urgentMs / 1000, usual + (2 * this.#runs.pieceMs) / 1000) + patience;
  }

  isComing(piece: number, seconds: number, waitedMs: number): boolean {
    // On its way from the site already: to ask for it again would not make it come sooner.
    if (this.#runs.isRunning(piece)) return waitedMs < 2 * this.#runs.pieceMs + PEER_WAIT_MS;
    if (seconds > 0) return seconds > RELAY_S && this.#claims.isElsewhere(piece);
    // Somebody who is there is often as quick as the site.
    return waitedMs < PEER_WAIT_MS && this.#wires.offers(piece);
  }

  tick(playhead: Playhead): void {
    if (this.#isClosed) return;
    this.#wires.tick();
    this.#select(playhead);
    const { host } = this.#options;
    const useful = this.#wires.usefulIds;
    const ahead = (host.config.video?.aheadMs ?? 0) / 1000;
    const wanted = this.#missing(playhead, 0, ahead);
    const spare = useful.length > 0 ? this.#missing(playhead, ahead, PEER_AHEAD_S) : [];
    const isSaid = this.#claims.say(wanted, spare, useful);
    if (useful.length === 0) {
      // Nobody to share with: like one who watches alone.
      this.#runs.take(wanted);
    } else if (isSaid) {
      this.#runs.take([...this.#claims.granted].filter((it) => !this.has(it)));
    } else {
      this.#runs.take(wanted.filter((it) => isMine(it, this.#client.peerId, useful)));
    }
    this.#seekPeers();
  }

  ranDry(): void {
    const { urgentMs = 0 } = this.#options.host.config.video ?? {};
    this.#urgentSeconds = Math.min(urgentMs / 1000, this.#urgentSeconds + 0.5);
  }

  leased(leases: Leases): void {
    this.#claims.answered(leases);
  }

  conversationBegan(): void {
    this.#claims.forget();
  }

  sharingChanged(): void {
    this.#wires.sharingChanged();
  }

  lost(piece: number): void {
    if (this.#isClosed || !this.#torrent.bitfield.get(piece)) return;
    this.#torrent._markUnverified(piece);
    this.#wires.lost(piece);
    this.#claims.lose(piece);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#runs.close();
    this.#tracker.close();
    this.#client.destroy();
  }

  /** Pieces that are shown between two moments from now on, in seconds, and that nobody offers. */
  #missing({ offset, seconds, rate }: Playhead, from: number, to: number): number[] {
    const { pieces } = this.#options;
    if (this.#isWarmingUp || !Number.isFinite(seconds) || seconds >= to) return [];
    const at = (moment: number): number => offset + Math.max(0, moment - seconds) * rate;
    const missing: number[] = [];
    const present = pieces.at(offset);
    // To take what is left of it costs less than to take it whole.
    const isMostlyPast = 2 * (pieces.endOf(present) - offset) < pieces.lengthOf(present);
    const first = from > 0 ? pieces.at(at(from)) + 1 : present + Number(isMostlyPast);
    for (let piece = first; piece <= pieces.at(at(to)); piece++) {
      if (!this.has(piece) && !this.#wires.offers(piece)) missing.push(piece);
    }
    return missing;
  }

  /** Whether others may be about to come. */
  get #isWarmingUp(): boolean {
    this.#metPeers ||= this.#wires.useful.length > 0;
    return (
      !this.#metPeers &&
      this.#options.others() > 0 &&
      performance.now() - this.#beganAt < WARM_UP_MS
    );
  }

  /** Let WebTorrent ask others for what is shown next. */
  #select({ offset, rate }: Playhead): void {
    const { pieces } = this.#options;
    const from = pieces.at(offset);
    const to = pieces.at(offset + PEER_AHEAD_S * rate);
    if (this.#window === `${from} ${to}`) return;
    this.#window = `${from} ${to}`;
    this.#torrent.deselect(0, pieces.count - 1);
    this.#torrent.select(from, to, 1);
    for (const piece of this.#origin.ready) this.#torrent.select(piece, piece, 2);
  }

  #seekPeers(): void {
    const now = performance.now();
    const { host, others } = this.#options;
    const wanted = Math.min(others(), MAX_OFFERS, host.config.connections);
    if (this.#wires.count >= wanted) this.#askAfterMs = ACQUAINT_MS;
    else if (now - this.#askedAt > this.#askAfterMs) {
      this.#askedAt = now;
      this.#askAfterMs = Math.min(MAX_ACQUAINT_MS, 2 * this.#askAfterMs);
      this.#tracker.update();
    }
  }

  #meet(peer: TrackerPeer): void {
    if (this.#isClosed || this.#wires.count >= this.#options.host.config.connections)
      peer.destroy();
    else this.#torrent.addPeer(peer, "tracker");
  }

  #verified(piece: number): void {
    const fromPeers = this.#wires.right(piece);
    const fromOrigin = this.#origin.find(piece) !== undefined;
    this.#origin.withdraw(piece);
    this.#claims.hold(piece);
    this.#options.onpiece(piece, fromOrigin || !fromPeers ? "origin" : "peer");
    this.#options.onstats();
  }

  #warned(warning: string): void {
    const piece = Number(/Piece (\d+) failed verification/.exec(warning)?.[1]);
    if (Number.isNaN(piece)) return;
    this.#options.host.client?.metrics.countFallback("hash-mismatch");
    // What the site sent of it is taken again then, and whole.
    if (this.#wires.wrong(piece)) return;
    if (++this.#wrongOrigin >= MAX_WRONG_ORIGIN) this.#fail();
    this.#origin.withdraw(piece);
  }

  #fail(): void {
    if (this.#isClosed) return;
    this.close();
    this.#options.onfail();
  }

  #count(source: "received" | "origin" | "shared", bytes: number): void {
    this.#options.host.client?.metrics.count(source, bytes);
  }
}

/** Add the torrent; resolves once what is in the store has been checked. */
async function addTorrent(options: SwarmOptions, client: WebTorrent): Promise<Torrent> {
  const { host, video, pieces, store, onpiece } = options;
  const metainfo = await options.metainfo;
  return new Promise((resolve, reject) => {
    client.on("error", reject);
    const checked = store.pieces();
    const torrent = client.add(metainfo, {
      deselect: true,
      maxWebConns: 16,
      preloadedStore: new SharedStore({ pieces, store, admit: (bytes) => admit(options, bytes) }),
      storeCacheSlots: 0,
      uploads: host.config.uploads,
    });
    torrent.once("error", reject);
    torrent.once("ready", () => {
      if (torrent.infoHash !== video.infoHash) {
        reject(new TypeError("The torrent is that of another video"));
        return;
      }
      for (const piece of checked) {
        if (torrent.bitfield.get(piece)) onpiece(piece, "cache");
        else store.drop(piece);
      }
      resolve(torrent);
    });
  });
}

interface Acquaintances {
  /** How many there are. */
  readonly peers: () => number;
  readonly onpeer: (peer: TrackerPeer) => void;
}

function openTracker(
  { host, video, pieces, store, token, others }: SwarmOptions,
  peerId: string,
  { peers, onpeer }: Acquaintances,
): TrackerLink {
  const { base, connections } = host.config;
  return new TrackerLink({
    url: `${new URL(base, location.href).href.replace(/^http/, "ws")}/tracker`,
    token,
    infoHash: video.infoHash,
    peerId,
    connection: () => {
      const { iceServers = [], icePolicy = "all" } = host.client?.welcome ?? {};
      return {
        iceServers: iceServers.map(({ urls, ...rest }) => ({ urls: [...urls], ...rest })),
        iceTransportPolicy: icePolicy,
      };
    },
    announcement: () => ({
      uploaded: 0,
      downloaded: 0,
      left: Math.max(0, pieces.length - store.held * pieces.pieceLength),
      numwant: Math.max(0, Math.min(MAX_OFFERS, connections, others()) - peers()),
    }),
    onpeer,
  });
}

/** Wait until so many bytes may be sent: what others get of images counts, too. */
async function admit({ host }: SwarmOptions, bytes: number): Promise<void> {
  const { client, policy } = host;
  if (!client || !policy.maySend) throw new Error("Nothing is shared now");
  const waitMs = client.limits.spend(bytes);
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
}
