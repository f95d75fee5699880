/** Consecutive blocks. */
export interface BlockRange {
  readonly first: number;
  readonly count: number;
}

/** Which blocks of a file are there. */
export class BlockSet {
  /** How many blocks the file has. */
  readonly length: number;
  readonly #bits: Uint8Array;
  #count = 0;

  constructor(length: number) {
    this.length = length;
    this.#bits = new Uint8Array(Math.ceil(length / 8));
  }

  /** How many blocks are there. */
  get count(): number {
    return this.#count;
  }

  get isFull(): boolean {
    return this.#count === this.length;
  }

  has(block: number): boolean {
    return ((this.#bits[block >> 3] ?? 0) & (1 << (block & 7))) !== 0;
  }

  /** Add a block. Returns whether it is new. */
  add(block: number): boolean {
    if (block >= this.length || this.has(block)) {
      return false;
    }
    this.#bits[block >> 3] = (this.#bits[block >> 3] ?? 0) | (1 << (block & 7));
    this.#count++;
    return true;
  }

  delete(block: number): void {
    if (this.has(block)) {
      this.#bits[block >> 3] = (this.#bits[block >> 3] ?? 0) & ~(1 << (block & 7));
      this.#count--;
    }
  }

  /** Return the first block at or behind a place that is not there; `length` when there is none. */
  nextGap(from: number): number {
    let block = from;
    while (block < this.length && this.has(block)) {
      // Eight at a time where all eight are there.
      block += (block & 7) === 0 && this.#bits[block >> 3] === 0xff ? 8 : 1;
    }
    return Math.min(block, this.length);
  }

  /** Return what is there, in as few ranges as possible. */
  *ranges(): Iterable<BlockRange> {
    let first = 0;
    while (first < this.length) {
      if (!this.has(first)) {
        first += (first & 7) === 0 && this.#bits[first >> 3] === 0 ? 8 : 1;
        continue;
      }
      const end = this.nextGap(first);
      yield { first, count: end - first };
      first = end;
    }
  }
}
