const KIB = 1024;
const FIRST = 128 * KIB;
const LEAST = 64 * KIB;
const MOST = 1024 * KIB;
const SAMPLE_MS = 100;
// A shorter round trip says nothing: the event loops at both ends answer later than that.
const LEAST_ROUND_TRIP_MS = 20;

/*
 * How many bytes may be under way on one link. The receiver decides, because Chromium's SCTP collapses to one packet per
 * round trip when a sender pushes freely into a loss (MEASURED: 1 to 5 Mbit/s of 20). One and a half times rate × round trip
 * lets the rate grow when the path has more to give, and keeps the queue in the path short when it has not.
 */

/** The window of one link. */
export class PullWindow {
  #size = FIRST;
  #roundTripMs = Infinity;
  #rate = 0;
  #bytes = 0;
  #since: number | undefined;

  /** In bytes. */
  get size(): number {
    return this.#size;
  }

  /** The rate measured last, in bytes per millisecond; 0 when unknown. */
  get rate(): number {
    return this.#rate;
  }

  /** Learn how long the first bytes of a request took that met an idle link, in milliseconds. */
  answered(roundTripMs: number): void {
    this.#roundTripMs = Math.min(this.#roundTripMs, roundTripMs);
  }

  /** Count bytes that came in at a time in milliseconds. */
  received(bytes: number, now: number): void {
    this.#since ??= now;
    this.#bytes += bytes;
    const elapsed = now - this.#since;
    if (elapsed >= SAMPLE_MS) {
      const rate = this.#bytes / elapsed;
      this.#rate = this.#rate === 0 ? rate : (this.#rate + rate) / 2;
      const roundTrip = Math.max(LEAST_ROUND_TRIP_MS, Math.min(this.#roundTripMs, 1000));
      this.#size = Math.round(
        Math.min(MOST, Math.max(LEAST, 1.5 * this.#rate * roundTrip + LEAST / 2)),
      );
      this.#since = now;
      this.#bytes = 0;
    }
  }

  /** Nothing is under way any more: time that passes now says nothing about the path. */
  idle(): void {
    this.#since = undefined;
    this.#bytes = 0;
  }

  /** Shrink after the link made no progress. */
  stalled(): void {
    this.#size = Math.max(LEAST, this.#size / 2);
    this.idle();
  }
}
