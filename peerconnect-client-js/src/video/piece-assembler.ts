import type { Pieces } from "./pieces.ts";

interface Unfinished {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What is there, as offsets within the piece: sorted, apart from each other. */
  spans: [from: number, to: number][];
}

/** How many unfinished pieces are kept: a media element reads at two or three places at once. */
const MAX_UNFINISHED = 8;

/** Makes pieces of the bytes that the worker took from the site. */
export class PieceAssembler {
  readonly #pieces: Pieces;
  readonly #unfinished = new Map<number, Unfinished>();

  constructor(pieces: Pieces) {
    this.#pieces = pieces;
  }

  /**
   * Take in bytes.
   *
   * @returns the pieces that are complete now
   */
  add(offset: number, bytes: Uint8Array): [piece: number, bytes: Uint8Array<ArrayBuffer>][] {
    const complete: [number, Uint8Array<ArrayBuffer>][] = [];
    const end = Math.min(this.#pieces.length, offset + bytes.length);
    for (let at = offset; at < end;) {
      const piece = this.#pieces.at(at);
      const to = Math.min(end, this.#pieces.endOf(piece));
      const whole = this.#fill(piece, at, bytes.subarray(at - offset, to - offset));
      if (whole) complete.push([piece, whole]);
      at = to;
    }
    return complete;
  }

  #fill(piece: number, offset: number, part: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
    const length = this.#pieces.lengthOf(piece);
    const unfinished = this.#unfinished.get(piece) ?? { bytes: new Uint8Array(length), spans: [] };
    // The one that grew last is the last to go.
    this.#unfinished.delete(piece);
    const from = offset - this.#pieces.startOf(piece);
    unfinished.bytes.set(part, from);
    unfinished.spans = join([...unfinished.spans, [from, from + part.length]]);
    const [first] = unfinished.spans;
    if (first && first[0] === 0 && first[1] === length) return unfinished.bytes;
    this.#unfinished.set(piece, unfinished);
    for (const oldest of this.#unfinished.keys()) {
      if (this.#unfinished.size <= MAX_UNFINISHED) break;
      this.#unfinished.delete(oldest);
    }
    return undefined;
  }
}

function join(spans: readonly [number, number][]): [number, number][] {
  const joined: [number, number][] = [];
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}
