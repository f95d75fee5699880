import { describe, expect, it } from "vitest";
import { fromBase64Url, toBase64Url } from "../../../../src/room/protocol/base64url.ts";
import { roomIdOf } from "../../../../src/room/protocol/room-id.ts";
import { isRoomId } from "../../../../src/room/protocol/values.ts";
import open from "../../../../../peerconnect-server/src/test/resources/protocol/client/room-open.json?raw";

const { room, access, owner } = JSON.parse(open) as Record<"room" | "access" | "owner", string>;

function bytes(text: string): Uint8Array {
  const decoded = fromBase64Url(text);
  if (!decoded) {
    throw new TypeError(text);
  }
  return decoded;
}

describe("roomIdOf", () => {
  it("makes the id that the server expects", async () => {
    expect(await roomIdOf("send", bytes(access), bytes(owner))).toBe(room);
    expect(isRoomId(room)).toBe(true);
  });

  it("makes another id for another kind, key or host", async () => {
    const ids = await Promise.all([
      roomIdOf("send", bytes(access), bytes(owner)),
      roomIdOf("group", bytes(access), bytes(owner)),
      roomIdOf("send", bytes(owner), bytes(owner)),
      roomIdOf("send", bytes(access), bytes(access)),
    ]);
    expect(new Set(ids).size).toBe(4);
  });
});

describe("base64url", () => {
  it("survives the round trip at every length", () => {
    for (let length = 0; length < 70; length++) {
      const value = Uint8Array.from({ length }, (_, i) => (i * 89 + length * 7) & 255);
      expect(fromBase64Url(toBase64Url(value))).toEqual(value);
    }
  });

  it.each(["a", "ab=", "a b", "a+b/", "äöü"])("makes nothing of %j", (text) => {
    expect(fromBase64Url(text)).toBeUndefined();
  });
});
