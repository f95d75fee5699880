const TIME_CONSTANT_MS = 4000;
const SAMPLE_MS = 250;

/**
 * How fast something grows, averaged over the last seconds. Younger samples count more: each weighs `e` times as much as one
 * that is four seconds older. The average begins without the bias that a start at zero would bring.
 */
export class SmoothedSpeed {
  #average = 0;
  #weight = 0;
  #bytes = 0;
  #since: number | undefined;

  /** Begin to measure, or begin again after a rest. */
  start(now: number): void {
    this.#since = now;
    this.#bytes = 0;
  }

  /** Forget what was measured: nothing moves any more. */
  stop(): void {
    this.#since = undefined;
    this.#average = 0;
    this.#weight = 0;
    this.#bytes = 0;
  }

  add(bytes: number, now: number): void {
    this.#since ??= now;
    this.#bytes += bytes;
  }

  /** Return the speed in bytes per second; 0 when unknown. */
  at(now: number): number {
    const elapsed = now - (this.#since ?? now);
    if (elapsed >= SAMPLE_MS) {
      const share = 1 - Math.exp(-elapsed / TIME_CONSTANT_MS);
      this.#average += share * ((this.#bytes * 1000) / elapsed - this.#average);
      this.#weight += share * (1 - this.#weight);
      this.start(now);
    }
    return this.#weight > 0 ? this.#average / this.#weight : 0;
  }
}

/** Return how long the rest will take, in milliseconds; `undefined` when nobody can know. */
export function etaMs(bytesLeft: number, bytesPerSecond: number): number | undefined {
  return bytesPerSecond > 0 ? Math.round((bytesLeft * 1000) / bytesPerSecond) : undefined;
}
