import { toBase64Url } from "./base64url.ts";
import type { RoomId, RoomKind } from "./values.ts";

/**
 * Return the id that a room has to have. It binds the room to its kind, its key and its host: whoever knows a link cannot open
 * the room in the host's place after it has ended, nor as one of another kind. The server checks it, too.
 *
 * @param kind what the room is for
 * @param access SHA-256 of the access secret, 32 bytes
 * @param owner SHA-256 of the owner secret, 32 bytes
 */
export async function roomIdOf(
  kind: RoomKind,
  access: Uint8Array,
  owner: Uint8Array,
): Promise<RoomId> {
  const name = new TextEncoder().encode(`peerconnect room ${kind}`);
  const input = new Uint8Array(name.length + access.length + owner.length);
  input.set(name);
  input.set(access, name.length);
  input.set(owner, name.length + access.length);
  const digest = await crypto.subtle.digest("SHA-256", input);
  return toBase64Url(new Uint8Array(digest, 0, 16)) as RoomId;
}
