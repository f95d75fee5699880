/** What the evaluation of `sizes` asks of the page. */
export interface SizesEnvironment {
  readonly matches: (mediaCondition: string) => boolean;
  /** Width in CSS pixels of a CSS length, `undefined` when it is none. */
  readonly toPixels: (length: string) => number | undefined;
  /** Width in CSS pixels of the element in the layout, for `sizes=auto`; 0 when it has none yet. */
  readonly layoutWidth: () => number;
}

/**
 * Evaluate a `sizes` attribute.
 * https://html.spec.whatwg.org/multipage/images.html#parsing-a-sizes-attribute
 * @returns the width of the image in CSS pixels; `100vw` when no entry applies
 */
export function evaluateSizes(sizes: string, environment: SizesEnvironment): number {
  for (const entry of splitOutsideParentheses(sizes)) {
    const [condition, length] = splitLength(entry.trim());
    if (length === "") continue;
    if (length.toLowerCase() === "auto") {
      const width = environment.layoutWidth();
      if (width > 0) return width;
      continue;
    }
    const pixels = environment.toPixels(length);
    if (pixels === undefined || pixels < 0) continue;
    if (condition === "" || environment.matches(condition)) return pixels;
  }
  return environment.toPixels("100vw") ?? 0;
}

function splitOutsideParentheses(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const character of text) {
    if (character === "(") depth++;
    else if (character === ")") depth--;
    if (character === "," && depth === 0) parts.push("");
    else parts.push((parts.pop() ?? "") + character);
  }
  return parts;
}

/** Split an entry into its media condition and its last component, which is a length or a function as `calc()`. */
function splitLength(entry: string): [condition: string, length: string] {
  let start = entry.length;
  let depth = 0;
  while (start > 0) {
    const character = entry.charAt(start - 1);
    if (character === ")") depth++;
    else if (character === "(") depth--;
    else if (depth === 0 && /\s/.test(character)) break;
    start--;
  }
  return [entry.slice(0, start).trim(), entry.slice(start)];
}
