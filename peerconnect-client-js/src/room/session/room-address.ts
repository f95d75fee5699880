import { fromBase64Url, toBase64Url } from "./base64url.ts";

/** Names a room; 128 random bits in base64url, made by the browser that opens it. The server knows it. */
export type RoomId = string & { readonly __brand: "RoomId" };

/** 128 random bits in base64url that all secrets of a room are derived from. Never leaves the browsers. */
export type RoomKey = string & { readonly __brand: "RoomKey" };

/** What a link to a room says. */
export interface RoomAddress {
  readonly room: RoomId;
  readonly key: RoomKey;
}

/** Where the links of a page lead to. */
export interface LinkPlace {
  /**
   * Path of the room page, context path included: links are `<path>/<room>#<key>`. Without it they lead to the present page:
   * `#room=<room>.<key>`.
   */
  readonly roomPath: string | undefined;
  /** Address of the present page. */
  readonly page: string;
}

const SECRET_BYTES = 16;
const EMBEDDED = /^#room=([^.]*)\.([^.]*)$/;

export function isRoomId(value: unknown): value is RoomId {
  return isSecret(value);
}

export function isRoomKey(value: unknown): value is RoomKey {
  return isSecret(value);
}

/** Make the address of a room that nobody opened yet. */
export function newAddress(): RoomAddress {
  return { room: randomText() as RoomId, key: randomText() as RoomKey };
}

/** Return the link that leads to a room. What the server must not know stands behind the `#`. */
export function formatLink({ room, key }: RoomAddress, { roomPath, page }: LinkPlace): string {
  const url = new URL(roomPath === undefined ? page : `${roomPath}/${room}`, page);
  if (roomPath !== undefined) {
    url.search = "";
  }
  url.hash = roomPath === undefined ? `room=${room}.${key}` : key;
  return url.href;
}

/**
 * Read a link.
 *
 * @returns the address; `"none"` when the link leads to no room, `"broken"` when it leads to one but was damaged on its way
 */
export function parseLink(
  link: string,
  { roomPath, page }: LinkPlace,
): RoomAddress | "none" | "broken" {
  const { pathname, hash } = new URL(link, page);
  if (roomPath === undefined) {
    const [, room, key] = EMBEDDED.exec(hash) ?? [];
    return hash.startsWith("#room=") ? toAddress(room, key) : "none";
  }
  const path = new URL(roomPath, page).pathname;
  const room = pathname.startsWith(`${path}/`) ? pathname.slice(path.length + 1) : "";
  return room === "" ? "none" : toAddress(room, hash.slice(1));
}

function toAddress(room: unknown, key: unknown): RoomAddress | "broken" {
  return isRoomId(room) && isRoomKey(key) ? { room, key } : "broken";
}

function randomText(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
}

// A text that does not come back as itself has bits to spare: two links would lead to one room.
function isSecret(value: unknown): boolean {
  const bytes = typeof value === "string" ? fromBase64Url(value) : undefined;
  return bytes?.length === SECRET_BYTES && toBase64Url(bytes) === value;
}
