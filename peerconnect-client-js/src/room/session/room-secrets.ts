import { fromBase64Url, toBase64Url } from "../protocol/base64url.ts";
import { roomIdOf } from "../protocol/room-id.ts";
import type { RoomId, RoomKind, RoomSecret } from "../protocol/values.ts";

/** What a browser needs to enter a room. */
export interface RoomPass {
  readonly room: RoomId;
  /** 16 random bytes in base64url that all secrets of the room are derived from. Never leaves the browsers. */
  readonly key: string;
  /** What the room is for, if known. */
  readonly kind?: RoomKind;
  /** Makes its holder the host. Only the browser that made the room has it. */
  readonly owner?: RoomSecret;
}

/** The pass of a room's host. */
export interface HostPass extends RoomPass {
  readonly kind: RoomKind;
  readonly owner: RoomSecret;
}

const KEY_BYTES = 16;
const SECRET_BYTES = 32;

/** Make the pass of a room that nobody opened yet. */
export async function newPass(kind: RoomKind): Promise<HostPass> {
  const key = randomText(KEY_BYTES);
  const owner = randomText(SECRET_BYTES) as RoomSecret;
  const access = await accessSecret(await importKey(key));
  return {
    room: await roomIdOf(kind, await digest(access), await digest(owner)),
    key,
    kind,
    owner,
  };
}

/** Return the key of a room in the form that secrets are derived from it in. */
export function importKey(key: string): Promise<CryptoKey> {
  const bytes = fromBase64Url(key) ?? new Uint8Array();
  return crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveBits"]);
}

/** Return what proves to the server that one has the key (HKDF-SHA-256, RFC 5869). */
export async function accessSecret(key: CryptoKey): Promise<RoomSecret> {
  const info = new TextEncoder().encode("peerconnect room access");
  const salt = new Uint8Array();
  const parameters = { name: "HKDF", hash: "SHA-256", salt, info };
  const bits = await crypto.subtle.deriveBits(parameters, key, SECRET_BYTES * 8);
  return toBase64Url(new Uint8Array(bits)) as RoomSecret;
}

/** Return what the server keeps of a secret that it will be shown later. */
export async function commitmentTo(secret: RoomSecret): Promise<RoomSecret> {
  return toBase64Url(await digest(secret)) as RoomSecret;
}

async function digest(secret: RoomSecret): Promise<Uint8Array> {
  const bytes = fromBase64Url(secret) ?? new Uint8Array();
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

function randomText(bytes: number): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(bytes)));
}
