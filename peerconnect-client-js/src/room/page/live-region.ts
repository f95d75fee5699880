/** How long a line stays, in milliseconds: long enough to be read out, short enough not to be found later. */
const STAY_MS = 10_000;

/** Says things to screen readers, in their turn. */
export class LiveRegion {
  readonly element = document.createElement("div");

  constructor() {
    this.element.className = "hidden";
    this.element.setAttribute("role", "status");
    this.element.setAttribute("aria-live", "polite");
  }

  say(text: string): void {
    const line = document.createElement("p");
    line.textContent = text;
    this.element.append(line);
    setTimeout(() => line.remove(), STAY_MS);
  }
}
