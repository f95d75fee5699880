import {
  type Check,
  isFlag,
  isText,
  listOf,
  oneOf,
  optional,
  parseJson,
  shape,
} from "./protocol/shape.ts";

/** What the server writes into the page for us, in `#peerconnect-config`. */
export interface PageConfig {
  /** Path prefix of our endpoints, context path included. */
  readonly base: string;
  /** Join token; absent in pages that a shared cache may keep. */
  readonly token?: string;
  readonly mode: "rewrite" | "service-worker" | "markup";
  readonly consent: "implied" | "notice" | "ask";
  /** Whether to show the visitor badge. */
  readonly badge: boolean;
  /** Whether the page's policy allows `blob:` images. */
  readonly blobs: boolean;
  /** Whether images in the first viewport come from the origin. */
  readonly foldLoading: boolean;
  readonly mediaTypes: readonly string[];
  readonly excludeFormats: readonly string[];
  /** How long an image in view waits for a first peer before the origin takes it, in milliseconds. */
  readonly visibleWaitMs: number;
  /** How long a peer may make no progress, in milliseconds. */
  readonly stallMs: number;
  /** How long dialling a peer may take, in milliseconds. */
  readonly connectMs: number;
  /** How long an image may take to complete from elsewhere after a stall, in milliseconds. */
  readonly completeMs: number;
  /** Bytes per second that a visitor sends at most. */
  readonly uploadRate: number;
  /** Bytes that a visitor sends at most during a page view. */
  readonly uploadTotal: number;
  /** Peers served at the same time at most. */
  readonly uploads: number;
  /** Connections at most. */
  readonly connections: number;
  /** Whether a hidden tab shares. */
  readonly uploadWhenHidden: boolean;
  /** Size of the verified cache, in bytes; 0 keeps it in memory, for this page only. */
  readonly cacheBytes: number;
}

const isAmount: Check = (value) => Number.isFinite(value) && Number(value) >= 0;

const COMPONENTS: { readonly [K in keyof PageConfig]-?: Check } = {
  base: isText,
  token: optional(isText),
  mode: oneOf("rewrite", "service-worker", "markup"),
  consent: oneOf("implied", "notice", "ask"),
  badge: isFlag,
  blobs: isFlag,
  foldLoading: isFlag,
  mediaTypes: listOf(isText),
  excludeFormats: listOf(isText),
  visibleWaitMs: isAmount,
  stallMs: isAmount,
  connectMs: isAmount,
  completeMs: isAmount,
  uploadRate: isAmount,
  uploadTotal: isAmount,
  uploads: isAmount,
  connections: isAmount,
  uploadWhenHidden: isFlag,
  cacheBytes: isAmount,
};

/**
 * Read the page configuration.
 *
 * @param text the JSON in the page
 * @returns the configuration, or `undefined` when it is not one of ours: the page then stays as it is
 */
export function parsePageConfig(text: string): PageConfig | undefined {
  const config = parseJson(text);
  return shape(COMPONENTS)(config) ? (config as PageConfig) : undefined;
}
