const KIB = 1024;
const LEAST = 64 * KIB;
const MOST = 1024 * KIB;
/** How many bytes may stand in the path's queue: well below the shortest that routers have, overhead included. */
const QUEUE = 32 * KIB;
/** The same as a part of the window, for fast and long paths. */
const QUEUE_SHARE = 1 / 8;
const SAMPLE_MS = 100;
// A shorter round trip says nothing: the event loops at both ends answer later than that.
const LEAST_ROUND_TRIP_MS = 30;

/*
 * How many bytes may be under way on one link. The receiver decides, because Chromium's SCTP collapses to one packet per
 * round trip when a sender pushes freely into a loss (MEASURED: 1 to 5 Mbit/s of 20), and grows again by one packet in each.
 *
 * As in TCP Vegas [1], what is under way beyond rate × shortest round trip can only stand in a queue, and the window aims at
 * a short one: 32 KiB, or an eighth of the window. While the path has more to give, the rate follows the window and so the
 * window grows; when it has not, the rate stays and the window with it, before the queue is full and drops. At 20 Mbit/s and
 * 80 ms with a queue of 64 KiB, 250 KiB under way are already too many. The shortest round trip is the least that any request
 * took to be answered, as in BBR [2].
 *
 * It begins with 64 KiB. SCTP doubles what it sends in each round trip until the window is reached, and half of that stands
 * in the queue at once: windows of 128 KiB overran one of 64 KiB in the first second. A sample lasts a round trip at least, so
 * that what a loss held up and then let go at once does not look like a fast path. The window grows half of the way and
 * shrinks an eighth, because a short lull says nothing about the path.
 *
 * [1] L. Brakmo, L. Peterson: TCP Vegas: End to End Congestion Avoidance on a Global Internet, 1995
 * [2] N. Cardwell et al.: BBR: Congestion-Based Congestion Control, 2016
 */

/** The window of one link. */
export class PullWindow {
  #size = LEAST;
  #roundTripMs: number | undefined;
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

  /** The shortest round trip, in milliseconds. */
  get roundTripMs(): number {
    return this.#roundTripMs ?? 0;
  }

  /** Learn how long the first bytes of a request took, in milliseconds. */
  answered(ms: number): void {
    this.#roundTripMs = Math.min(this.#roundTripMs ?? 1000, ms);
  }

  /** Count bytes that came in at a time in milliseconds. */
  received(bytes: number, now: number): void {
    // The first bytes only start the clock: the time that they took came before.
    if (this.#since === undefined) {
      this.#since = now;
      return;
    }
    this.#bytes += bytes;
    const elapsed = now - this.#since;
    if (elapsed >= Math.max(SAMPLE_MS, this.roundTripMs)) {
      this.#rate = this.#bytes / elapsed;
      const queue = Math.max(QUEUE, this.#size * QUEUE_SHARE);
      const roundTripMs = Math.max(LEAST_ROUND_TRIP_MS, this.roundTripMs);
      this.#aim(this.#rate * roundTripMs + queue);
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

  #aim(target: number): void {
    const step = (target - this.#size) / (target > this.#size ? 2 : 8);
    this.#size = Math.round(Math.min(MOST, Math.max(LEAST, this.#size + step)));
  }
}
