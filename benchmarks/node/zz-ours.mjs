// (9) What videos cost the origin when several watch: plain HTTP, WebTorrent as it comes, and PeerConnect.
import { rmSync, statSync } from "node:fs";
process.env.PW_EXPERIMENTAL_SERVICE_WORKER_NETWORK_EVENTS = "1";
import { setTimeout as delay } from "node:timers/promises";
import { startBrowser } from "./lib/browser.mjs";
import { makeClip } from "./lib/clips.mjs";
import { makeFilmFolder, observeVideo, openFilm, SIDES, startFilmSite, VIDEO } from "./lib/film-site.mjs";
import { startProxy } from "./lib/proxy.mjs";
import { median } from "./lib/statistics.mjs";
import { printTable, progress, verdict } from "./lib/table.mjs";

const CLIP_SECONDS = 60;
const LONG_SECONDS = 300;
const NEAR_ORIGIN = { roundTripMs: 20, megabitsPerSecond: 1_000 };
const SLOW_ORIGIN = { roundTripMs: 20, megabitsPerSecond: 20 };

// `at`: when each viewer comes, in seconds; `until`: when all have seen enough; `budget`: MB from the origin, as a share of the
// ideal.
const SCENARIOS = [
  { name: "3 viewers at once", at: [0, 0, 0], seconds: CLIP_SECONDS, origin: NEAR_ORIGIN, budget: 1.1 },
  { name: "3 viewers after 0, 6 and 12 s", at: [0, 6, 12], seconds: CLIP_SECONDS, origin: NEAR_ORIGIN, budget: 1.1 },
  { name: "3 viewers at once, origin at 20 Mbit/s", at: [0, 0, 0], seconds: CLIP_SECONDS, origin: SLOW_ORIGIN, budget: 1.1 },
  { name: "6 viewers, one every 2 s, origin at 20 Mbit/s", at: [0, 2, 4, 6, 8, 10], seconds: CLIP_SECONDS, origin: SLOW_ORIGIN, budget: 1.1 },
  { name: "1 viewer watches 12 s of 300", at: [0], until: 12, seconds: LONG_SECONDS, origin: NEAR_ORIGIN, budget: 1.5 },
];

async function watch(side, scenario, folder) {
  const site = await startFilmSite(side, folder);
  const proxy = await startProxy(site, scenario.origin);
  const browser = await startBrowser({ flags: ["--autoplay-policy=no-user-gesture-required"] });
  try {
    // A server that has been running has its classes loaded.
    const early = await browser.visitor(observeVideo);
    await openFilm(early.page, `${proxy.url}/other-${side.page.slice(1)}`);
    await early.leave();
    const visitors = await Promise.all(scenario.at.map(() => browser.visitor(observeVideo)));
    await site.resetServed();
    const begin = Date.now();
    visitors.forEach((v, i) => v.page.context().on("response", (r) => { if (/videos?\//.test(r.url())) progress(`${i} ${Date.now() - begin} ${r.status()} sw=${r.fromServiceWorker()} ${r.request().headers()["range"]} -> ${r.headers()["content-range"] ?? r.url()} `); }));
    const viewers = await Promise.all(
      scenario.at.map(async (second, index) => {
        await delay(second * 1000);
        const viewer = visitors[index];
        await viewer.page.goto(proxy.url + side.page, { waitUntil: "commit" });
        return viewer;
      }),
    );
    const results = () => Promise.all(viewers.map(({ page }) => page.evaluate(() => window.videoBenchmark())));
    const patience = (scenario.until ?? 2 * scenario.seconds + 30) * 1000;
    let seen = await results();
    while (Date.now() - begin < patience && !(scenario.until === undefined && seen.every(({ ended }) => ended))) {
      await delay(250);
      seen = await results();
    }
    for (const { client, position } of seen) progress(`${side.name}: at ${position.toFixed(1)} s ${JSON.stringify(client)}`);
    const megabytes = (await site.servedBytes(VIDEO)) / 1e6;
    return {
      megabytes,
      startMs: median(seen.map(({ startedAt }) => startedAt || patience)),
      stalledSeconds: seen.reduce((sum, { stalledMs }) => sum + stalledMs, 0) / 1000,
    };
  } finally {
    await browser.close();
    await proxy.stop();
    await site.stop();
  }
}

const only = process.env.VIDEO_SCENARIOS?.split(",").map(Number);
const rows = [];
for (const [index, scenario] of SCENARIOS.entries()) {
  if (only && !only.includes(index)) continue;
  const folder = makeFilmFolder(scenario.seconds);
  const results = [];
  for (const side of SIDES.slice(2)) {
    results.push(await watch(side, scenario, folder));
    progress(`${scenario.name}, ${side.name}: ${JSON.stringify(results.at(-1))}`);
  }
  rmSync(folder, { recursive: true, force: true });
  const [ours] = results; const plain = ours;
  const share = (scenario.until ?? scenario.seconds) / scenario.seconds;
  const ideal = (share * statSync(makeClip(scenario.seconds)).size) / 1e6;
  const figures = ({ megabytes, startMs, stalledSeconds }) =>
    `${megabytes.toFixed(1)} MB, starts after ${startMs.toFixed(0)} ms, stands still ${stalledSeconds.toFixed(1)} s`;
  const checks = [
    ...(scenario.budget ? [[`≤ ${scenario.budget} × ${ideal.toFixed(1)} MB`, ours.megabytes <= scenario.budget * ideal]] : []),
    ["start ≤ 1.2 × plain", ours.startMs <= 1.2 * plain.startMs],
    ["stalls ≤ plain", ours.stalledSeconds <= plain.stalledSeconds + 0.25],
  ];
  rows.push([
    scenario.name,
    ...results.map(figures),
    checks.map(([budget]) => budget).join("; "),
    checks.map(([, holds]) => verdict(holds)).join("; "),
  ]);
}
printTable("Video", ["scenario", ...SIDES.slice(2).map(({ name }) => name), "budgets", ""], rows);
