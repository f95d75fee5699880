/** A connection that lasted this long, in milliseconds, was a good one: its end starts the count anew. */
const GOOD_MS = 10_000;
const FIRST_MS = 500;
const LONGEST_MS = 60_000;
const POLICY_MS = 60_000;
const RESTART_MS = 3000;

/** Decides how long to wait before the next try, so that a site that returns is not overrun. */
export class Backoff {
  readonly #random: () => number;
  #failures = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** How many tries failed in a row. */
  get failures(): number {
    return this.#failures;
  }

  /**
   * Return how long to wait after a connection ended, in milliseconds.
   *
   * @param closeCode the WebSocket close code
   * @param openMs for how long the session was open, 0 if it never was
   */
  next(closeCode: number, openMs: number): number {
    this.#failures = openMs > GOOD_MS ? 0 : this.#failures + 1;
    if (closeCode === 1008) {
      return POLICY_MS * (1 + this.#random() / 2);
    }
    if (closeCode === 1012) {
      return RESTART_MS * this.#random();
    }
    return this.#random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#failures);
  }
}
