import Wire from "bittorrent-protocol";
import type { SwarmPeerId } from "../video/video-protocol.ts";

export interface PeerWiresOptions {
  /** Connections at most. */
  readonly limit: () => number;
  readonly maySend: () => boolean;
  readonly onreceived: (bytes: number) => void;
  readonly onshared: (bytes: number) => void;
  /** Hears of everybody who comes or goes. */
  readonly onpeer: (peer: SwarmPeerId, state: "open" | "closed") => void;
  /** @default performance.now */
  readonly now?: () => number;
}

interface Peer {
  readonly since: number;
  /** Bytes received when it was looked at last, and since when that has been so while something was asked of it. */
  received: number;
  idleSince: number;
}

/** How long a peer may make no progress before others are asked, and before it is given up, in milliseconds. */
const STALL_MS = 2000;
const GIVE_UP_MS = 8000;
/** How long after it came a peer counts as one that will let us have pieces, in milliseconds. */
const SHY_MS = 3000;
/** Wrong pieces to which a peer may have contributed before it is shut out: others may have spoilt them. */
const MAX_WRONG = 2;

/** The others in a swarm: how many, what they may get, and which of them are of use. */
export class PeerWires {
  readonly #options: PeerWiresOptions;
  readonly #now: () => number;
  readonly #peers = new Map<Wire, Peer>();
  readonly #banned = new Set<string>();
  /** Who sent parts of pieces that are not complete yet. */
  readonly #senders = new Map<number, Set<Wire>>();
  readonly #wrong = new Map<string, number>();

  constructor(options: PeerWiresOptions) {
    const { now = () => performance.now() } = options;
    this.#options = options;
    this.#now = now;
  }

  get count(): number {
    return this.#peers.size;
  }

  /** Whom we can get pieces from. */
  get useful(): Wire[] {
    const now = this.#now();
    return [...this.#peers]
      .filter(([wire, { since }]) => !wire.peerChoking || now - since < SHY_MS)
      .map(([wire]) => wire);
  }

  get usefulIds(): SwarmPeerId[] {
    return this.useful.map((wire) => wire.peerId as SwarmPeerId);
  }

  /** Whether somebody has a piece and lets us have it. */
  offers(piece: number): boolean {
    return [...this.#peers.keys()].some((wire) => !wire.peerChoking && wire.peerPieces.get(piece));
  }

  /** Take in a peer. */
  add(wire: Wire): void {
    const { limit, maySend, onreceived, onshared, onpeer } = this.#options;
    if (this.#banned.has(wire.peerId) || this.count >= limit()) {
      wire.destroy();
      return;
    }
    const now = this.#now();
    const peerId = wire.peerId as SwarmPeerId;
    this.#peers.set(wire, { since: now, received: 0, idleSince: now });
    // WebTorrent decides who gets something, we decide whether anybody does.
    const unchoke = wire.unchoke.bind(wire);
    wire.unchoke = () => maySend() && unchoke();
    wire.on("download", onreceived);
    wire.on("upload", onshared);
    wire.on("piece", (piece) => this.#sendersOf(piece).add(wire));
    wire.once("close", () => {
      this.#peers.delete(wire);
      onpeer(peerId, "closed");
    });
    onpeer(peerId, "open");
  }

  /** Bring who gets something in line with what is allowed. */
  sharingChanged(): void {
    for (const wire of this.#peers.keys()) {
      if (!this.#options.maySend()) wire.choke();
      else if (wire.peerInterested) wire.unchoke();
    }
  }

  /**
   * A piece is right.
   *
   * @returns whether somebody else sent a part of it
   */
  right(piece: number): boolean {
    return this.#senders.delete(piece);
  }

  /**
   * A piece is wrong: whoever sent it alone did it; of several, nobody knows who.
   *
   * @returns whether somebody else sent a part of it
   */
  wrong(piece: number): boolean {
    const senders = this.#senders.get(piece) ?? new Set();
    this.#senders.delete(piece);
    for (const wire of senders) {
      const times = (this.#wrong.get(wire.peerId) ?? 0) + 1;
      this.#wrong.set(wire.peerId, times);
      if (senders.size > 1 && times < MAX_WRONG) continue;
      this.#banned.add(wire.peerId);
      wire.destroy();
    }
    return senders.size > 0;
  }

  /** A piece is not here any more. */
  lost(piece: number): void {
    for (const wire of this.#peers.keys()) wire.lt_donthave.donthave(piece);
  }

  /** Take back what was asked of peers that do not answer: they may be dead, and others can have it. */
  tick(): void {
    const now = this.#now();
    for (const [wire, peer] of this.#peers) {
      if (wire.requests.length === 0 || wire.downloaded !== peer.received) {
        peer.received = wire.downloaded;
        peer.idleSince = now;
      } else if (now - peer.idleSince > GIVE_UP_MS) {
        wire.destroy();
      } else if (now - peer.idleSince > STALL_MS) {
        for (const { piece, offset, length } of wire.requests.slice()) {
          wire.cancel(piece, offset, length);
        }
      }
    }
  }

  #sendersOf(piece: number): Set<Wire> {
    const senders = this.#senders.get(piece) ?? new Set();
    this.#senders.set(piece, senders);
    return senders;
  }
}
