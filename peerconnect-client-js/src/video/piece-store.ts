import type { PieceFolder } from "./piece-folder.ts";

export interface PieceStoreOptions {
  /** How many bytes are kept in all. */
  readonly maxBytes: number;
  /** How many of them in memory, where the rest has another place. */
  readonly memoryBytes?: number;
  /** The other place; `undefined` where the browser has none. */
  readonly folder: PieceFolder | undefined;
  /** Called for each piece that had to make room. */
  readonly ondrop?: (piece: number) => void;
}

const MEMORY_BYTES = 32 * 1024 * 1024;

/**
 * Keeps pieces of one video while the page is open, within bounds. The pieces used least recently move from memory to files,
 * and from there into oblivion.
 */
export class PieceStore {
  readonly #options: PieceStoreOptions;
  readonly #memoryBytes: number;
  /** Least recently used first. */
  readonly #memory = new Map<number, Uint8Array<ArrayBuffer>>();
  /** Length of each piece in a file, least recently used first. */
  readonly #files = new Map<number, number>();
  #inMemory = 0;
  #inFiles = 0;

  constructor(options: PieceStoreOptions) {
    const { maxBytes, memoryBytes = MEMORY_BYTES, folder } = options;
    this.#options = options;
    this.#memoryBytes = folder ? Math.min(maxBytes, memoryBytes) : maxBytes;
  }

  has(piece: number): boolean {
    return this.#memory.has(piece) || this.#files.has(piece);
  }

  get held(): number {
    return this.#memory.size + this.#files.size;
  }

  pieces(): number[] {
    return [...this.#memory.keys(), ...this.#files.keys()];
  }

  put(piece: number, bytes: Uint8Array<ArrayBuffer>): void {
    if (this.has(piece)) return;
    this.#memory.set(piece, bytes);
    this.#inMemory += bytes.length;
    this.#makeRoom();
  }

  /** Return a piece, `undefined` if it is not here (any more). */
  async get(piece: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const bytes = this.#memory.get(piece);
    if (bytes) {
      this.#memory.delete(piece);
      this.#memory.set(piece, bytes);
      return bytes;
    }
    const length = this.#files.get(piece);
    if (length === undefined) return undefined;
    this.#files.delete(piece);
    this.#files.set(piece, length);
    const read = await this.#options.folder?.read(piece);
    if (read?.length === length) return read;
    this.#forget(piece, length);
    return undefined;
  }

  /** Drop a piece, which turned out to be wrong. */
  drop(piece: number): void {
    const bytes = this.#memory.get(piece);
    if (bytes) {
      this.#memory.delete(piece);
      this.#inMemory -= bytes.length;
    }
    const length = this.#files.get(piece);
    if (length !== undefined) {
      this.#files.delete(piece);
      this.#inFiles -= length;
      void this.#options.folder?.remove(piece);
    }
  }

  /** Drop everything. */
  clear(): void {
    this.#memory.clear();
    this.#inMemory = 0;
    this.clearFiles();
  }

  /** Keep only what is in memory. */
  clearFiles(): void {
    for (const [piece, length] of this.#files) this.#forget(piece, length);
    this.#options.folder?.close();
  }

  #makeRoom(): void {
    const { folder, maxBytes } = this.#options;
    for (const [piece, bytes] of this.#memory) {
      if (this.#inMemory <= this.#memoryBytes) break;
      this.#memory.delete(piece);
      this.#inMemory -= bytes.length;
      if (folder) {
        this.#files.set(piece, bytes.length);
        this.#inFiles += bytes.length;
        folder.write(piece, bytes).catch(() => this.#forget(piece, bytes.length));
      } else {
        this.#options.ondrop?.(piece);
      }
    }
    for (const [piece, length] of this.#files) {
      if (this.#inFiles <= maxBytes - this.#memoryBytes) break;
      void folder?.remove(piece);
      this.#forget(piece, length);
    }
  }

  /** Its file is gone, or could not be written: the disk is full, say. */
  #forget(piece: number, length: number): void {
    if (!this.#files.delete(piece)) return;
    this.#inFiles -= length;
    this.#options.ondrop?.(piece);
  }
}
