import { describe, expect, it } from "vitest";
import { etaMs, SmoothedSpeed } from "../../../../src/room/transfer/smoothed-speed.ts";

describe("SmoothedSpeed", () => {
  it("knows a steady speed after its first sample", () => {
    const speed = new SmoothedSpeed();
    speed.start(0);
    speed.add(1000, 100);
    expect(speed.at(200)).toBe(0);
    speed.add(1500, 250);
    expect(speed.at(250)).toBeCloseTo(10_000);
  });

  it("smooths what comes in bursts", () => {
    const speed = new SmoothedSpeed();
    speed.start(0);
    const seen: number[] = [];
    for (let now = 250; now <= 20_000; now += 250) {
      speed.add(now % 1000 === 0 ? 1_000_000 : 0, now);
      seen.push(speed.at(now));
    }
    for (const value of seen.slice(40)) {
      expect(value).toBeGreaterThan(850_000);
      expect(value).toBeLessThan(1_150_000);
    }
  });

  it("follows a change within some seconds", () => {
    const speed = new SmoothedSpeed();
    speed.start(0);
    let now = 0;
    const run = (ms: number, rate: number) => {
      for (const end = now + ms; now < end; now += 250) {
        speed.add(rate / 4, now + 250);
        speed.at(now + 250);
      }
      return speed.at(now);
    };
    run(20_000, 10_000_000);
    expect(run(12_000, 1_000_000)).toBeLessThan(1_600_000);
  });

  it("forgets when nothing moves any more", () => {
    const speed = new SmoothedSpeed();
    speed.start(0);
    speed.add(1000, 500);
    speed.at(500);
    speed.stop();
    expect(speed.at(1000)).toBe(0);
  });
});

describe("etaMs", () => {
  it("is unknown without a speed", () => {
    expect(etaMs(1000, 0)).toBeUndefined();
  });

  it("is what is left at this speed", () => {
    expect(etaMs(5_000_000, 1_000_000)).toBe(5000);
  });
});
