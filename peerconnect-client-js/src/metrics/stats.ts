import type { FallbackCause } from "../protocol/values.ts";
import type { ClientState } from "./events.ts";

/** What happened in this page view so far. */
export interface Stats {
  readonly state: ClientState;
  /** Peers that we are connected with now. */
  readonly peers: number;
  /** Bytes received from peers. */
  readonly received: number;
  /** Bytes of assets that we took over and that the origin delivered, as far as their length is known. */
  readonly origin: number;
  /** Bytes taken from the verified cache. */
  readonly cached: number;
  /** Bytes sent to peers. */
  readonly shared: number;
  /** Assets that the origin delivered, by cause. */
  readonly fallbacks: Readonly<Partial<Record<FallbackCause, number>>>;
}
