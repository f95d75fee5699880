/** Widths of CSS lengths, measured as `sizes` means them: relative to the viewport and the initial font size. */
export class CssLengths {
  readonly #measured = new Map<string, number | undefined>();

  constructor(signal: AbortSignal) {
    window.addEventListener("resize", () => this.#measured.clear(), { signal });
  }

  /** Return the width in CSS pixels, `undefined` for what is no length. */
  toPixels(length: string): number | undefined {
    if (!this.#measured.has(length)) this.#measured.set(length, measure(length));
    return this.#measured.get(length);
  }
}

function measure(length: string): number | undefined {
  if (length === "100vw") return window.innerWidth;
  const probe = document.createElement("p");
  // Through the object model: a policy that forbids inline styles allows it.
  probe.style.cssText = "all:initial;position:absolute";
  probe.style.width = length;
  if (!probe.style.width) return undefined;
  document.documentElement.append(probe);
  const { width } = probe.getBoundingClientRect();
  probe.remove();
  return width;
}
