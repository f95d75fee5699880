import { fromBase64Url, toBase64Url } from "./base64url.ts";
import type { RoomAddress } from "./room-address.ts";

/** `send`: one host offers, the others receive. `group`: all may offer. */
export type RoomKind = "send" | "group";

const SECRET_BITS = 256;

/**
 * What is derived from the key of a room, with HKDF-SHA-256 (RFC 5869). The salt is the room's id and the label tells what
 * the secret is for, so that no secret says anything about another one or about the key.
 */
export class RoomSecrets {
  readonly #material: CryptoKey;
  readonly #salt: Uint8Array<ArrayBuffer>;

  private constructor(material: CryptoKey, salt: Uint8Array<ArrayBuffer>) {
    this.#material = material;
    this.#salt = salt;
  }

  static async of({ room, key }: RoomAddress): Promise<RoomSecrets> {
    const bytes = fromBase64Url(key) ?? new Uint8Array();
    const material = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveBits"]);
    return new RoomSecrets(material, new TextEncoder().encode(room));
  }

  /** Return what proves to the server, when joining, that one has the key. */
  async access(): Promise<string> {
    return toBase64Url(await this.#derive("access"));
  }

  /**
   * Return the secret of the links between members. It depends on the kind, so that a server that tells two members
   * different kinds only keeps them apart.
   */
  link(kind: RoomKind): Promise<Uint8Array<ArrayBuffer>> {
    return this.#derive(`link ${kind}`);
  }

  async #derive(label: string): Promise<Uint8Array<ArrayBuffer>> {
    const info = new TextEncoder().encode(`peerconnect room ${label}`);
    const bits = await crypto.subtle.deriveBits(
      { name: "HKDF", hash: "SHA-256", salt: this.#salt, info },
      this.#material,
      SECRET_BITS,
    );
    return new Uint8Array(bits);
  }
}

/** Return what the server keeps of a secret that will be shown to it later: SHA-256 in base64url. */
export async function commitmentTo(secret: string): Promise<string> {
  const bytes = fromBase64Url(secret) ?? new Uint8Array();
  return toBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}
