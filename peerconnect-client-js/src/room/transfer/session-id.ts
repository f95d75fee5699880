import { SESSION_LENGTH } from "./layout.ts";
import type { SessionId } from "./messages.ts";

/** Name a new session. */
export function newSession(): SessionId {
  return toSession(crypto.getRandomValues(new Uint8Array(SESSION_LENGTH)));
}

/** Spell 16 bytes as a session. */
export function toSession(bytes: Uint8Array): SessionId {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .slice(0, 22) as SessionId;
}

/** Return the 16 bytes of a session. */
export function sessionBytes(session: SessionId): Uint8Array {
  const text = atob(session.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function isSession(value: unknown): value is SessionId {
  return typeof value === "string" && /^[A-Za-z0-9_-]{21}[AQgw]$/.test(value);
}
