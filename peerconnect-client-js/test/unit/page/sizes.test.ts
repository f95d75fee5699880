import { describe, expect, it } from "vitest";
import { evaluateSizes } from "../../../src/page/sizes.ts";

/** A viewport 1,000 pixels wide. */
const environment = {
  matches: (condition: string) => condition === "(min-width: 600px)",
  toPixels: (length: string) => {
    const [, amount, unit] = /^(-?[\d.]+)(px|vw)$/.exec(length) ?? [];
    if (length === "calc(50vw - (10px + 10px))") return 480;
    if (amount === undefined) return undefined;
    return unit === "vw" ? Number(amount) * 10 : Number(amount);
  },
  layoutWidth: () => 0,
};

describe("evaluateSizes", () => {
  it.each([
    ["", 1000],
    ["300px", 300],
    ["50vw", 500],
    ["(max-width: 600px) 100vw, 33vw", 330],
    ["(min-width: 600px) 240px, 33vw", 240],
    ["(max-width: 600px) 100px", 1000],
    ["calc(50vw - (10px + 10px))", 480],
    ["(min-width: 600px) calc(50vw - (10px + 10px)), 100vw", 480],
    ["nonsense, 200px", 200],
    ["-5px, 200px", 200],
    ["(min-width: 600px), 200px", 200],
    ["auto, 200px", 200],
    ["auto", 1000],
  ])("'%s' is %d px", (sizes, width) => {
    expect(evaluateSizes(sizes, environment)).toBe(width);
  });

  it("takes the width in the layout for auto", () => {
    expect(evaluateSizes("auto, 200px", { ...environment, layoutWidth: () => 640 })).toBe(640);
  });
});
