import type { FallbackCause } from "../protocol/values.ts";

/**
 * How a request for an asset ended: with bytes that match its digest (`mixed`: some of them by Range from the origin), or
 * with the advice to set the plain URL.
 */
export type Delivery =
  | { readonly source: "cache" | "peer" | "mixed"; readonly blob: Blob }
  | { readonly source: "origin"; readonly cause: FallbackCause };
