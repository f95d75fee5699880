/** Widths of CSS lengths, measured as `sizes` means them: relative to the viewport and the initial font size. */
export class CssLengths {
  readonly #window: Window;
  readonly #measured = new Map<string, number | undefined>();
  #viewport = "";

  constructor(window: Window) {
    this.#window = window;
  }

  toPixels(length: string): number | undefined {
    const [, amount, unit] = /^([\d.]+)(px|vw|vh)$/i.exec(length) ?? [];
    if (amount !== undefined) {
      if (unit === "px") return Number(amount);
      const { innerWidth, innerHeight } = this.#window;
      return (Number(amount) / 100) * (unit === "vw" ? innerWidth : innerHeight);
    }
    return this.#measure(length);
  }

  #measure(length: string): number | undefined {
    const { innerWidth, innerHeight, document } = this.#window;
    const viewport = `${innerWidth} ${innerHeight}`;
    if (viewport !== this.#viewport) this.#measured.clear();
    this.#viewport = viewport;
    if (this.#measured.has(length)) return this.#measured.get(length);

    const probe = document.createElement("span");
    // Through the object model: a policy that forbids inline styles allows it.
    probe.style.cssText = "all:initial;position:absolute;visibility:hidden;display:block";
    probe.style.width = length;
    let pixels: number | undefined;
    if (probe.style.width !== "" && probe.style.width !== "auto") {
      document.documentElement.append(probe);
      pixels = probe.getBoundingClientRect().width;
      probe.remove();
    }
    this.#measured.set(length, pixels);
    return pixels;
  }
}
