import { describe, expect, it } from "vitest";
import { Format } from "../../../../src/room/page/format.ts";

const format = new Format("en");

describe("Format", () => {
  it.each([
    [0, "0 bytes"],
    [1, "1 byte"],
    [999, "999 bytes"],
    [1000, "1 kB"],
    [12_345, "12.3 kB"],
    [999_999, "1,000 kB"],
    [1_500_000, "1.5 MB"],
    [4_210_000_000, "4.2 GB"],
    [123_000_000_000, "123 GB"],
    [5e15, "5,000 TB"],
  ])("writes %i bytes as %s", (bytes, text) => {
    expect(format.size(bytes)).toBe(text);
  });

  it.each([
    [1, "1 sec"],
    [59_001, "60 sec"],
    [61_000, "2 min"],
    [5_400_000, "1.5 hr"],
    [360_000_000, "100 hr"],
  ])("writes %i milliseconds as %s", (ms, text) => {
    expect(format.duration(ms)).toBe(text);
  });

  it("says of nothing that it is complete before it is", () => {
    expect(format.percent(0.999)).toBe("99%");
    expect(format.percent(1)).toBe("100%");
  });

  it("writes in the language that it was given", () => {
    expect(new Format("de").size(1_500_000)).toBe("1,5 MB");
    expect(new Format("de").count(12_345)).toBe("12.345");
  });

  it("writes speeds", () => {
    expect(format.speed(3_140_000)).toBe("3.1 MB/s");
  });
});
