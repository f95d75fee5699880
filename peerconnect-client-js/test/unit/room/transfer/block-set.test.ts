import { describe, expect, it } from "vitest";
import { BlockSet } from "../../../../src/room/transfer/block-set.ts";

describe("BlockSet", () => {
  it("counts each block once", () => {
    const set = of(20, 3, 3, 4);
    expect(set.count).toBe(2);
    expect(set.add(3)).toBe(false);
    expect(set.add(5)).toBe(true);
  });

  it("takes nothing beyond its end", () => {
    const set = of(10);
    expect(set.add(10)).toBe(false);
    expect(set.add(15)).toBe(false);
    expect(set.count).toBe(0);
  });

  it("forgets blocks", () => {
    const set = of(10, 1, 2);
    set.delete(1);
    set.delete(7);
    expect([set.has(1), set.has(2), set.count]).toEqual([false, true, 1]);
  });

  it.each([
    [of(0), []],
    [of(40), []],
    [of(5, 0, 1, 2, 3, 4), [[0, 5]]],
    [
      of(40, 0, 9, 10, 39),
      [
        [0, 1],
        [9, 2],
        [39, 1],
      ],
    ],
    [of(40, ...Array(32).keys()), [[0, 32]]],
    [
      of(40, 7, 8, 15, 16),
      [
        [7, 2],
        [15, 2],
      ],
    ],
  ])("tells its ranges", (set, expected) => {
    expect([...set.ranges()].map(({ first, count }) => [first, count])).toEqual(expected);
  });

  it.each([
    [0, 3],
    [3, 3],
    [4, 21],
    [20, 21],
    [39, 39],
    [40, 40],
  ])("finds the next gap from %i at %i", (from, expected) => {
    const set = of(40, 0, 1, 2, ...Array.from({ length: 17 }, (_, index) => 4 + index));
    expect(set.nextGap(from)).toBe(expected);
  });

  it("has no gap when it is full", () => {
    const set = of(19, ...Array(19).keys());
    expect([set.isFull, set.nextGap(0), set.nextGap(8)]).toEqual([true, 19, 19]);
  });
});

function of(length: number, ...blocks: readonly number[]): BlockSet {
  const set = new BlockSet(length);
  blocks.forEach((block) => set.add(block));
  return set;
}
