/** SHA-256 of an asset's or a piece's bytes in base64url without padding: the name of the asset's swarm. */
export type Digest = string & { readonly __brand: "Digest" };

/** One client in one tab, named by the server; opaque to us. */
export type PeerId = string & { readonly __brand: "PeerId" };

/** An asset longer than this, in bytes, is cut into pieces of this length, the last one shorter. */
export const PIECE_LENGTH = 262_144;

/** Why an image came from the origin, in the words of the protocol. */
export const FALLBACK_CAUSES = [
  "no-peer",
  "connect-timeout",
  "stalled",
  "refused",
  "hash-mismatch",
  "peer-left",
  "signaling",
  "unsupported",
] as const;

export type FallbackCause = (typeof FALLBACK_CAUSES)[number];

/** Why a peer failed us, as the server wants to hear it. */
export type PeerFailureCause = Extract<
  FallbackCause,
  "connect-timeout" | "stalled" | "refused" | "hash-mismatch"
>;

export function isDigest(value: unknown): value is Digest {
  return typeof value === "string" && /^[A-Za-z0-9_-]{43}$/.test(value);
}

export function isPeerId(value: unknown): value is PeerId {
  return typeof value === "string" && /^[A-Za-z0-9_-]{8,64}$/.test(value);
}
