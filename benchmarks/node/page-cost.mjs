// (2) What a page costs when nobody is there to share with, against the same site without the starter.
// A twin, which is without as well, tells how much of a difference is noise of the machine.
import { Agent, get } from "node:http";
import { startBrowser } from "./lib/browser.mjs";
import { cpuMicros } from "./lib/child.mjs";
import { startProxy } from "./lib/proxy.mjs";
import { startSite } from "./lib/site.mjs";
import { median, spread } from "./lib/statistics.mjs";
import { printTable, progress, verdict } from "./lib/table.mjs";

const IMAGES = 30;
const VISITS = 15;
const BATCHES = 30;
const PAGES_PER_BATCH = 400;
const WARM_UP_BATCHES = 12;

const sites = {
  without: await startSite({ enabled: false }),
  twin: await startSite({ enabled: false }),
  with: await startSite(),
};
const kinds = Object.keys(sites);
const noResults = () => Object.fromEntries(kinds.map((kind) => [kind, []]));
// Each kind comes first as often as the others.
const turns = (round) => kinds.map((_, i) => kinds[(round + i) % kinds.length]);
const browser = await startBrowser();

/** Visits the sites in turn, each visitor gone before the next comes. */
async function compareVisits(proxies) {
  const results = noResults();
  for (let round = 0; round <= VISITS; round++) {
    for (const kind of turns(round)) {
      const visitor = await browser.visitor();
      const result = await visitor.visit(`${proxies[kind].url}/gallery`);
      await visitor.leave();
      // The first round warms the servers up and lets the catalogue learn.
      if (round > 0) results[kind].push(result);
      if (kind === "with") await sites.with.awaitHolders({ count: IMAGES, holders: 0, exactly: true });
    }
  }
  return results;
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Loads the page so often on one connection. Returns CPU of the server and time, each per page in µs. */
async function batch(site) {
  const cpu = cpuMicros(site.pid);
  const start = performance.now();
  for (let i = 0; i < PAGES_PER_BATCH; i++) await load(`${site.url}/gallery`);
  return {
    cpu: (cpuMicros(site.pid) - cpu) / PAGES_PER_BATCH,
    time: ((performance.now() - start) * 1000) / PAGES_PER_BATCH,
  };
}

function load(url) {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { accept: "text/html", "user-agent": BROWSER } }, (response) => {
      response.resume();
      response.once("end", resolve);
    }).once("error", reject);
  });
}

// Crawlers and unknown programs may get the page untouched; this one is charged like a visitor.
const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

async function compareServerTime() {
  const results = noResults();
  for (let round = 0; round < WARM_UP_BATCHES + BATCHES; round++) {
    for (const kind of turns(round)) {
      const result = await batch(sites[kind]);
      if (round >= WARM_UP_BATCHES) results[kind].push(result);
    }
  }
  return results;
}

// Neighbours in time are compared first, so that slow drifts of the machine cancel out.
function ratio(results, kind, field) {
  return median(results[kind].map((result, round) => result[field] / results.without[round][field]));
}

function row(what, results, field, budget) {
  const measured = ratio(results, "with", field);
  return [
    what,
    ...["without", "with"].map((kind) => spread(results[kind].map((result) => result[field]))),
    measured.toFixed(3),
    ratio(results, "twin", field).toFixed(3),
    `≤ ${budget.toFixed(2)}`,
    verdict(measured <= budget),
  ];
}

const rows = [];
for (const distance of [
  { roundTripMs: 50, megabitsPerSecond: 20 },
  { roundTripMs: 0, megabitsPerSecond: 1000 },
]) {
  const name = `${distance.roundTripMs} ms / ${distance.megabitsPerSecond} Mbit/s`;
  const proxies = {};
  for (const kind of kinds) proxies[kind] = await startProxy(sites[kind], distance);
  progress(`page cost: ${VISITS} visits each at ${name}`);
  const visits = await compareVisits(proxies);
  rows.push(row(`LCP, ${name}, ms`, visits, "largestPaint", 1.05));
  rows.push(row(`all images, ${name}, ms`, visits, "allImages", 1.05));
  for (const proxy of Object.values(proxies)) await proxy.stop();
}
await browser.close();
progress(`page cost: ${BATCHES} × ${PAGES_PER_BATCH} pages each`);
const serverTime = await compareServerTime();
rows.push(row("server: CPU per page, µs", serverTime, "cpu", 1.1));
rows.push(row("server: time per page, µs", serverTime, "time", 1.1));
agent.destroy();
for (const site of Object.values(sites)) await site.stop();
printTable(
  "Page without peers, against the same site without the starter: median (middle half)",
  ["what", "without", "with", "ratio", "ratio of the twin", "budget", ""],
  rows,
);
