const MAX_BYTES = 16 * 1_048_576;

interface Kept {
  readonly length: number;
  readonly bytes: Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** Blocks that were read last, so that those who ask for the same one cost one look at the disk. */
export class BlockCache {
  readonly #blocks = new Map<string, Kept>();
  #length = 0;

  /** Return a block of a known length; `load` is called when it is not there. */
  async get(
    key: string,
    length: number,
    load: () => Promise<Uint8Array<ArrayBuffer> | undefined>,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const kept = this.#blocks.get(key) ?? { length, bytes: load() };
    this.#drop(key);
    this.#blocks.set(key, kept);
    this.#length += length;
    for (const oldest of this.#blocks.keys()) {
      if (this.#length <= MAX_BYTES) {
        break;
      }
      this.#drop(oldest);
    }
    try {
      return await kept.bytes;
    } catch (cause) {
      this.#drop(key);
      throw cause;
    }
  }

  #drop(key: string): void {
    this.#length -= this.#blocks.get(key)?.length ?? 0;
    this.#blocks.delete(key);
  }
}
