import { describe, expect, it } from "vitest";
import { authenticationString } from "../../../../src/room/session/authentication-string.ts";

describe("authenticationString", () => {
  it("is nine digits", () => {
    expect(authenticationString(new Uint8Array(16))).toBe("000 000 000");
    expect(authenticationString(new Uint8Array(16).fill(255))).toMatch(/^\d{3} \d{3} \d{3}$/);
  });

  it("depends on every bit", () => {
    const all = Array.from({ length: 128 }, (_, bit) => {
      const bytes = new Uint8Array(16);
      bytes[bit >> 3] = 1 << (bit & 7);
      return authenticationString(bytes);
    });
    expect(new Set([...all, authenticationString(new Uint8Array(16))]).size).toBe(129);
  });
});
