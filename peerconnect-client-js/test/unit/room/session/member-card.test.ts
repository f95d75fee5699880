import { describe, expect, it } from "vitest";
import {
  cleanName,
  encodeCard,
  isCardMessage,
  readCard,
} from "../../../../src/room/session/member-card.ts";
import { TYPE_BYTES } from "../../../../src/room/transfer/layout.ts";

describe("cards", () => {
  it("carry a name", () => {
    const card = encodeCard("Änne 🦊");
    expect(isCardMessage(card)).toBe(true);
    expect(readCard(card)).toBe("Änne 🦊");
  });

  it("are not mistaken for what transfers say", () => {
    const bytes: readonly number[] = Object.values(TYPE_BYTES);
    expect(bytes).not.toContain(encodeCard("")[0]);
  });

  it.each(["", "no JSON", "null", "{}", '{"name":1}'])(
    "have no name when they say '%s'",
    (text) => {
      expect(readCard(new Uint8Array([0x40, ...new TextEncoder().encode(text)]))).toBe("");
    },
  );

  it("are cleaned by whoever reads them", () => {
    const text = new TextEncoder().encode(JSON.stringify({ name: "a\u202eb\u0000\nc" }));
    expect(readCard(new Uint8Array([0x40, ...text]))).toBe("abc");
  });
});

describe("cleanName", () => {
  it.each([
    ["  Ann   Other ", "Ann Other"],
    ["\u200b\u200f", ""],
    ["a".repeat(50), "a".repeat(40)],
    ["e\u0301", "é"],
  ])("makes of '%s' '%s'", (name, clean) => {
    expect(cleanName(name)).toBe(clean);
  });
});
