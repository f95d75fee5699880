// (9) What videos cost the origin when several watch: plain HTTP, WebTorrent as it comes, and PeerConnect.
import { copyFileSync, mkdtempSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startBrowser } from "./lib/browser.mjs";
import { makeClip } from "./lib/clips.mjs";
import { startProxy } from "./lib/proxy.mjs";
import { startSite } from "./lib/site.mjs";
import { median } from "./lib/statistics.mjs";
import { printTable, progress, verdict } from "./lib/table.mjs";

const CLIP_SECONDS = 60;
const LONG_SECONDS = 300;
const NEAR_ORIGIN = { roundTripMs: 20, megabitsPerSecond: 1_000 };
const SLOW_ORIGIN = { roundTripMs: 20, megabitsPerSecond: 20 };
const VIDEO = "/videos/clip.mp4";

// `at`: when each viewer comes, in seconds; `until`: when all have seen enough; `budget`: MB from the origin, as a share of the
// ideal; `returning`: they saw another video of the site before.
const SCENARIOS = [
  { name: "1 viewer, first visit", at: [0], until: 20, seconds: CLIP_SECONDS, origin: NEAR_ORIGIN },
  { name: "1 viewer, second page", at: [0], until: 20, seconds: CLIP_SECONDS, origin: NEAR_ORIGIN, returning: true },
  { name: "3 viewers at once", at: [0, 0, 0], seconds: CLIP_SECONDS, origin: NEAR_ORIGIN, budget: 1.1 },
  { name: "3 viewers after 0, 6 and 12 s", at: [0, 6, 12], seconds: CLIP_SECONDS, origin: NEAR_ORIGIN, budget: 1.1 },
  { name: "3 viewers at once, origin at 20 Mbit/s", at: [0, 0, 0], seconds: CLIP_SECONDS, origin: SLOW_ORIGIN, budget: 1.1 },
  { name: "6 viewers, one every 2 s, origin at 20 Mbit/s", at: [0, 2, 4, 6, 8, 10], seconds: CLIP_SECONDS, origin: SLOW_ORIGIN, budget: 1.1 },
  { name: "1 viewer watches 12 s of 300", at: [0], until: 12, seconds: LONG_SECONDS, origin: NEAR_ORIGIN, budget: 1.5 },
];

const OURS = {
  "peerconnect.threshold": 1,
  "peerconnect.consent.mode": "implied",
  // Visitors of one machine stand for visitors with a good line each.
  "peerconnect.limits.upload-rate": "5MB",
};
const SIDES = [
  { name: "plain HTTP", page: "/watch.html", enabled: false, properties: {} },
  { name: "WebTorrent", page: "/webtorrent.html", properties: { ...OURS, "peerconnect.page.inject": false } },
  { name: "PeerConnect", page: "/watch.html", properties: OURS },
];

/** A folder with the pages, WebTorrent's own scripts and one clip. */
function siteFolder(seconds) {
  const folder = mkdtempSync(join(tmpdir(), "peerconnect-video-"));
  mkdirSync(join(folder, "videos"));
  for (const name of ["clip.mp4", "other.mp4"]) copyFileSync(makeClip(seconds), join(folder, "videos", name));
  const pages = fileURLToPath(new URL("./pages/", import.meta.url));
  for (const page of ["watch.html", "webtorrent.html"]) {
    const html = readFileSync(join(pages, page), "utf8");
    writeFileSync(join(folder, page), html);
    writeFileSync(join(folder, `other-${page}`), html.replaceAll("clip.mp4", "other.mp4"));
  }
  for (const file of ["site.css", "site.js"]) copyFileSync(join(pages, file), join(folder, file));
  const webtorrent = fileURLToPath(new URL("./node_modules/webtorrent/dist/", import.meta.url));
  for (const script of ["webtorrent.min.js", "sw.min.js"]) copyFileSync(join(webtorrent, script), join(folder, script));
  return folder;
}

async function start(side, folder) {
  const settings = {
    "spring.web.resources.static-locations": `file:${folder}/`,
    "spring.web.resources.cache.cachecontrol.max-age": "1h",
    ...side.properties,
  };
  if (side.enabled === false) return startSite({ enabled: false, properties: settings });
  const site = await startSite({
    properties: {
      ...settings,
      "peerconnect.video-route": join(folder, "videos"),
      "peerconnect.torrent-route": folder,
      "peerconnect.video.settle-time": "100ms",
    },
  });
  while ((await (await fetch(`${site.url}/peerconnect/torrents`)).json()).torrents.length < 2) await delay(100);
  return site;
}

// Runs in the page before its own scripts: when pictures first moved, and for how long they stood still later.
function observeVideo() {
  const seen = { startedAt: 0, stalledMs: 0, stalledSince: 0, ended: false };
  const onEvent = ({ type, target }) => {
    if (!(target instanceof HTMLVideoElement)) return;
    if (type === "playing") {
      seen.startedAt ||= performance.now();
      if (seen.stalledSince) seen.stalledMs += performance.now() - seen.stalledSince;
      seen.stalledSince = 0;
    }
    if (type === "waiting" && seen.startedAt && !target.seeking) seen.stalledSince ||= performance.now();
    if (type === "ended") seen.ended = true;
  };
  for (const type of ["playing", "waiting", "ended"]) document.addEventListener(type, onEvent, true);
  window.videoBenchmark = () => ({
    ...seen,
    stalledMs: seen.stalledMs + (seen.stalledSince ? performance.now() - seen.stalledSince : 0),
    position: document.querySelector("video").currentTime,
    client: window.peerconnect?.videos?.(),
  });
}

async function watch(side, scenario, folder) {
  const site = await start(side, folder);
  const proxy = await startProxy(site, scenario.origin);
  const browser = await startBrowser({ flags: ["--autoplay-policy=no-user-gesture-required"] });
  try {
    const visitors = await Promise.all(scenario.at.map(() => browser.visitor(observeVideo)));
    if (scenario.returning) {
      for (const { page } of visitors) {
        await page.goto(`${proxy.url}/other-${side.page.slice(1)}`);
        await page.waitForFunction(() => window.videoBenchmark().startedAt > 0);
        await page.goto("about:blank");
      }
    }
    await site.resetServed();
    const begin = Date.now();
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
  const folder = siteFolder(scenario.seconds);
  const results = [];
  for (const side of SIDES) {
    results.push(await watch(side, scenario, folder));
    progress(`${scenario.name}, ${side.name}: ${JSON.stringify(results.at(-1))}`);
  }
  rmSync(folder, { recursive: true, force: true });
  const [plain, , ours] = results;
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
printTable("Video", ["scenario", ...SIDES.map(({ name }) => name), "budgets", ""], rows);
