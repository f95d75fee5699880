import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { PatientClock } from "../../../src/transfer/patient-clock.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it("runs a task when it is due", () => {
  const clock = new PatientClock();
  const run = vi.fn();
  clock.after(500, run);
  vi.advanceTimersByTime(450);
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(100);
  expect(run).toHaveBeenCalledOnce();
});

it("forgives the time in which nothing could run", () => {
  let now = 0;
  const clock = new PatientClock({ now: () => now });
  const run = vi.fn();
  clock.after(500, run);
  // A script blocks the event loop for five seconds: the timer comes once, late.
  now = 5000;
  vi.advanceTimersByTime(50);
  expect(run).not.toHaveBeenCalled();
  expect(clock.now()).toBe(60);
});

it("does not run a task that was called off", () => {
  const clock = new PatientClock();
  const run = vi.fn();
  clock.after(100, run)();
  vi.advanceTimersByTime(1000);
  expect(run).not.toHaveBeenCalled();
});

it("leaves no timer behind when nobody waits", () => {
  const clock = new PatientClock();
  clock.after(100, () => {});
  vi.advanceTimersByTime(200);
  expect(vi.getTimerCount()).toBe(0);
});
