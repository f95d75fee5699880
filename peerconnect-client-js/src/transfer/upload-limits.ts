import type { PageConfig } from "../config.ts";

export interface UploadLimitsOptions {
  readonly config: Pick<PageConfig, "uploadRate" | "uploadTotal" | "uploads">;
  /** @default performance.now */
  readonly now?: () => number;
}

/** How much may go out at once after a pause, in milliseconds of the allowed rate. */
const BURST_MS = 1000;

/** What a visitor sends at most: at a time, in a page view, and to how many peers at once. */
export class UploadLimits {
  readonly #config: UploadLimitsOptions["config"];
  readonly #now: () => number;
  /** Until when the rate is used up. */
  #spentUntil = -Infinity;
  #total = 0;

  constructor({ config, now = () => performance.now() }: UploadLimitsOptions) {
    this.#config = config;
    this.#now = now;
  }

  /** Whether nothing more may be sent in this page view. */
  get areReached(): boolean {
    return this.#config.uploadRate <= 0 || this.#total >= this.#config.uploadTotal;
  }

  /** Peers served at the same time at most. */
  get concurrent(): number {
    return this.#config.uploads;
  }

  /**
   * Spend some bytes.
   *
   * @returns how long to wait before sending them, in milliseconds
   */
  spend(bytes: number): number {
    const now = this.#now();
    this.#total += bytes;
    const from = Math.max(this.#spentUntil, now - BURST_MS);
    this.#spentUntil = from + (bytes * 1000) / this.#config.uploadRate;
    return Math.max(0, from - now);
  }
}
