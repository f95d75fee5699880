/** One image that a `srcset` offers. */
export interface Candidate {
  readonly url: string;
  /** The descriptor as the author wrote it: `800w`, `2x`, or empty. */
  readonly descriptor: string;
  /** Position among all candidates of the attribute, invalid ones counted too, as the server counts hashes. */
  readonly index: number;
  /** Width in pixels of a `w` descriptor. */
  readonly width?: number;
  /** Density of an `x` descriptor; 1 where there is none. */
  readonly density?: number;
}

const NUMBER = /^-?(\d+|\d*\.\d+)(e[+-]?\d+)?$/i;

/**
 * Parse a `srcset` attribute (HTML, "parsing a srcset attribute"). Candidates with invalid descriptors are left out.
 * https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute
 */
export function parseSrcset(srcset: string): Candidate[] {
  const candidates: Candidate[] = [];
  let position = 0;
  for (let index = 0; ; index++) {
    position += /^[\s,]*/.exec(srcset.slice(position))?.[0].length ?? 0;
    const url = /^\S+/.exec(srcset.slice(position))?.[0];
    if (url === undefined) return candidates;
    position += url.length;
    let descriptors = "";
    if (!url.endsWith(",")) {
      // A comma inside parentheses does not end the candidate.
      descriptors = /^(\([^)]*\)?|[^,(])*/.exec(srcset.slice(position))?.[0] ?? "";
      position += descriptors.length;
    }
    const candidate = toCandidate(url.replace(/,+$/, ""), descriptors.trim(), index);
    if (candidate) candidates.push(candidate);
  }
}

function toCandidate(url: string, descriptor: string, index: number): Candidate | undefined {
  if (descriptor === "") return { url, descriptor, index, density: 1 };
  let width: number | undefined;
  let density: number | undefined;
  let hasHeight = false;
  for (const token of descriptor.split(/\s+/)) {
    const unit = token.slice(-1);
    const text = token.slice(0, -1);
    const value = NUMBER.test(text) ? Number(text) : Number.NaN;
    if (unit === "w" && width === undefined && Number.isInteger(value) && value > 0) width = value;
    else if (unit === "x" && density === undefined && value >= 0) density = value;
    else if (unit === "h" && !hasHeight && Number.isInteger(value) && value > 0) hasHeight = true;
    else return undefined;
  }
  if (density !== undefined) {
    return width === undefined && !hasHeight ? { url, descriptor, index, density } : undefined;
  }
  return width === undefined ? undefined : { url, descriptor, index, width };
}

/**
 * Select the candidate that a browser shows.
 * @param candidates - in the order of the attribute
 * @param sourceSize - width of the image in the layout, in CSS pixels; only `w` descriptors need it
 * @param pixelRatio - device pixels per CSS pixel
 */
export function selectCandidate(
  candidates: readonly Candidate[],
  sourceSize: number,
  pixelRatio: number,
): Candidate | undefined {
  /*
   * HTML leaves the choice to the browser. We choose as Chromium does (between the two neighbours of the pixel
   * ratio, the denser one when the ratio lies above their geometric mean), so that most visitors ask for the bytes
   * that the others hold.
   */
  const byDensity = new Map<number, Candidate>();
  for (const candidate of candidates) {
    const density = densityOf(candidate, sourceSize);
    if (!byDensity.has(density)) byDensity.set(density, candidate);
  }
  const ascending = [...byDensity].sort(([a], [b]) => a - b);
  for (const [index, [density, candidate]] of ascending.entries()) {
    const next = ascending[index + 1];
    if (next === undefined) return candidate;
    const [nextDensity, denser] = next;
    if (nextDensity < pixelRatio) continue;
    const takesDenser =
      (pixelRatio <= 1 && pixelRatio > density) || pixelRatio >= Math.sqrt(density * nextDensity);
    return takesDenser ? denser : candidate;
  }
  return undefined;
}

function densityOf(candidate: Candidate, sourceSize: number): number {
  if (candidate.width === undefined) return candidate.density ?? 1;
  return sourceSize > 0 ? candidate.width / sourceSize : Number.POSITIVE_INFINITY;
}
