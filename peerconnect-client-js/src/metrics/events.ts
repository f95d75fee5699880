import type { Digest, FallbackCause, PeerId } from "../protocol/values.ts";
import { TypedEvents } from "../typed-events.ts";
import type { PieceSource, VideoState } from "./video-stats.ts";

/** `off`: opted out, unsupported or stopped; `idle`: nothing to say yet; `ready`: signalling is open. */
export type ClientState = "off" | "idle" | "connecting" | "ready" | "suspended";

/** What the client tells the page, by event type. */
export interface ClientEventMap {
  /** An asset arrived without the origin, or with only a part of it. */
  offload: CustomEvent<{
    readonly url: string;
    readonly digest: Digest;
    readonly bytes: number;
    readonly source: "cache" | "peer" | "mixed";
    readonly peers: readonly PeerId[];
  }>;
  /** The origin took an asset. */
  fallback: CustomEvent<{ readonly url: string; readonly cause: FallbackCause }>;
  /** A connection to a peer came or went. */
  peer: CustomEvent<{ readonly peer: PeerId; readonly state: "connecting" | "open" | "closed" }>;
  state: CustomEvent<{ readonly state: ClientState }>;
  /** A video was taken over, or changed hands. */
  video: CustomEvent<{
    readonly url: string;
    readonly infoHash: string;
    readonly state: VideoState;
    /** Why the browser has it back, in the state `plain`. */
    readonly cause?: FallbackCause;
  }>;
  /** A piece of a video is there, and right. */
  piece: CustomEvent<{
    readonly url: string;
    /** Number of the piece, from 0 on. */
    readonly piece: number;
    /** Number of pieces that the video has. */
    readonly pieces: number;
    /** Who sent most of it. */
    readonly source: PieceSource;
    readonly bytes: number;
  }>;
  /** Some number in `stats()` changed; sent at most a few times a second. */
  stats: CustomEvent<undefined>;
}

/** The events of one client. */
export class ClientEvents extends TypedEvents<ClientEventMap> {}
