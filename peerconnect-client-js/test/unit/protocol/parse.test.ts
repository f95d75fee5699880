import { describe, expect, it } from "vitest";
import { parseServerMessage } from "../../../src/protocol/parse.ts";
import { PIECE_LENGTH } from "../../../src/protocol/values.ts";

const DIGEST = "_FlIdxK76JtIiEe3e1dE-2uBW4_GXvKrGBSZWO22FGQ";

const sources = (asset: object): string =>
  JSON.stringify({
    type: "sources",
    assets: [{ digest: DIGEST, length: 10, mediaType: "image/png", peers: [], ...asset }],
  });

describe("parseServerMessage", () => {
  it.each([
    "",
    "null",
    "[]",
    "7",
    "{",
    '{"type":7}',
    '{"type":"constructor"}',
    '{"type":"nonsense"}',
  ])("makes nothing of %j", (text) => {
    expect(parseServerMessage(text)).toBeUndefined();
  });

  it.each([
    { digest: "short" },
    { length: -2 },
    { length: 1.5 },
    { peers: ["../../x"] },
    { peers: "alice-00" },
    { waitMs: -1 },
    { waitMs: null },
    { seed: 1 },
    { length: PIECE_LENGTH + 1 },
    { length: PIECE_LENGTH + 1, pieces: [DIGEST] },
    { length: PIECE_LENGTH + 1, pieces: [DIGEST, DIGEST, DIGEST] },
    { length: PIECE_LENGTH + 1, pieces: [DIGEST, 7] },
  ])("refuses a source with %j", (wrong) => {
    expect(parseServerMessage(sources(wrong))).toBeUndefined();
  });

  it("accepts a digest that the site no longer knows", () => {
    const text = JSON.stringify({
      type: "sources",
      assets: [{ digest: DIGEST, length: -1, peers: [] }],
    });
    expect(parseServerMessage(text)).toBeDefined();
  });

  it("never throws, whatever it is given", () => {
    const message = sources({ pieces: [DIGEST], waitMs: 4 });
    for (let at = 0; at < message.length; at++) {
      for (const wrong of ['"', "{", "null", "\u0000", "9e99"]) {
        const text = message.slice(0, at) + wrong + message.slice(at + 1);
        expect(() => parseServerMessage(text)).not.toThrow();
      }
    }
  });
});
