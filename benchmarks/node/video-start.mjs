// (9) How soon a video plays: plain HTTP, WebTorrent as it comes, and PeerConnect, in turn.
import { rmSync } from "node:fs";
import { startBrowser } from "./lib/browser.mjs";
import { makeFilmFolder, observeVideo, openFilm, SIDES, startFilmSite } from "./lib/film-site.mjs";
import { startProxy } from "./lib/proxy.mjs";
import { median, spread } from "./lib/statistics.mjs";
import { printTable, progress, verdict } from "./lib/table.mjs";

const CLIP_SECONDS = 60;
const ORIGIN = { roundTripMs: 20, megabitsPerSecond: 1_000 };
const ROUNDS = Number(process.env.VIDEO_START_ROUNDS ?? 9);
const BUDGET = 1.2;

const folder = makeFilmFolder(CLIP_SECONDS);
const sites = [];
for (const side of SIDES) sites.push(await startFilmSite(side, folder));
const browser = await startBrowser({ flags: ["--autoplay-policy=no-user-gesture-required"] });

// For each side, when the video began in each round, on the first page of a visitor and on the second.
const first = SIDES.map(() => []);
const second = SIDES.map(() => []);
const proxies = [];
for (const site of sites) proxies.push(await startProxy(site, ORIGIN));
for (let round = 0; round <= ROUNDS; round++) {
  for (const [index, side] of SIDES.entries()) {
    const visitor = await browser.visitor(observeVideo);
    const times = [];
    for (const prefix of ["other-", ""]) {
      times.push(await openFilm(visitor.page, `${proxies[index].url}/${prefix}${side.page.slice(1)}`));
      await visitor.page.goto("about:blank");
    }
    await visitor.leave();
    // The first round warms the servers up.
    if (round === 0) continue;
    first[index].push(times[0]);
    second[index].push(times[1]);
  }
  progress(`video start: round ${round} of ${ROUNDS}`);
}
for (const proxy of proxies) await proxy.stop();
const rows = Object.entries({ first, second }).map(([name, times]) => {
  const [plain, , ours] = times;
  const ratio = median(ours.map((time, round) => time / plain[round]));
  return [`${name} page`, ...times.map((list) => spread(list)), ratio.toFixed(2), verdict(ratio <= BUDGET)];
});
await browser.close();
for (const site of sites) await site.stop();
rmSync(folder, { recursive: true, force: true });
const columns = ["visitor's", ...SIDES.map(({ name }) => `${name}, ms`), "PeerConnect : plain", `≤ ${BUDGET}`];
printTable("Start of a video", columns, rows);
