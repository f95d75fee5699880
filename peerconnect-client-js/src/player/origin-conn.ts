import BitField from "bitfield";
import Wire, { type RequestCallback } from "bittorrent-protocol";
import ltDontHave from "lt_donthave";
import type { Pieces } from "../video/pieces.ts";

/** Stands for the site in the eyes of others: 20 bytes in hexadecimal digits. */
const ORIGIN_ID = "2d50433030303031".padEnd(40, "0");

/**
 * The site as a peer of the swarm. It says that it has a piece only once its bytes are here: which pieces the site has to
 * deliver is decided elsewhere, and WebTorrent, which would take whatever a webseed has, is not asked.
 */
export class OriginConn extends Wire {
  readonly connId = "origin";
  readonly #pieces: Pieces;
  readonly #ready = new Map<number, Uint8Array<ArrayBuffer>>();

  constructor(pieces: Pieces) {
    super();
    this.#pieces = pieces;
    this.setKeepAlive(true);
    this.use(ltDontHave());
    this.once("handshake", (infoHash) => {
      this.handshake(infoHash, ORIGIN_ID);
      this.bitfield(new BitField(pieces.count));
      for (const piece of this.#ready.keys()) this.have(piece);
    });
    this.once("interested", () => this.unchoke());
    this.on("request", (...request) => this.#answer(...request));
  }

  /** Return the pieces that are here and not taken yet. */
  get ready(): Iterable<number> {
    return this.#ready.keys();
  }

  find(piece: number): Uint8Array<ArrayBuffer> | undefined {
    return this.#ready.get(piece);
  }

  /** Offer a piece that the site delivered. */
  offer(piece: number, bytes: Uint8Array<ArrayBuffer>): void {
    if (bytes.length !== this.#pieces.lengthOf(piece)) return;
    this.#ready.set(piece, bytes);
    this.have(piece);
  }

  /** A piece is there, or turned out to be wrong. */
  withdraw(piece: number): void {
    if (this.#ready.delete(piece) && !this.destroyed) this.lt_donthave.donthave(piece);
  }

  #answer(piece: number, offset: number, length: number, callback: RequestCallback): void {
    const bytes = this.#ready.get(piece);
    if (bytes) callback(null, bytes.subarray(offset, offset + length));
    else callback(new Error("The site does not have this piece now"));
  }
}
