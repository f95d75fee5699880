// (3) A page whose images nearby visitors hold, from an origin at 50 ms and 20 Mbit/s, against plain HTTP.
import { startBrowser } from "./lib/browser.mjs";
import { startProxy } from "./lib/proxy.mjs";
import { startSite } from "./lib/site.mjs";
import { median, spread } from "./lib/statistics.mjs";
import { printTable, progress, verdict } from "./lib/table.mjs";

const IMAGES = 30;
const HOLDERS = 3;
const VISITS = 10;
const DISTANCE = { roundTripMs: 50, megabitsPerSecond: 20 };

const sites = {
  http: await startSite({ enabled: false }),
  peers: await startSite({ properties: { "peerconnect.threshold": HOLDERS } }),
};
const kinds = Object.keys(sites);
const proxies = { http: await startProxy(sites.http, DISTANCE), peers: await startProxy(sites.peers, DISTANCE) };
const holders = await startBrowser();
const browser = await startBrowser();

for (let i = 1; i <= HOLDERS; i++) {
  await (await holders.visitor()).visit(`${sites.peers.url}/gallery`);
  await sites.peers.awaitHolders({ count: IMAGES, holders: i });
}

const results = { http: [], peers: [] };
for (let round = 0; round <= VISITS; round++) {
  for (const kind of round % 2 === 0 ? kinds : kinds.toReversed()) {
    await sites[kind].resetServed();
    const visitor = await browser.visitor();
    const visit = await visitor.visit(`${proxies[kind].url}/gallery`);
    const served = await sites[kind].servedBytes();
    await visitor.leave();
    if (kind === "peers") await sites.peers.awaitHolders({ count: IMAGES, holders: HOLDERS, exactly: true });
    if (round > 0) results[kind].push({ ...visit, served: served / 1e6 });
  }
  progress(`page with peers: round ${round} of ${VISITS}`);
}
await browser.close();
await holders.close();
for (const server of [...Object.values(proxies), ...Object.values(sites)]) await server.stop();

const values = (kind, field) => results[kind].map((result) => result[field]);
const row = (what, field, digits, budget) => {
  // Neighbours in time are compared first, so that slow drifts of the machine cancel out.
  const ratio = median(values("peers", field).map((value, round) => value / values("http", field)[round]));
  return [
    what,
    spread(values("http", field), digits),
    spread(values("peers", field), digits),
    ratio.toFixed(2),
    budget === undefined ? "" : `≤ ${budget.toFixed(2)}`,
    budget === undefined ? "" : verdict(ratio <= budget),
  ];
};
printTable(
  `Page with ${HOLDERS} holders nearby, origin at 50 ms / 20 Mbit/s: median (middle half)`,
  ["what", "plain HTTP", "with peers", "ratio", "budget", ""],
  [
    row("all images, ms", "allImages", 0, 1),
    row("LCP, ms", "largestPaint", 0),
    row("image bytes from the origin, MB", "served", 2),
  ],
);
