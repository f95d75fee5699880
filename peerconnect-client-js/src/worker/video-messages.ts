/*
 * What a page and the worker say to each other about videos, over a port of their own. Both are our own scripts of one
 * origin, so the types hold.
 */

/** The name of the message with which a page hands the port over. The worker asks for it as it does for that of images. */
export const VIDEO_PORT_MESSAGE = "peerconnect-video-port";

/** The name of the message by which a page asks our own worker to take it on at once: it has a video to show. */
export const CLAIM_MESSAGE = "peerconnect-claim";

/** The name of a message that means nothing: the browser stops workers that hear nothing, also while they stream. */
export const KEEP_ALIVE_MESSAGE = "peerconnect-keep-alive";

/** A video as the worker has to know it to answer for it. */
export interface KnownVideo {
  readonly path: string;
  /** In bytes. */
  readonly length: number;
  readonly mediaType: string;
}

/** From the worker to the page. `id` names one request of a media element. */
export type VideoQuestion =
  /** The element wants the bytes from `offset` on. `length` is that of the video. */
  | {
      readonly type: "read";
      readonly id: number;
      readonly path: string;
      readonly offset: number;
      readonly length: number;
    }
  /** The element wants no more. */
  | { readonly type: "close"; readonly id: number }
  /** The worker took bytes from the site. */
  | {
      readonly type: "took";
      readonly path: string;
      readonly offset: number;
      readonly bytes: Uint8Array<ArrayBuffer>;
    };

/** From the page to the worker. */
export type VideoAnswer =
  /** These videos are streamed by this page. */
  | { readonly type: "known"; readonly videos: readonly KnownVideo[] }
  | { readonly type: "bytes"; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  /** Take so many bytes from the site. */
  | { readonly type: "origin"; readonly id: number; readonly length: number }
  /** The page sees to it and is alive. */
  | { readonly type: "wait"; readonly id: number }
  /** The page is left. */
  | { readonly type: "bye" };
