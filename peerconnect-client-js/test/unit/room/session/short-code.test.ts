import { describe, expect, it } from "vitest";
import {
  completeWord,
  findWord,
  formatShortCode,
  newShortCode,
  parseShortCode,
} from "../../../../src/room/session/short-code.ts";
import { WORDS } from "../../../../src/room/session/words.ts";

describe("words", () => {
  it("are 256 different ones, in lower case", () => {
    expect(new Set(WORDS).size).toBe(256);
    expect(WORDS.filter((word) => !/^[a-z]{4,7}$/.test(word))).toEqual([]);
  });

  it("can be told from their first three letters", () => {
    expect(new Set(WORDS.map((word) => word.slice(0, 3))).size).toBe(256);
    for (const word of WORDS) {
      for (let length = 3; length <= word.length; length += 1) {
        expect(findWord(word.slice(0, length))).toBe(word);
      }
    }
  });

  it("are found in spite of any one wrong letter, and never mistaken for another", () => {
    for (const word of WORDS) {
      for (let at = 0; at <= word.length; at += 1) {
        expect(findWord(`${word.slice(0, at)}x${word.slice(at)}`), word).toBe(word);
        expect(findWord(`${word.slice(0, at)}x${word.slice(at + 1)}`), word).toBe(word);
        expect(findWord(word.slice(0, at) + word.slice(at + 1)), word).toBe(word);
      }
    }
  });
});

describe("short codes", () => {
  it("come back from what is shown", () => {
    const code = newShortCode(7);
    expect(code.words).toHaveLength(3);
    expect(parseShortCode(formatShortCode(code))).toEqual(code);
  });

  it("differ from each other", () => {
    const codes = Array.from({ length: 20 }, () => formatShortCode(newShortCode(7)));
    expect(new Set(codes).size).toBeGreaterThan(15);
  });

  it.each([
    "7-amber-recipe-fossil",
    " 7 Amber  Recipe FOSSIL ",
    "7amber,recipe.fossil",
    "7 amb rec fos",
    "7-ambar-recipes-fosil",
  ])("are understood when typed as '%s'", (typed) => {
    expect(parseShortCode(typed)).toEqual({ number: 7, words: ["amber", "recipe", "fossil"] });
  });

  it.each([
    "",
    "7",
    "amber-recipe-fossil",
    "7-amber-recipe",
    "7-amber-recipe-fossil-zinc",
    "7-am-re-fo",
    "1234567-amber-recipe-fossil",
  ])("are not understood when typed as '%s'", (typed) => {
    expect(parseShortCode(typed)).toBeUndefined();
  });

  it("offer the words that begin as what is typed", () => {
    expect(completeWord("PI")).toEqual(["piano", "picnic", "pigeon", "pillow", "pirate"]);
  });
});
