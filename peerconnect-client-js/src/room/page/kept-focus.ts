/** Where the keyboard is, remembered while the page is drawn: what had the focus may be gone afterwards, and with it the way back. */
export class KeptFocus {
  readonly #root: ShadowRoot;
  readonly #element: Element | null;
  readonly #around: Element[] = [];

  constructor(root: ShadowRoot) {
    this.#root = root;
    this.#element = root.activeElement;
    for (let it = this.#element?.parentElement; it; it = it.parentElement) {
      this.#around.push(it);
    }
  }

  /** Go to what is nearest to where the focus was, unless that is still there. */
  restore(): void {
    if (!this.#element || this.#root.activeElement !== null) {
      return;
    }
    for (const around of this.#around.filter((it) => it.isConnected)) {
      const target =
        around.querySelector<HTMLElement>("[autofocus]") ??
        around.querySelector<HTMLElement>("button:not(:disabled), input:not(:disabled), summary");
      if (target) {
        target.focus();
        return;
      }
    }
  }
}
