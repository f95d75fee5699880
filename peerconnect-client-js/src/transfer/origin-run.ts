import type { Download } from "./download.ts";
import type { ReadOrigin } from "./origin-range.ts";
import { type Piece, PieceFetch } from "./piece.ts";

/**
 * Return the pieces that the origin should deliver next, one after the other in the asset.
 *
 * @param download what is incomplete
 * @param isAlone whether no peer is left that has it
 */
export function chooseRun(download: Download, isAlone: boolean): readonly Piece[] {
  const { pieces } = download;
  const free = pieces.filter((piece) => !piece.bytes && piece.fetches.size === 0);
  const first = free.find((piece) => piece.remainder) ?? free[0];
  if (!first || !isAlone) {
    return first ? [first] : [];
  }
  // One request for all that is missing in a row.
  const rest = pieces.slice(first.index + 1);
  const end = rest.findIndex((piece) => piece.bytes ?? piece.remainder ?? piece.fetches.size > 0);
  return [first, ...rest.slice(0, end < 0 ? rest.length : end)];
}

/**
 * Read a run of pieces from the origin, from the byte that the first one has reached.
 *
 * @param url the asset's address
 * @param run the pieces
 * @param read how to read
 * @param signal ends the reading
 * @returns for each part of the stream its length, and the fetches that it completed
 */
export async function* readRun(
  url: string,
  run: readonly Piece[],
  read: ReadOrigin,
  signal: AbortSignal,
): AsyncGenerator<{ readonly bytes: number; readonly completed: readonly PieceFetch[] }> {
  const fetches = run.map((piece) => new PieceFetch(piece, undefined));
  const [first] = fetches;
  const last = run.at(-1);
  if (!first || !last) {
    return;
  }
  const start = first.piece.offset + first.filled;
  const end = last.offset + last.length;
  for await (const part of read(url, start, end, signal)) {
    signal.throwIfAborted();
    yield { bytes: part.length, completed: fill(fetches, part) };
  }
  if (fetches.some((fetch) => !fetch.isComplete)) {
    throw new RangeError("Range too short");
  }
}

// A part of the stream may end one piece and begin the next.
function fill(fetches: readonly PieceFetch[], part: Uint8Array): readonly PieceFetch[] {
  let rest = part;
  const completed: PieceFetch[] = [];
  for (const fetch of fetches) {
    if (!fetch.isComplete && rest.length > 0) {
      const taken = rest.subarray(0, fetch.piece.length - fetch.filled);
      fetch.buffer.set(taken, fetch.filled);
      fetch.filled += taken.length;
      fetch.hasOrigin = true;
      rest = rest.subarray(taken.length);
      if (fetch.isComplete) {
        completed.push(fetch);
      }
    }
  }
  if (rest.length > 0) {
    throw new RangeError("Range too long");
  }
  return completed;
}
