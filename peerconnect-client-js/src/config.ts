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
  /** Size of the verified cache, in bytes. */
  readonly cacheBytes: number;
}

const isText = (value: unknown): boolean => typeof value === "string";
const isFlag = (value: unknown): boolean => typeof value === "boolean";
const isAmount = (value: unknown): boolean => Number.isFinite(value) && Number(value) >= 0;
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isOneOf =
  (...values: string[]) =>
  (value: unknown): boolean =>
    values.some((one) => one === value);

const COMPONENTS: { readonly [K in keyof PageConfig]-?: (value: unknown) => boolean } = {
  base: isText,
  token: (value) => value === undefined || isText(value),
  mode: isOneOf("rewrite", "service-worker", "markup"),
  consent: isOneOf("implied", "notice", "ask"),
  badge: isFlag,
  blobs: isFlag,
  foldLoading: isFlag,
  mediaTypes: isTexts,
  excludeFormats: isTexts,
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
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Somebody else's text: there is nobody to tell.
    return undefined;
  }
  return isPageConfig(value) ? value : undefined;
}

function isPageConfig(value: unknown): value is PageConfig {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const fields = value as Record<string, unknown>;
  return Object.entries(COMPONENTS).every(([name, accepts]) => accepts(fields[name]));
}
