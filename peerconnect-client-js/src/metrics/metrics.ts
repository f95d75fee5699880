import type { PeerFailure, Report } from "../protocol/messages.ts";
import type { FallbackCause } from "../protocol/values.ts";
import type { ClientState } from "./events.ts";
import type { Stats } from "./stats.ts";

type Fallbacks = Partial<Record<FallbackCause, number>>;
type Bytes = "received" | "origin" | "cached" | "shared";

const NOTHING: Readonly<Record<Bytes, number>> = { received: 0, origin: 0, cached: 0, shared: 0 };
const MAX_FAILURES = 32;

/** Counts what happens, for the page and for the server. */
export class Metrics {
  readonly #total = { ...NOTHING };
  readonly #fallbacks: Fallbacks = {};
  readonly #onchange: () => void;
  #recent = { ...NOTHING };
  #recentFallbacks: Fallbacks = {};
  #failures: PeerFailure[] = [];

  constructor(onchange: () => void) {
    this.#onchange = onchange;
  }

  /** Count bytes by source. */
  count(source: Bytes, bytes: number): void {
    this.#total[source] += bytes;
    this.#recent[source] += bytes;
    this.#onchange();
  }

  /** Count an asset that the origin had to deliver. */
  countFallback(cause: FallbackCause): void {
    this.#fallbacks[cause] = (this.#fallbacks[cause] ?? 0) + 1;
    this.#recentFallbacks[cause] = (this.#recentFallbacks[cause] ?? 0) + 1;
    this.#onchange();
  }

  /** Note a peer that failed us, for the server to rank it. */
  blame(failure: PeerFailure): void {
    if (this.#failures.length < MAX_FAILURES) {
      this.#failures.push(failure);
    }
  }

  stats(state: ClientState, peers: number): Stats {
    return { state, peers, ...this.#total, fallbacks: { ...this.#fallbacks } };
  }

  /** Return what happened since the last report, or `undefined` when nothing did. */
  takeReport(connected: number): Report | undefined {
    const fallbacks = this.#recentFallbacks;
    const failures = this.#failures;
    const bytes = this.#recent;
    const hasFallbacks = Object.keys(fallbacks).length > 0;
    if (!hasFallbacks && failures.length === 0 && Object.values(bytes).every((it) => it === 0)) {
      return undefined;
    }
    this.#recent = { ...NOTHING };
    this.#recentFallbacks = {};
    this.#failures = [];
    return {
      type: "report",
      ...bytes,
      connected,
      ...(hasFallbacks && { fallbacks }),
      ...(failures.length > 0 && { failures }),
    };
  }
}
