import { describe, expect, it } from "vitest";
import { fromBase64Url } from "../../../../src/room/protocol/base64url.ts";
import { roomIdOf } from "../../../../src/room/protocol/room-id.ts";
import type { RoomSecret } from "../../../../src/room/protocol/values.ts";
import {
  accessSecret,
  commitmentTo,
  importKey,
  newPass,
} from "../../../../src/room/session/room-secrets.ts";

describe("passes", () => {
  it("are for a room whose id is bound to their kind, key and owner", async () => {
    const pass = await newPass("group");
    const access = await commitmentTo(await accessSecret(await importKey(pass.key)));
    const owner = await commitmentTo(pass.owner);
    expect(await roomIdOf("group", bytes(access), bytes(owner))).toBe(pass.room);
  });

  it("differ in everything", async () => {
    const passes = await Promise.all(Array.from({ length: 20 }, () => newPass("send")));
    expect(new Set(passes.flatMap(({ room, key, owner }) => [room, key, owner])).size).toBe(60);
  });

  it("have a key of 128 bits and an owner secret of 256", async () => {
    const { key, owner } = await newPass("send");
    expect(bytes(key)).toHaveLength(16);
    expect(bytes(owner)).toHaveLength(32);
  });
});

describe("accessSecret", () => {
  it("is HKDF-SHA-256 of the key, as PROTOCOL.md has it", async () => {
    // openssl kdf -keylen 32 -kdfopt digest:SHA256 -kdfopt hexkey:000102030405060708090a0b0c0d0e0f \
    //   -kdfopt info:"peerconnect room access" HKDF
    const secret = await accessSecret(await importKey("AAECAwQFBgcICQoLDA0ODw"));
    expect(hex(secret)).toBe("358dff28db386a17a1e98b75263a0ce369fa6da5e16ed75b153e26395a897fca");
  });

  it("differs for each key", async () => {
    const [one, other] = await Promise.all([newPass("send"), newPass("send")]);
    const secrets = [one, other].map(async ({ key }) => accessSecret(await importKey(key)));
    expect(new Set(await Promise.all(secrets)).size).toBe(2);
  });
});

describe("commitmentTo", () => {
  it("is the SHA-256 of the secret's bytes", async () => {
    expect(await commitmentTo("YWJj" as RoomSecret)).toBe(
      "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0",
    );
  });
});

function bytes(text: string): Uint8Array {
  return fromBase64Url(text) ?? new Uint8Array();
}

function hex(text: string): string {
  return [...bytes(text)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
