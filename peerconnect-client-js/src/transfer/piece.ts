import type { Digest, PeerId } from "../protocol/values.ts";

/** A stretch of an asset with a digest of its own; an asset without pieces is one. */
export class Piece {
  readonly index: number;
  /** Where it begins in the asset. */
  readonly offset: number;
  readonly length: number;
  readonly digest: Digest;
  /** The bytes, once they were verified. */
  bytes: Uint8Array<ArrayBuffer> | undefined;
  /** What an interrupted fetch left, for the next one to go on from. */
  remainder: PieceFetch | undefined;
  /** Those that try to get it now. */
  readonly fetches = new Set<PieceFetch>();

  constructor(index: number, offset: number, length: number, digest: Digest) {
    this.index = index;
    this.offset = offset;
    this.length = length;
    this.digest = digest;
  }
}

/** One try to get a piece, from a peer or from the origin. */
export class PieceFetch {
  readonly piece: Piece;
  /** Who is asked now; `undefined` for the origin. */
  readonly from: PeerId | undefined;
  readonly buffer: Uint8Array<ArrayBuffer>;
  /** Peers that some of the bytes came from. */
  readonly peers = new Set<PeerId>();
  /** Whether some of the bytes came from the origin. */
  hasOrigin = false;
  /** How many bytes from the start are there. */
  filled = 0;

  /** Begin where the last fetch of this piece was interrupted, if it was. */
  constructor(piece: Piece, from: PeerId | undefined) {
    this.piece = piece;
    this.from = from;
    const before = piece.remainder;
    piece.remainder = undefined;
    this.buffer = before?.buffer ?? new Uint8Array(piece.length);
    if (before) {
      this.filled = before.filled;
      this.hasOrigin = before.hasOrigin;
      before.peers.forEach((peer) => this.peers.add(peer));
    }
    piece.fetches.add(this);
  }

  get isComplete(): boolean {
    return this.filled === this.piece.length;
  }

  /** End without the whole piece, and leave what there is. */
  interrupt(): void {
    this.piece.fetches.delete(this);
    if (this.filled > (this.piece.remainder?.filled ?? 0) && !this.piece.bytes) {
      this.piece.remainder = this;
    }
  }

  /** End without leaving anything. */
  discard(): void {
    this.piece.fetches.delete(this);
  }
}
