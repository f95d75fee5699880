/** Names a room: 16 bytes in base64url. Made of what the room is and of its secrets, see `room-id.ts`. */
export type RoomId = string & { readonly __brand: "RoomId" };

/** What a room is for: one offers and the others receive, or everybody may offer. */
export type RoomKind = "send" | "group";

/** 32 bytes in base64url: a secret of a room, or the digest of one. */
export type RoomSecret = string & { readonly __brand: "RoomSecret" };

export function isRoomId(value: unknown): value is RoomId {
  return typeof value === "string" && /^[A-Za-z0-9_-]{21}[AQgw]$/.test(value);
}

export function isRoomKind(value: unknown): value is RoomKind {
  return value === "send" || value === "group";
}

/** Tells whether a text may be a room's key: 16 bytes in base64url. */
export function isRoomKey(value: unknown): value is string {
  return isRoomId(value);
}
