import type { Digest } from "./values.ts";

/** The length of a SHA-256 digest, in bytes. */
export const DIGEST_LENGTH = 32;

/** Compute the digest of some bytes. */
export async function digestOf(bytes: BufferSource): Promise<Digest> {
  return toDigest(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

/** Spell 32 bytes as a digest. */
export function toDigest(bytes: Uint8Array): Digest {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .slice(0, 43) as Digest;
}

/** Return the 32 bytes of a digest. */
export function digestBytes(digest: Digest): Uint8Array<ArrayBuffer> {
  const text = atob(digest.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
