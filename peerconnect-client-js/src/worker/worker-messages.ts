import type { Digest } from "../protocol/values.ts";

/*
 * What a page and the worker say to each other. Both are our own scripts of one origin, so the types hold; only the
 * first message of each side reaches listeners of others and carries a name of its own.
 */

/** The name of the first message. A page sends it with a port; a worker that has just started asks for it. */
export const PORT_MESSAGE = "peerconnect-port";

/** An asset that the worker may answer for. */
export interface WorkerAsset {
  /** Path and query. */
  readonly path: string;
  readonly digest: Digest;
  readonly mediaType: string;
  /** `held`: in the verified cache; `peers`: the page can get it from others. */
  readonly from: "held" | "peers";
}

export type PageMessage =
  | { readonly type: "assets"; readonly assets: readonly WorkerAsset[] }
  | { readonly type: "delivery"; readonly id: number; readonly blob?: Blob }
  /** The page is left: what it told stays true for a short while. */
  | { readonly type: "bye" }
  /** The visitor opted out: nothing that the page told is to be used. */
  | { readonly type: "off" };

export interface WorkerMessage {
  readonly type: "want";
  readonly id: number;
  readonly path: string;
  readonly digest: Digest;
}

/** How long the worker waits for a page, in milliseconds. */
export const PAGE_WAIT_MS = 2500;

/** Query of our own worker's address, by which it knows that no site's worker took it in. */
export const OWN_WORKER = "?own";
