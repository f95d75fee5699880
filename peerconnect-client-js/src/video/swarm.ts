import type { PieceSource } from "../metrics/video-stats.ts";
import type { JoinToken } from "../signaling/join-token.ts";
import type { PieceStore } from "./piece-store.ts";
import type { Pieces } from "./pieces.ts";
import type { VideoHost } from "./video-host.ts";
import type { Leases, Video } from "./video-protocol.ts";

/** A piece that is shown sooner than this is not waited for while nobody came yet: a wrong guess costs the site one. In seconds. */
export const FIRST_URGENT_S = 0.3;

/** Where a video is being watched. */
export interface Playhead {
  /** The next byte that the media element has not got. */
  readonly offset: number;
  /** When it will need it, in seconds. */
  readonly seconds: number;
  /** How many bytes a second of the video takes, more or less. */
  readonly rate: number;
}

export interface SwarmOptions {
  readonly host: VideoHost;
  readonly video: Video;
  readonly pieces: Pieces;
  /** Where the video is served. */
  readonly url: string;
  /** What this page holds; unchecked until the swarm has checked it. */
  readonly store: PieceStore;
  readonly token: JoinToken;
  /** The video's torrent. */
  readonly metainfo: Promise<Uint8Array>;
  /** How many others watch the video. */
  readonly others: () => number;
  /** Called for each piece that is there and right. */
  readonly onpiece: (piece: number, source: PieceSource) => void;
  /** Called when some number changed. */
  readonly onstats: () => void;
  /** Called when the swarm cannot go on, and is closed. */
  readonly onfail: () => void;
}

/** What `swarm-player.js` offers: the exchange of pieces of one video with others who watch it. */
export interface Swarm {
  /** Others that we are connected with. */
  readonly peers: number;
  /** Bytes from others, from the site, and to others. */
  readonly received: number;
  readonly origin: number;
  readonly shared: number;

  has(piece: number): boolean;

  /** Return a piece that is there and right. */
  get(piece: number): Promise<Uint8Array<ArrayBuffer> | undefined>;

  /** Hand in a piece that the site delivered. */
  offer(piece: number, bytes: Uint8Array<ArrayBuffer>): void;

  /** How close to being shown something must come from whoever has it first, in seconds. */
  readonly urgentSeconds: number;

  /**
   * Tell whether a piece that the media element waits for is about to come.
   *
   * @param piece - the piece
   * @param seconds - when it is going to be shown, in seconds
   * @param waitedMs - for how long the element has been waiting for it, in milliseconds
   */
  isComing(piece: number, seconds: number, waitedMs: number): boolean;

  /** Go on. Called a few times a second. */
  tick(playhead: Playhead): void;

  /** The element ran dry: take fewer risks from now on. */
  ranDry(): void;

  /** Take in what the site granted. */
  leased(leases: Leases): void;

  /** A new conversation with the site began, in which nothing was said yet. */
  conversationBegan(): void;

  /** What the visitor allows changed. */
  sharingChanged(): void;

  /** A piece had to make room for others. */
  lost(piece: number): void;

  close(): void;
}

/** What `swarm-player.js` exports. */
export interface SwarmPlayer {
  joinSwarm(options: SwarmOptions): Promise<Swarm>;
}
