import { describe, expect, it } from "vitest";
import { parseSrcset, selectCandidate } from "../../../src/page/srcset.ts";

describe("parseSrcset", () => {
  it.each([
    ["", []],
    ["a.jpg", [{ url: "a.jpg", descriptor: "", index: 0, density: 1 }]],
    ["a.jpg 2x", [{ url: "a.jpg", descriptor: "2x", index: 0, density: 2 }]],
    [
      " a.jpg 400w, b.jpg 800w ,",
      [
        { url: "a.jpg", descriptor: "400w", index: 0, width: 400 },
        { url: "b.jpg", descriptor: "800w", index: 1, width: 800 },
      ],
    ],
    ["a,b.jpg 1.5x", [{ url: "a,b.jpg", descriptor: "1.5x", index: 0, density: 1.5 }]],
    [
      "a.jpg, b.jpg 2x",
      [
        { url: "a.jpg", descriptor: "", index: 0, density: 1 },
        { url: "b.jpg", descriptor: "2x", index: 1, density: 2 },
      ],
    ],
    ["a.jpg 400w 300h", [{ url: "a.jpg", descriptor: "400w 300h", index: 0, width: 400 }]],
  ])("reads '%s'", (srcset, candidates) => {
    expect(parseSrcset(srcset)).toEqual(candidates);
  });

  it.each([
    "a.jpg 0w",
    "a.jpg -1x",
    "a.jpg 2x 3x",
    "a.jpg 400w 2x",
    "a.jpg 1.5w",
    "a.jpg 300h",
    "a.jpg f(1,2)",
  ])("leaves out the invalid '%s' but counts it", (invalid) => {
    expect(parseSrcset(`${invalid}, b.jpg 2x`)).toEqual([
      { url: "b.jpg", descriptor: "2x", index: 1, density: 2 },
    ]);
  });
});

describe("selectCandidate", () => {
  it.each([
    // srcset, source size, pixel ratio, expected
    ["a 400w, b 800w, c 1600w", 400, 1, "a"],
    ["a 400w, b 800w, c 1600w", 400, 2, "b"],
    ["a 400w, b 800w, c 1600w", 800, 2, "c"],
    ["a 400w, b 800w, c 1600w", 2000, 2, "c"],
    ["c 1600w, a 400w, b 800w", 100, 1, "a"],
    ["a 400w, b 800w", 500, 1, "b"],
    ["a 1x, b 2x, c 3x", 0, 1, "a"],
    ["a 1x, b 2x, c 3x", 0, 1.3, "a"],
    ["a 1x, b 2x, c 3x", 0, 1.5, "b"],
    ["a 1x, b 2x, c 3x", 0, 5, "c"],
    ["a 1x, b 1x", 0, 1, "a"],
    ["a", 0, 3, "a"],
  ])("%s in %d px at ratio %d is %s", (srcset, sourceSize, pixelRatio, url) => {
    expect(selectCandidate(parseSrcset(srcset), sourceSize, pixelRatio)?.url).toBe(url);
  });

  it("has no answer when there are no candidates", () => {
    expect(selectCandidate([], 100, 1)).toBeUndefined();
  });
});
