import { beforeEach, expect, it, vi } from "vitest";
import { Patience } from "../../../src/transfer/patience.ts";

let now: number;
let stored: Map<string, string>;

beforeEach(() => {
  now = 0;
  stored = new Map();
});

function visit(): Patience {
  return new Patience({
    clock: { now: () => now },
    memory: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
    },
  });
}

/** Return when the slot was taken, if it is wanted all the time. */
function takenBy(patience: Patience, endMs: number): readonly number[] {
  const taken: number[] = [];
  for (; now < endMs; now += 50) {
    if (patience.take()) taken.push(now);
  }
  return taken;
}

it("gives the origin one image at once and further ones ever later", () => {
  expect(takenBy(visit(), 2000)).toEqual([0, 500, 1500]);
});

it("begins anew when nothing is wanted any more", () => {
  const patience = visit();
  takenBy(patience, 2000);
  patience.reset();
  expect(takenBy(patience, 2600)).toEqual([2000, 2500]);
});

it("is gone on later pages when no dial succeeded", () => {
  visit().note(false);
  const patience = visit();
  expect(patience.isLeft).toBe(false);
  expect(takenBy(patience, 150)).toEqual([0, 50, 100]);
});

it("comes back with the first success", () => {
  const patience = visit();
  patience.note(false);
  patience.note(true);
  expect(patience.isLeft).toBe(true);
});

it("forgets a success after three failures, and remembers no more than that", () => {
  const patience = visit();
  [true, false, false].forEach((isSuccess) => patience.note(isSuccess));
  expect(patience.isLeft).toBe(true);
  patience.note(false);
  expect(patience.isLeft).toBe(false);
  expect([...stored.values()]).toEqual(["000"]);
});

it("does without a memory that is full", () => {
  const setItem = vi.fn(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  const patience = new Patience({
    clock: { now: () => now },
    memory: { getItem: () => null, setItem },
  });
  patience.note(false);
  expect(patience.isLeft).toBe(false);
});
