import type { PageConfig } from "../config.ts";
import type { ClientEvents } from "../metrics/events.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { VideoStats } from "../metrics/video-stats.ts";
import type { Stats } from "../metrics/stats.ts";
import type { Welcome } from "../protocol/messages.ts";
import type { Sharing } from "../swarm/sharing.ts";
import type { UploadLimits } from "../transfer/upload-limits.ts";
import type { VideoMessage } from "./video-protocol.ts";

/** The event by which `video.js` asks the core script for its host; whichever of the two comes second completes it. */
export const VIDEO_EVENT = "peerconnect-video";

/** Called with the host. */
export type HostReceiver = (host: VideoHost) => void;

/** What the core script lends to `video.js`: all media share one conversation with the site, one choice of the visitor, one set of limits. */
export interface VideoHost {
  readonly config: PageConfig;
  readonly events: ClientEvents;
  readonly policy: Sharing & {
    /** Whether this visitor may come to hold what the browser loads. */
    readonly mayHold: boolean;
  };
  /** Ends everything. */
  readonly signal: AbortSignal;
  /** Tells the visitor, who is to be given notice, that they hold something. */
  readonly noteHeld: () => void;
  /** The network client that there is now; none while nothing may be exchanged. */
  client: VideoLink | undefined;
  /** Hears that `client`, or its conversation with the site, came or went. */
  changed?: () => void;
  /** Hears that the first message to the site is on its way, and may add to it. */
  greeted?: (say: (message: VideoMessage) => void) => void;
  /** Hears what the site says and the core script does not know. */
  hear?: (text: string) => void;
  /** What `videos()` returns. */
  videos?: () => readonly VideoStats[];
}

/** The part of the network client that videos use. */
export interface VideoLink {
  /** What the site said last when it opened the conversation; `undefined` while there is none. */
  readonly welcome: Welcome | undefined;
  readonly limits: Pick<UploadLimits, "spend">;
  readonly metrics: Pick<Metrics, "count" | "countFallback">;
  /** Open the conversation with the site, if it is not. */
  open(): void;
  /** Say something to the site, now or never. */
  send(message: VideoMessage): boolean;
  /** Return what happened so far; images count too. */
  stats(): Stats;
}
