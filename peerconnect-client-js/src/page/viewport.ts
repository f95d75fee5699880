/** How far below the viewport browsers begin to load lazy images on a fast line. */
const NEAR = "1250px";

/** What is told of a watched element. */
export interface Watcher {
  /** Called whenever the element enters or leaves the viewport, and once soon after the start. */
  readonly onVisible: (entry: IntersectionObserverEntry) => void;
  /** Called when the element comes as near as browsers load lazy images. */
  readonly onNear?: () => void;
}

/** Tells which elements are in the viewport, and which are near it. */
export class Viewport {
  readonly #watchers = new Map<Element, Watcher>();
  readonly #visible: IntersectionObserver;
  readonly #near: IntersectionObserver;

  constructor(signal: AbortSignal) {
    this.#visible = new IntersectionObserver((entries) => {
      for (const entry of entries) this.#watchers.get(entry.target)?.onVisible(entry);
    });
    // scrollMargin (not yet in TypeScript's library) does for carousels what rootMargin does for the page.
    const margins = { rootMargin: NEAR, scrollMargin: NEAR };
    this.#near = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) this.#watchers.get(target)?.onNear?.();
      }
    }, margins);
    signal.addEventListener("abort", () => {
      this.#visible.disconnect();
      this.#near.disconnect();
    });
  }

  watch(element: Element, watcher: Watcher): void {
    this.#watchers.set(element, watcher);
    this.#visible.observe(element);
    if (watcher.onNear) this.#near.observe(element);
  }

  unwatch(element: Element): void {
    this.#watchers.delete(element);
    this.#visible.unobserve(element);
    this.#near.unobserve(element);
  }
}
