// (1) How many bytes the origin is spared: eight newcomers at once, and visitors over time.
import { startBrowser } from "./lib/browser.mjs";
import { startProxy } from "./lib/proxy.mjs";
import { startSite } from "./lib/site.mjs";
import { median } from "./lib/statistics.mjs";
import { printTable, progress, verdict } from "./lib/table.mjs";

const IMAGES = 30;
const NEWCOMERS = 8;
const VISITORS_OVER_TIME = 12;
const STEADY_THRESHOLD = 3;
const ROUNDS = 3;
const DISTANCE = { roundTripMs: 50, megabitsPerSecond: 20 };

/** One holder, then eight newcomers in the same moment. Returns the share of their bytes that came from peers. */
async function burst(site, url) {
  const browser = await startBrowser();
  try {
    const holder = await browser.visitor();
    await holder.visit(`${site.url}/gallery`);
    await site.awaitHolders({ count: IMAGES, holders: 1 });
    await site.resetServed();
    const newcomers = await Promise.all(Array.from({ length: NEWCOMERS }, () => browser.visitor()));
    const visits = await Promise.all(newcomers.map((visitor) => visitor.visit(`${url}/gallery`)));
    for (const newcomer of newcomers) progress(await newcomer.clientStats());
    const wanted = NEWCOMERS * (await galleryBytes(site));
    const served = await site.servedBytes();
    return { offload: 1 - served / wanted, allImages: Math.max(...visits.map((visit) => visit.allImages)) };
  } finally {
    await browser.close();
    await site.awaitHolders({ count: IMAGES, holders: 0, exactly: true });
  }
}

/** Visitors one after the other, who stay. Returns how often the origin served each asset. */
async function steady(site) {
  const browser = await startBrowser();
  try {
    await site.resetServed();
    for (let i = 1; i <= VISITORS_OVER_TIME; i++) {
      const visitor = await browser.visitor();
      await visitor.visit(`${site.url}/gallery`);
      await site.awaitHolders({ count: IMAGES, holders: i });
      progress(`steady: visitor ${i} of ${VISITORS_OVER_TIME}`);
    }
    const served = await site.served();
    const swarms = await site.swarms();
    return Object.entries(served).map(([path, { bytes }]) => bytes / swarms[path].length);
  } finally {
    await browser.close();
  }
}

async function galleryBytes(site) {
  const small = Object.entries(await site.swarms()).filter(([path]) => path.startsWith("/images/small-"));
  return small.reduce((sum, [, { length }]) => sum + length, 0);
}

const percent = (share) => `${(share * 100).toFixed(1)} %`;

const rows = [];
for (const uploadRate of ["1MB", "20MB"]) {
  const site = await startSite({
    properties: { "peerconnect.threshold": 1, "peerconnect.limits.upload-rate": uploadRate },
  });
  const proxy = await startProxy(site, DISTANCE);
  for (const [name, url] of [
    ["loopback", site.url],
    ["50 ms / 20 Mbit/s", proxy.url],
  ]) {
    const bursts = [];
    for (let round = 1; round <= ROUNDS; round++) {
      bursts.push(await burst(site, url));
      progress(`burst, uploads of ${uploadRate}/s, origin ${name}, round ${round}: ${percent(bursts.at(-1).offload)}`);
    }
    const offload = median(bursts.map((result) => result.offload));
    rows.push([
      `burst of ${NEWCOMERS}, one holder, uploads of ${uploadRate}/s at most, origin ${name}: bytes from peers`,
      `${percent(offload)} (${bursts.map((result) => percent(result.offload)).join(", ")}); ` +
        `last image after ${median(bursts.map((result) => result.allImages)).toFixed(0)} ms`,
      "≥ 80 %",
      verdict(offload >= 0.8),
    ]);
  }
  await proxy.stop();
  await site.stop();
}

const steadySite = await startSite({ properties: { "peerconnect.threshold": STEADY_THRESHOLD } });
const timesServed = await steady(steadySite);
await steadySite.stop();
rows.push([
  `steady, ${VISITORS_OVER_TIME} visitors, threshold ${STEADY_THRESHOLD}: times the origin served an asset`,
  `at most ${Math.max(...timesServed).toFixed(2)}, median ${median(timesServed).toFixed(2)}`,
  `≤ ${STEADY_THRESHOLD + 1}`,
  verdict(Math.max(...timesServed) <= STEADY_THRESHOLD + 1),
]);
printTable("Offload", ["what", "measured", "budget", ""], rows);
