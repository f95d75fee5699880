import type { Sink } from "./sink.ts";

/** The most that one download may keep in memory, in bytes. */
export const MAX_MEMORY = 256 * 1024 * 1024;

/** A file in memory: for small ones, and for browsers that have nothing better. */
export class MemorySink implements Sink {
  readonly kind = "memory";
  readonly reach = Infinity;
  readonly isReadable = true;
  readonly #parts = new Map<number, Uint8Array<ArrayBuffer>>();
  readonly #ondiscard: () => void;

  constructor(ondiscard: () => void = () => {}) {
    this.#ondiscard = ondiscard;
  }

  async write(position: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#parts.set(position, bytes);
  }

  async read(position: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const result = new Uint8Array(length);
    for (const [at, part] of this.#parts) {
      const from = Math.max(position, at);
      const to = Math.min(position + length, at + part.length);
      if (from < to) {
        result.set(part.subarray(from - at, to - at), from - position);
      }
    }
    return result;
  }

  async finish(): Promise<Blob | undefined> {
    const inOrder = [...this.#parts].sort(([one], [other]) => one - other);
    return new Blob(inOrder.map(([, part]) => part));
  }

  async discard(): Promise<void> {
    this.#parts.clear();
    this.#ondiscard();
  }
}
