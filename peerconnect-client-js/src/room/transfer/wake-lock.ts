/** Keeps the screen on, and so a phone awake, while something is being transferred. */
export class WakeLock {
  readonly #document: Pick<Document, "addEventListener" | "visibilityState"> | undefined;
  readonly #closed = new AbortController();
  #lock: Promise<WakeLockSentinel | undefined> | undefined;
  #isWanted = false;

  /** @param document undefined outside of a page */
  constructor(document: Pick<Document, "addEventListener" | "visibilityState"> | undefined) {
    this.#document = document;
    // The browser lets go of it whenever the page is hidden.
    document?.addEventListener("visibilitychange", () => this.#update(), {
      signal: this.#closed.signal,
    });
  }

  /** Hold it or let go of it. */
  hold(isWanted: boolean): void {
    if (isWanted !== this.#isWanted) {
      this.#isWanted = isWanted;
      this.#update();
    }
  }

  close(): void {
    this.#closed.abort();
    this.hold(false);
  }

  #update(): void {
    const before = this.#lock;
    this.#lock =
      this.#isWanted && this.#document?.visibilityState === "visible" ? request() : undefined;
    void before?.then((lock) => lock?.release());
  }
}

// Refused when the battery is low, absent in some browsers: then the visitor keeps the phone awake.
async function request(): Promise<WakeLockSentinel | undefined> {
  try {
    return await navigator.wakeLock.request("screen");
  } catch {
    return undefined;
  }
}
