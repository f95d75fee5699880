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
  /** What to do about videos; absent where the site has none to share. */
  readonly video?: VideoConfig;
}

/** What `video.js`, and the script that marks videos, are told. */
export interface VideoConfig {
  /** File name of the client's script. */
  readonly client: string;
  /** Its own file name below `base`. */
  readonly script: string;
  /** File name of what it loads once a swarm is worth joining. */
  readonly player: string;
  /** Prefixes of the paths that videos are served at, context path included, percent-encoded. */
  readonly paths: readonly string[];
  /** FNV-1a hashes of the paths of videos that a visitor would find a swarm at when the page was written. */
  readonly joinable?: readonly number[];
  /** How far ahead of what is shown a video is loaded from the site, in milliseconds. */
  readonly aheadMs: number;
  /** Closer than this to being shown, a piece comes from whoever has it first, in milliseconds. */
  readonly urgentMs: number;
  /** Size of what is kept of videos while the page is open, in bytes. */
  readonly storeBytes: number;
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
  video: optional(
    shape({
      client: isText,
      script: isText,
      player: isText,
      paths: listOf(isText),
      joinable: optional(listOf(isAmount)),
      aheadMs: isAmount,
      urgentMs: isAmount,
      storeBytes: isAmount,
    }),
  ),
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
