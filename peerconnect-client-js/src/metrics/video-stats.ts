/**
 * Who delivers a video: `direct`, the site alone, because too few watch; `swarm`, the site and others who watch; `plain`, the
 * browser has it back and loads it as if we were not there.
 */
export type VideoState = "direct" | "swarm" | "plain";

/** Where a piece came from; `cache`: this page had it before its swarm came into being. */
export type PieceSource = "origin" | "peer" | "cache";

/** What happened to one video in this page view so far. */
export interface VideoStats {
  /** Path and query. */
  readonly url: string;
  readonly infoHash: string;
  readonly state: VideoState;
  /** Others that we exchange pieces with now. */
  readonly peers: number;
  /** Number of pieces that the video has. */
  readonly pieces: number;
  /** Number of pieces that this page holds. */
  readonly held: number;
  /** Bytes received from others. */
  readonly received: number;
  /** Bytes that the site delivered. */
  readonly origin: number;
  /** Bytes sent to others. */
  readonly shared: number;
}
