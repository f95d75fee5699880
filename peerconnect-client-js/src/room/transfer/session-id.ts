import { toBase64Url } from "../protocol/base64url.ts";
import { SESSION_LENGTH } from "./layout.ts";
import type { SessionId } from "./messages.ts";

/** Name a new session. */
export function newSession(): SessionId {
  return toSession(crypto.getRandomValues(new Uint8Array(SESSION_LENGTH)));
}

/** Spell 16 bytes as a session. */
export function toSession(bytes: Uint8Array): SessionId {
  return toBase64Url(bytes) as SessionId;
}

export function isSession(value: unknown): value is SessionId {
  return typeof value === "string" && /^[A-Za-z0-9_-]{21}[AQgw]$/.test(value);
}
