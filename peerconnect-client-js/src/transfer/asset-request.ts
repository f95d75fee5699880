import type { Digest } from "../protocol/values.ts";

/** One element's wish for the bytes of an asset. */
export interface AssetRequest {
  /** The absolute URL on the origin. */
  readonly url: string;

  /** What the bytes must hash to. Trusted: it comes from our own HTML or from the server's `resolved`. */
  readonly digest: Digest;

  /** Whether the element is in (or near) the viewport right now. Such elements go first and wait less. */
  readonly isVisible: () => boolean;

  /** Position in the document, which decides among equals. */
  readonly order: number;

  /** Aborts when the element is gone. */
  readonly signal: AbortSignal;
}
