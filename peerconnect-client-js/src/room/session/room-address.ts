import { isRoomId, isRoomKey, type RoomId } from "../protocol/values.ts";

/** What a link to a room says. */
export interface RoomAddress {
  readonly room: RoomId;
  readonly key: string;
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

const EMBEDDED = /^#room=([^.]*)\.([^.]*)$/;

/** Return the link that leads to a room. What the server must not know stands behind the `#`. */
export function formatLink({ room, key }: RoomAddress, { roomPath, page }: LinkPlace): string {
  const url = new URL(roomPath === undefined ? page : `${roomPath}/${room}`, page);
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
