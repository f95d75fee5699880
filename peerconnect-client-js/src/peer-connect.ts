import type { ClientEvents, ClientState } from "./metrics/events.ts";
import type { Stats } from "./metrics/stats.ts";
import type { VideoStats } from "./metrics/video-stats.ts";

/**
 * The client as the page sees it: `window.peerconnect`, or what `start` returns.
 *
 * @example
 * ```js
 * window.peerconnect.addEventListener("offload", ({ detail }) => console.log(detail.url, detail.source));
 * ```
 */
export interface PeerConnect {
  /** The version of the client. */
  readonly version: string;

  /** What the client is doing. */
  readonly state: ClientState;

  /** Return what happened in this page view so far. */
  stats(): Stats;

  /** Return what happened to each video that was taken over, in this page view so far. */
  videos(): readonly VideoStats[];

  /** Take part, and remember that the visitor said so. Call it for a click of theirs. */
  enable(): void;

  /** Take part no more, and remember that the visitor said so. Images that wait come from the site. */
  disable(): void;

  /** Hear of `offload`, `fallback`, `peer`, `state`, `stats`, `video` or `piece`. */
  readonly addEventListener: ClientEvents["addEventListener"];

  /** Hear no more. */
  readonly removeEventListener: ClientEvents["removeEventListener"];
}
