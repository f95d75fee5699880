import { describe, expect, it } from "vitest";
import { crc32, joinCrc32 } from "../../../../src/room/zip/crc32.ts";
import { noise } from "../../../support/room.ts";

describe("crc32", () => {
  it.each([
    ["", 0],
    // The check value of the catalogue of parametrised CRC algorithms.
    ["123456789", 0xcbf43926],
    ["The quick brown fox jumps over the lazy dog", 0x414fa339],
  ])("of %j is known", (text, expected) => {
    expect(crc32(new TextEncoder().encode(text))).toBe(expected);
  });

  it.each([0, 1, 7, 8, 9, 100, 65_536])(
    "of two stretches is that of both, the second %i long",
    (length) => {
      const bytes = noise(100_000 + length);
      const first = bytes.slice(0, 100_000);
      const second = bytes.slice(100_000);
      expect(joinCrc32(crc32(first), crc32(second), second.length)).toBe(crc32(bytes));
    },
  );

  it("of a view is that of its bytes alone", () => {
    const bytes = noise(100);
    expect(crc32(bytes.subarray(3, 40))).toBe(crc32(bytes.slice(3, 40)));
  });
});
