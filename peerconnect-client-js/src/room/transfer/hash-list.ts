import { HASH_LENGTH } from "./layout.ts";
import { BlockSet } from "./block-set.ts";

/** The hashes of a file's blocks, as far as they are known. */
export class HashList {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #known: BlockSet;

  constructor(blocks: number) {
    this.#bytes = new Uint8Array(blocks * HASH_LENGTH);
    this.#known = new BlockSet(blocks);
  }

  get isComplete(): boolean {
    return this.#known.isFull;
  }

  has(block: number): boolean {
    return this.#known.has(block);
  }

  get(block: number): Uint8Array<ArrayBuffer> | undefined {
    const at = block * HASH_LENGTH;
    return this.#known.has(block) ? this.#bytes.subarray(at, at + HASH_LENGTH) : undefined;
  }

  /** Return the hashes of consecutive blocks, all of which must be known. */
  slice(first: number, count: number): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(first * HASH_LENGTH, (first + count) * HASH_LENGTH);
  }

  /** Take in a block's hash, in the place of another if there is one. */
  set(block: number, hash: Uint8Array): void {
    this.#bytes.set(hash, block * HASH_LENGTH);
    this.#known.add(block);
  }

  /** Compute the digest of the file, which is that of all hashes. */
  async digest(): Promise<Uint8Array<ArrayBuffer>> {
    return hashOf(this.#bytes);
  }
}

/** Compute SHA-256. */
export async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

export function isSameHash(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
