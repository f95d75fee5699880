/** Reads a stretch of an asset from the origin, piece of the stream by piece. */
export type ReadOrigin = (
  url: string,
  from: number,
  to: number,
  signal: AbortSignal,
) => AsyncIterable<Uint8Array>;

/**
 * Read a stretch with a Range request (RFC 9110 §14). No `If-Range`: the digest tells whether the parts fit together.
 *
 * @param url the asset's address
 * @param from the first byte
 * @param to the byte after the last
 * @param signal ends the reading
 */
export async function* readOrigin(
  url: string,
  from: number,
  to: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const response = await fetch(url, { headers: { range: `bytes=${from}-${to - 1}` }, signal });
  const range = response.headers.get("content-range");
  if (response.status !== 206 || !response.body || range?.startsWith(`bytes ${from}-`) === false) {
    // A whole answer is for the page to load: it then lands in the browser's cache as it should.
    await response.body?.cancel();
    throw new TypeError(`Range: status ${response.status}`);
  }
  // Safari cannot iterate a stream.
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    yield part.value;
  }
}
