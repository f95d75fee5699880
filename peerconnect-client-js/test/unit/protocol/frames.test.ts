import { describe, expect, it } from "vitest";
import { digestBytes, digestOf, toDigest } from "../../../src/protocol/digests.ts";
import { encodeFrame, type Frame, MAX_PAYLOAD, parseFrame } from "../../../src/protocol/frames.ts";
import type { Digest } from "../../../src/protocol/values.ts";

const DIGEST = "_FlIdxK76JtIiEe3e1dE-2uBW4_GXvKrGBSZWO22FGQ" as Digest;

const FRAMES: readonly Frame[] = [
  { type: "request", id: 1, digest: DIGEST, offset: 2 ** 40, length: 262_144 },
  { type: "data", id: 0xffffffff, offset: 5, total: 6, payload: new Uint8Array([7]) },
  { type: "data", id: 2, offset: 0, total: 2 ** 33, payload: new Uint8Array(MAX_PAYLOAD).fill(9) },
  { type: "cancel", id: 3 },
  { type: "refuse", id: 4, reason: "not-held" },
  { type: "refuse", id: 4, reason: "busy" },
  { type: "refuse", id: 4, reason: "bad-range" },
  { type: "refuse", id: 4, reason: "not-sharing" },
  { type: "interested", digest: DIGEST },
  { type: "bitfield", digest: DIGEST, bits: new Uint8Array([0x80, 1]) },
  { type: "bitfield", digest: DIGEST, bits: new Uint8Array(0) },
];

describe("a frame", () => {
  it.each(FRAMES)("survives the way: $type $reason", (frame) => {
    expect(parseFrame(encodeFrame(frame).buffer)).toEqual(frame);
  });

  it("has the layout of the protocol", () => {
    const bytes = encodeFrame({ type: "request", id: 258, digest: DIGEST, offset: 3, length: 4 });
    expect([...bytes.subarray(0, 5)]).toEqual([1, 0, 0, 1, 2]);
    expect([...bytes.subarray(5, 37)]).toEqual([...digestBytes(DIGEST)]);
    expect([...bytes.subarray(37)]).toEqual([0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 4]);
  });

  it.each(FRAMES)("is void when it was cut: $type", (frame) => {
    const bytes = encodeFrame(frame);
    // A bitfield and a payload may have any length: only their headers can be too short.
    const header = { data: 22, bitfield: 33 }[frame.type as string] ?? bytes.length;
    for (let length = 0; length < header; length++) {
      expect(parseFrame(bytes.slice(0, length).buffer)).toBeUndefined();
    }
  });

  it.each([
    ["an unknown type", [9, 0, 0, 0, 0]],
    ["an unknown reason", [4, 0, 0, 0, 1, 5]],
    ["no reason", [4, 0, 0, 0, 1, 0]],
    ["a byte too many", [3, 0, 0, 0, 1, 0]],
  ])("is void with %s", (_, bytes) => {
    expect(parseFrame(new Uint8Array(bytes).buffer)).toBeUndefined();
  });

  it("is void when it asks for nothing, too much or beyond what numbers can hold", () => {
    const request = { type: "request", id: 1, digest: DIGEST, offset: 0, length: 1 } as const;
    expect(parseFrame(encodeFrame({ ...request, length: 0 }).buffer)).toBeUndefined();
    expect(parseFrame(encodeFrame({ ...request, length: 262_145 }).buffer)).toBeUndefined();
    const bytes = encodeFrame(request);
    bytes.fill(0xff, 37, 45);
    expect(parseFrame(bytes.buffer)).toBeUndefined();
  });

  it("is void when its payload is too long", () => {
    const payload = new Uint8Array(MAX_PAYLOAD + 1);
    const bytes = encodeFrame({ type: "data", id: 1, offset: 0, total: payload.length, payload });
    expect(parseFrame(bytes.buffer)).toBeUndefined();
  });

  it("never makes the parser throw", () => {
    let seed = 1;
    const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) & 0xff;
    for (let round = 0; round < 5000; round++) {
      const bytes = Uint8Array.from({ length: random() % 70 }, random);
      bytes[0] = (bytes[0] ?? 0) % 8;
      const frame = parseFrame(bytes.buffer);
      if (frame) {
        expect(encodeFrame(frame)).toEqual(bytes);
      }
    }
  });
});

describe("a digest", () => {
  it("is SHA-256 in base64url", async () => {
    expect(await digestOf(new Uint8Array(0))).toBe("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");
  });

  it("survives the way through bytes", () => {
    expect(toDigest(digestBytes(DIGEST))).toBe(DIGEST);
  });
});
