// (4) How soon an image is complete after the only peer that sent it died, or froze, in the middle.
import { startBrowser } from "./lib/browser.mjs";
import { processTree } from "./lib/child.mjs";
import { startProxy } from "./lib/proxy.mjs";
import { PATIENT_START, startSite } from "./lib/site.mjs";
import { median } from "./lib/statistics.mjs";
import { printTable, progress, verdict } from "./lib/table.mjs";

const ROUNDS = 5;
const ENDS = { killed: "SIGKILL", frozen: "SIGSTOP" };
const BUDGET_MS = 2_000;

// One image at a rate that leaves time to end its sender in the middle.
const site = await startSite({
  properties: { ...PATIENT_START, "peerconnect.threshold": 1, "peerconnect.limits.upload-rate": "1MB" },
});
const proxy = await startProxy(site, { roundTripMs: 50, megabitsPerSecond: 20 });
const receivers = await startBrowser();

async function round(url, signal) {
  const holders = await startBrowser();
  let tree = [];
  try {
    const holder = await holders.visitor();
    await holder.visit(`${site.url}/large`);
    await site.awaitHolders({ prefix: "/images/large-0", count: 1, holders: 1 });
    const { length } = (await site.swarms())["/images/large-0.jpg"];
    await site.resetServed();
    const receiver = await receivers.visitor();
    await receiver.page.goto(`${url}/large`, { waitUntil: "commit" });
    await receiver.received(length / 2);
    tree = processTree(holders.pid);
    for (const pid of tree) endProcess(pid, signal);
    const endedAt = await receiver.page.evaluate(() => performance.now());
    const { allImages } = await receiver.imagesComplete();
    const origin = (await site.servedBytes()) / length;
    progress(await receiver.clientStats());
    await receiver.leave();
    if (allImages <= endedAt) throw new Error("The image was complete before its sender ended");
    return { ms: allImages - endedAt, origin };
  } finally {
    for (const pid of tree) endProcess(pid, "SIGKILL");
    await holders.close();
    await site.awaitHolders({ prefix: "/images/large-0", count: 1, holders: 0, exactly: true, timeoutMs: 60_000 });
  }
}

function endProcess(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended with its parent.
  }
}

const rows = [];
for (const [name, url] of [
  ["loopback origin", site.url],
  ["50 ms / 20 Mbit/s origin", proxy.url],
]) {
  for (const [how, signal] of Object.entries(ENDS)) {
    const results = [];
    for (let i = 1; i <= ROUNDS; i++) {
      results.push(await round(url, signal));
      progress(`peer ${how}, ${name}, round ${i}: ${results.at(-1).ms.toFixed(0)} ms`);
    }
    const times = results.map((result) => result.ms);
    rows.push([
      `only peer ${how} (${signal}), ${name}`,
      median(times).toFixed(0),
      Math.max(...times).toFixed(0),
      `${(median(results.map((result) => result.origin)) * 100).toFixed(0)} %`,
      `≤ ${BUDGET_MS}`,
      verdict(Math.max(...times) <= BUDGET_MS),
    ]);
  }
}
await receivers.close();
await proxy.stop();
await site.stop();
printTable(
  "Peer lost in the middle of an image of about 4 MB: ms until the image is complete",
  ["what", "median", "worst", "of it from the origin", "budget", ""],
  rows,
);
