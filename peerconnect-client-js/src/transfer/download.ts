import type { Source } from "../protocol/messages.ts";
import { type Digest, type FallbackCause, type PeerId, PIECE_LENGTH } from "../protocol/values.ts";
import type { AssetRequest } from "./asset-request.ts";
import type { Delivery } from "./delivery.ts";
import { Piece } from "./piece.ts";

/** When this few pieces are left, a second peer may be asked for the same one. */
const ENDGAME = 2;
const ALL = new Uint8Array(0);

/** An asset on its way, for everybody in the page who asked for it. */
export class Download {
  readonly digest: Digest;
  readonly url: string;
  readonly waiters = new Map<AssetRequest, (delivery: Delivery) => void>();
  readonly startedAt: number;
  /** When bytes came last, or when there was other news. */
  progressAt: number;
  /** How long the server wants us to wait for a holder. */
  waitMs = 0;
  /** When the first peer stalled. */
  stalledAt: number | undefined;
  /** What went wrong last. */
  cause: FallbackCause = "no-peer";
  /** Whether the server was asked for other peers. */
  askedAgain = false;
  /** When the server was asked last, if it has not answered. */
  askedAt: number | undefined;
  isVisible = false;
  order = Infinity;
  /** Decides who goes first among equals. */
  readonly lot = Math.random();
  /** Reads from the origin, while it does. */
  origin: AbortController | undefined;
  /** Verified bytes that came from the origin. */
  originBytes = 0;
  readonly contributors = new Set<PeerId>();
  readonly avoided = new Set<PeerId>();
  readonly #expressed = new Set<PeerId>();
  #peers: readonly PeerId[] = [];
  readonly #holdings = new Map<PeerId, Uint8Array<ArrayBuffer>>();
  #source: Source | undefined;
  #pieces: readonly Piece[] = [];

  constructor(request: AssetRequest, now: number) {
    this.digest = request.digest;
    this.url = request.url;
    this.startedAt = now;
    this.progressAt = now;
  }

  /** Whether the server told what the asset is. */
  get isDescribed(): boolean {
    return this.#source !== undefined;
  }

  /** In bytes; 0 when not described. */
  get length(): number {
    return this.#source?.length ?? 0;
  }

  get mediaType(): string {
    return this.#source?.mediaType ?? "";
  }

  get pieces(): readonly Piece[] {
    return this.#pieces;
  }

  /** Whether several peers can serve it at once. */
  get hasPieces(): boolean {
    return this.#pieces.length > 1;
  }

  /** Those that may have it and did not fail us, best first. */
  get peers(): readonly PeerId[] {
    return this.#peers.filter((peer) => !this.avoided.has(peer));
  }

  get isComplete(): boolean {
    return this.isDescribed && this.#pieces.every((piece) => piece.bytes);
  }

  /** Whether somebody is fetching some of it. */
  get isActive(): boolean {
    return this.origin !== undefined || this.#pieces.some((piece) => piece.fetches.size > 0);
  }

  /** Whether it has bytes that a plain download would fetch again. */
  get hasBytes(): boolean {
    return this.#pieces.some((piece) => piece.bytes ?? piece.remainder);
  }

  /** What goes first: the smaller. An interrupted piece is nearly done, and its image waited longest. */
  get rank(): number {
    if (this.#pieces.some((piece) => piece.remainder)) {
      return 0;
    }
    return this.isVisible ? 1 : 2;
  }

  /** Learn what the asset is and who has it. */
  describe(source: Source, now: number): void {
    this.#peers = source.peers;
    this.progressAt = now;
    this.askedAt = undefined;
    this.waitMs = source.waitMs ?? 0;
    if (this.#source) {
      return;
    }
    this.#source = source;
    const { pieces = [], length } = source;
    this.#pieces =
      length > PIECE_LENGTH
        ? pieces.map((digest, index) => {
            const offset = index * PIECE_LENGTH;
            return new Piece(index, offset, Math.min(PIECE_LENGTH, length - offset), digest);
          })
        : [new Piece(0, 0, length, source.digest)];
  }

  /** Look at the elements again: they scroll. */
  look(): void {
    this.isVisible = false;
    this.order = Infinity;
    for (const request of this.waiters.keys()) {
      this.isVisible ||= request.isVisible();
      this.order = Math.min(this.order, request.order);
    }
  }

  /** Whether a peer must still be asked which pieces it has; says so once. */
  express(peer: PeerId): boolean {
    return !this.#expressed.has(peer) && this.#expressed.add(peer).has(peer);
  }

  /**
   * Note which pieces a peer has.
   *
   * @returns whether the bits fit the asset
   */
  note(peer: PeerId, bits: Uint8Array<ArrayBuffer>): boolean {
    if (bits.length > 0 && bits.length !== Math.ceil(this.#pieces.length / 8)) {
      return false;
    }
    this.#holdings.set(peer, bits);
    return true;
  }

  /** Return the piece to ask a peer for now. */
  pick(peer: PeerId): Piece | undefined {
    const missing = this.#pieces.filter((piece) => !piece.bytes);
    const wanted = missing.filter((piece) => this.#isHeldBy(peer, piece));
    const free = wanted.filter((piece) => piece.fetches.size === 0);
    if (free.length > 0) {
      return this.#rarest(free);
    }
    return this.hasPieces && missing.length <= ENDGAME
      ? wanted.find((piece) => piece.fetches.size === 1 && !isFetchedFrom(piece, peer))
      : undefined;
  }

  /** Whether a peer has something that is missing. */
  isServedBy(peer: PeerId): boolean {
    return (
      !this.avoided.has(peer) &&
      this.#peers.includes(peer) &&
      this.#pieces.some((piece) => !piece.bytes && this.#isHeldBy(peer, piece))
    );
  }

  /** Return which pieces are there, as a BITFIELD says it. */
  bits(): Uint8Array<ArrayBuffer> {
    if (this.isComplete) {
      return ALL;
    }
    const bits = new Uint8Array(Math.ceil(this.#pieces.length / 8));
    for (const { index, bytes } of this.#pieces) {
      if (bytes) {
        bits[index >> 3] = (bits[index >> 3] ?? 0) | (0x80 >> (index & 7));
      }
    }
    return bits;
  }

  /** Return verified bytes, if all of these are there. */
  read(offset: number, length: number): Uint8Array<ArrayBuffer> | undefined {
    const result = new Uint8Array(length);
    for (let at = 0; at < length;) {
      const piece = this.#pieces[Math.floor((offset + at) / PIECE_LENGTH)];
      if (!piece?.bytes) {
        return undefined;
      }
      const from = offset + at - piece.offset;
      const part = piece.bytes.subarray(from, from + length - at);
      if (part.length === 0) {
        return undefined;
      }
      result.set(part, at);
      at += part.length;
    }
    return result;
  }

  #isHeldBy(peer: PeerId, piece: Piece): boolean {
    if (!this.hasPieces) {
      return true;
    }
    const bits = this.#holdings.get(peer);
    return bits !== undefined && has(bits, piece.index);
  }

  // What an interrupted fetch left comes first: it is nearly done, and its image waited longest.
  #rarest(pieces: readonly Piece[]): Piece | undefined {
    const [first] = pieces;
    if (pieces.length === 1) {
      return first;
    }
    const holders = [...this.#holdings.values()];
    // A random start keeps newcomers of one burst from fetching the same pieces, which they could not trade.
    const start = Math.floor(Math.random() * pieces.length);
    let best: Piece | undefined;
    let least = Infinity;
    for (let i = 0; i < pieces.length; i++) {
      const piece = pieces[(start + i) % pieces.length];
      const count = piece?.remainder
        ? -1
        : holders.filter((bits) => piece && has(bits, piece.index)).length;
      if (count < least) {
        least = count;
        best = piece;
      }
    }
    return best;
  }
}

function has(bits: Uint8Array, index: number): boolean {
  return bits.length === 0 || ((bits[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0;
}

function isFetchedFrom(piece: Piece, peer: PeerId): boolean {
  return [...piece.fetches].some((fetch) => fetch.from === peer);
}
