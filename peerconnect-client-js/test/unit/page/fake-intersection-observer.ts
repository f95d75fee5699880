interface Place {
  readonly top?: number;
  readonly height: number;
}

/** An observer that hears of elements what the test says. */
export class FakeIntersectionObserver {
  static readonly #all = new Set<FakeIntersectionObserver>();
  readonly #callback: IntersectionObserverCallback;
  readonly #isNear: boolean;
  readonly #targets = new Set<Element>();

  constructor(callback: IntersectionObserverCallback, options: IntersectionObserverInit = {}) {
    this.#callback = callback;
    this.#isNear = options.rootMargin !== undefined;
    FakeIntersectionObserver.#all.add(this);
  }

  static enter(target: Element, place: Place, which: "visible" | "near" = "visible"): void {
    FakeIntersectionObserver.#tell(target, place, true, which);
  }

  static leave(target: Element, place: Place): void {
    FakeIntersectionObserver.#tell(target, place, false, "visible");
  }

  static #tell(
    target: Element,
    { top = 0, height }: Place,
    isIntersecting: boolean,
    which: string,
  ): void {
    const boundingClientRect = { top, height } as DOMRectReadOnly;
    const intersectionRect = boundingClientRect;
    const entry = {
      target,
      isIntersecting,
      boundingClientRect,
      intersectionRect,
    } as IntersectionObserverEntry;
    for (const one of FakeIntersectionObserver.#all) {
      if (one.#targets.has(target) && one.#isNear === (which === "near")) {
        one.#callback([entry], one as unknown as IntersectionObserver);
      }
    }
  }

  observe(target: Element): void {
    this.#targets.add(target);
  }

  unobserve(target: Element): void {
    this.#targets.delete(target);
  }

  disconnect(): void {
    this.#targets.clear();
  }
}
