import { expect, it } from "vitest";
import { Metrics } from "../../../src/metrics/metrics.ts";
import { ALICE } from "../../support/assets.ts";

it("reports what happened since the last report", () => {
  const metrics = new Metrics(() => {});
  metrics.count("received", 100);
  metrics.count("shared", 7);
  metrics.countFallback("no-peer");
  metrics.blame({ peer: ALICE, cause: "stalled" });
  expect(metrics.takeReport(2)).toEqual({
    type: "report",
    received: 100,
    origin: 0,
    cached: 0,
    shared: 7,
    connected: 2,
    fallbacks: { "no-peer": 1 },
    failures: [{ peer: ALICE, cause: "stalled" }],
  });
  expect(metrics.takeReport(2)).toBeUndefined();
});

it("keeps the totals", () => {
  const metrics = new Metrics(() => {});
  metrics.count("cached", 5);
  metrics.takeReport(0);
  metrics.count("cached", 5);
  metrics.countFallback("stalled");
  expect(metrics.stats("ready", 3)).toEqual({
    state: "ready",
    peers: 3,
    received: 0,
    origin: 0,
    cached: 10,
    shared: 0,
    fallbacks: { stalled: 1 },
  });
});
