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

/** One holder, then eight newcomers in the same moment. Returns the share of their bytes that came from peers, and times. */
async function burst(site, url) {
  const browser = await startBrowser();
  try {
    const holder = await browser.visitor();
    await holder.visit(`${site.url}/gallery`);
    await site.awaitHolders({ count: IMAGES, holders: 1 });
    await site.resetServed();
    const { newcomers, times } = await arrive(browser, url);
    for (const newcomer of newcomers) progress(await newcomer.clientStats());
    const wanted = NEWCOMERS * (await galleryBytes(site));
    const served = await site.servedBytes();
    return { offload: 1 - served / wanted, ...times };
  } finally {
    await browser.close();
    await site.awaitHolders({ count: IMAGES, holders: 0, exactly: true });
  }
}

/** The same newcomers at a site without the starter. */
async function plainBurst(url) {
  const browser = await startBrowser();
  try {
    await (await browser.visitor()).visit(`${url}/gallery`);
    return (await arrive(browser, url)).times;
  } finally {
    await browser.close();
  }
}

async function arrive(browser, url) {
  const newcomers = await Promise.all(Array.from({ length: NEWCOMERS }, () => browser.visitor()));
  const visits = await Promise.all(newcomers.map((visitor) => visitor.visit(`${url}/gallery`)));
  const last = (field) => Math.max(...visits.map((visit) => visit[field]));
  return { newcomers, times: { inView: last("inView"), allImages: last("allImages") } };
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
const plain = await startSite({ enabled: false });
const plainProxy = await startProxy(plain, DISTANCE);
for (const uploadRate of ["1MB", "20MB"]) {
  const site = await startSite({
    properties: { "peerconnect.threshold": 1, "peerconnect.limits.upload-rate": uploadRate },
  });
  const proxy = await startProxy(site, DISTANCE);
  for (const [name, url, plainUrl, budget] of [
    ["loopback", site.url, plain.url],
    ["50 ms / 20 Mbit/s", proxy.url, plainProxy.url, 1],
  ]) {
    const what = `burst of ${NEWCOMERS}, one holder, uploads of ${uploadRate}/s at most, origin ${name}`;
    const bursts = [];
    const plains = [];
    for (let round = 1; round <= ROUNDS; round++) {
      bursts.push(await burst(site, url));
      plains.push(await plainBurst(plainUrl));
      progress(`${what}, round ${round}: ${percent(bursts.at(-1).offload)}`);
    }
    const offload = median(bursts.map((result) => result.offload));
    rows.push([
      `${what}: bytes from peers`,
      `${percent(offload)} (${bursts.map((result) => percent(result.offload)).join(", ")})`,
      "≥ 80 %",
      verdict(offload >= 0.8),
    ]);
    for (const [image, field, limit] of [
      ["last image in view", "inView"],
      ["last image", "allImages", budget],
    ]) {
      const ratio = median(bursts.map((result, round) => result[field] / plains[round][field]));
      const [ours, theirs] = [bursts, plains].map((side) => median(side.map((it) => it[field])).toFixed(0));
      rows.push([
        `the same: ${image} of all visitors, against plain HTTP`,
        `${ratio.toFixed(2)} (${ours} : ${theirs} ms)`,
        limit === undefined ? "" : `≤ ${limit}`,
        limit === undefined ? "" : verdict(ratio <= limit),
      ]);
    }
  }
  await proxy.stop();
  await site.stop();
}
await plainProxy.stop();
await plain.stop();

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
