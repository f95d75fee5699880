import type { ChunkStore } from "webtorrent";
import type { PieceStore } from "../video/piece-store.ts";
import type { Pieces } from "../video/pieces.ts";

export interface SharedStoreOptions {
  readonly pieces: Pieces;
  readonly store: PieceStore;
  /** Waits until so many bytes may be sent; rejects when none may. */
  readonly admit: (bytes: number) => Promise<void>;
}

type Callback = (error: Error | null, bytes?: Uint8Array) => void;

/** The pieces as WebTorrent reads and writes them. What it reads in parts is for others, and waits until it may be sent. */
export class SharedStore implements ChunkStore {
  readonly chunkLength: number;
  readonly #options: SharedStoreOptions;

  constructor(options: SharedStoreOptions) {
    this.chunkLength = options.pieces.pieceLength;
    this.#options = options;
  }

  put(index: number, bytes: Uint8Array, callback?: (error: Error | null) => void): void {
    this.#options.store.put(index, bytes as Uint8Array<ArrayBuffer>);
    queueMicrotask(() => callback?.(null));
  }

  get(
    index: number,
    options: { readonly offset?: number; readonly length?: number } | null,
    callback: Callback = () => undefined,
  ): void {
    this.#read(index, options ?? {}).then(
      (bytes) => callback(null, bytes),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    );
  }

  close(callback?: (error: Error | null) => void): void {
    // It was here before the swarm, and stays.
    callback?.(null);
  }

  destroy(callback?: (error: Error | null) => void): void {
    callback?.(null);
  }

  async #read(
    index: number,
    { offset, length }: { readonly offset?: number; readonly length?: number },
  ): Promise<Uint8Array> {
    const { pieces, store, admit } = this.#options;
    if (offset !== undefined && length !== undefined) await admit(length);
    const bytes = await store.get(index);
    if (!bytes) throw new Error(`Piece ${index} is not here`);
    const from = offset ?? 0;
    const to = from + (length ?? pieces.lengthOf(index) - from);
    if (to > bytes.length) throw new Error(`Piece ${index} has ${bytes.length} bytes`);
    return bytes.subarray(from, to);
  }
}
