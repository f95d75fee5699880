import { expect, it } from "vitest";
import { PullWindow } from "../../../src/transfer/pull-window.ts";

const KIB = 1024;

function feed(window: PullWindow, bytesPerMs: number, forMs: number): void {
  for (let now = 0; now <= forMs; now += 10) {
    window.received(bytesPerMs * 10, now);
  }
}

it("starts with 64 KiB", () => {
  expect(new PullWindow().size).toBe(64 * KIB);
});

it("fills the path and leaves its queue short", () => {
  const window = new PullWindow();
  window.answered(80);
  const capacity = 2500;
  for (let now = 0; now <= 5000; now += 10) {
    window.received(10 * Math.min(capacity, window.size / 80), now);
  }
  expect(window.size).toBeGreaterThan(80 * capacity);
  expect(window.size).toBeLessThan(80 * capacity + 40 * KIB);
});

it("goes by the shortest round trip", () => {
  const window = new PullWindow();
  [300, 80, 200].forEach((ms) => window.answered(ms));
  expect(window.roundTripMs).toBe(80);
});

it("does not take a lull for a slow path", () => {
  const window = new PullWindow();
  window.answered(80);
  feed(window, 2500, 2000);
  const before = window.size;
  for (let now = 2010; now <= 2210; now += 10) {
    window.received(1000, now);
  }
  expect(window.size).toBeGreaterThan(before / 2);
});

it("stays within 64 KiB and 1 MiB", () => {
  const slow = new PullWindow();
  slow.answered(30);
  feed(slow, 10, 2000);
  const fast = new PullWindow();
  fast.answered(300);
  feed(fast, 50_000, 1000);
  expect([slow.size, fast.size]).toEqual([64 * KIB, 1024 * KIB]);
});

it("shrinks by half when the link stalls, but not below 64 KiB", () => {
  const window = new PullWindow();
  window.answered(80);
  feed(window, 2500, 1000);
  const before = window.size;
  window.stalled();
  expect(window.size).toBeLessThanOrEqual(Math.max(before / 2, 64 * KIB));
  window.stalled();
  expect(window.size).toBe(64 * KIB);
});

it("does not take a pause for a slow path", () => {
  const window = new PullWindow();
  feed(window, 2000, 500);
  const { rate } = window;
  window.idle();
  window.received(1000, 60_000);
  expect(window.rate).toBe(rate);
});
