// (10) Files from tab to tab: direct and relayed beside bare channels, with others' parameters, and to five at once.
import { residentBytes, freePort, startServer } from "./lib/child.mjs";
import { gather, push, receive, relay, startTabs } from "./lib/rooms.mjs";
import { startSite } from "./lib/site.mjs";
import { median, spread } from "./lib/statistics.mjs";
import { printTable, progress, verdict } from "./lib/table.mjs";
import { fileURLToPath } from "node:url";

const MB = 1e6;
const BYTES = Number(process.env.ROOMS_MB ?? 500) * MB;
const GROUP_BYTES = Number(process.env.ROOMS_GROUP_MB ?? 100) * MB;
const ROUNDS = Number(process.env.ROOMS_ROUNDS ?? 3);
const RECEIVERS = 5;
const UNLIMITED = {
  "peerconnect.rooms.enabled": true,
  "peerconnect.rooms.relay-rate": "1024MB",
  "peerconnect.rooms.relay-rate-per-room": "1024MB",
};

// Messages of 64 KiB, and a queue that never runs dry.
const BARE = { message: 65_536, high: 1_048_576, low: 262_144 };
// FilePizza 2 sends through PeerJS, which cuts into messages of 16,300 bytes and queues up to 8 MiB.
const FILE_PIZZA = { message: 16_300, high: 8 * 1_048_576, low: 4 * 1_048_576 };
// PairDrop sends messages of 64,000 bytes, and waits for an answer after each million.
const PAIR_DROP = { message: 64_000, high: Infinity, low: 0, partition: 1_000_000 };

const site = await startSite({ properties: UNLIMITED });
const tabs = await startTabs();
let serverPeak = 0;

const direct = await gather(tabs, site, { receivers: 1, bytes: BYTES });
const ways = {
  bare: () => push(direct.host, direct.guests[0], { ...BARE, bytes: BYTES }),
  ours: () => watched(() => receive(direct.guests[0])),
  filePizza: () => push(direct.host, direct.guests[0], { ...FILE_PIZZA, bytes: BYTES }),
  pairDrop: () => push(direct.host, direct.guests[0], { ...PAIR_DROP, bytes: BYTES }),
};
const directTimes = await inTurn("direct", ways);
await direct.leave();

const pipePort = await freePort();
const pipe = await startServer(process.execPath, [fileURLToPath(new URL("servers/ws-pipe.mjs", import.meta.url)), String(pipePort)], { port: pipePort });
const relayed = await gather(tabs, site, { receivers: 1, bytes: BYTES, isRelayed: true });
const serverBefore = residentBytes(site.pid);
serverPeak = serverBefore;
const relayedTimes = await inTurn("relayed", {
  bare: () => relay(relayed.host, relayed.guests[0], `ws://127.0.0.1:${pipePort}`, { ...BARE, bytes: BYTES }),
  ours: () => watched(() => receive(relayed.guests[0])),
});
await relayed.leave();

const groupTimes = [];
const sequentialTimes = [];
let upload = 0;
for (let round = 0; round < ROUNDS; round++) {
  const group = await gather(tabs, site, { receivers: RECEIVERS, bytes: GROUP_BYTES });
  const sentBefore = await group.host.evaluate(() => harness.transfers.stats.sent);
  const start = performance.now();
  await Promise.all(group.guests.map(receive));
  groupTimes.push(performance.now() - start);
  const sent = await group.host.evaluate(() => harness.transfers.stats.sent);
  upload = Math.max(upload, (sent - sentBefore) / GROUP_BYTES);
  await group.leave();

  const pair = await gather(tabs, site, { receivers: 1, bytes: GROUP_BYTES });
  let total = 0;
  for (let i = 0; i < RECEIVERS; i++) total += await receive(pair.guests[0]);
  sequentialTimes.push(total);
  await pair.leave();
  progress(`group: round ${round + 1} of ${ROUNDS}`);
}
await tabs.close();
await pipe.stop();
await site.stop();

const rate = (ms) => BYTES / MB / (ms / 1000);
const rates = (times) => spread(times.map(({ ms }) => rate(ms)), 1);
const ratio = (ours, other) => median(ours.map(({ ms }, round) => other[round].ms / ms));
const growth = (times) => Math.max(...times.map(({ grown }) => grown)) / MB;
const row = (what, times, base, budget) => {
  const value = ratio(times, base);
  return [what, rates(times), value.toFixed(2), budget ? `≥ ${budget}` : "", budget ? verdict(value >= budget) : ""];
};
printTable(
  `${BYTES / MB} MB from tab to tab, MB/s: median (middle half) of ${ROUNDS}`,
  ["what", "MB/s", "times the bare one", "budget", ""],
  [
    row("bare data channel", directTimes.bare, directTimes.bare),
    row("room, direct", directTimes.ours, directTimes.bare, 0.9),
    row("FilePizza's messages and queue", directTimes.filePizza, directTimes.bare),
    row("PairDrop's messages and partitions", directTimes.pairDrop, directTimes.bare),
    row("bare WebSocket through a relay", relayedTimes.bare, relayedTimes.bare),
    row("room, relayed and sealed", relayedTimes.ours, relayedTimes.bare),
  ],
);
const groupRatio = median(groupTimes.map((ms, round) => ms / sequentialTimes[round]));
printTable(
  `${GROUP_BYTES / MB} MB to ${RECEIVERS} receivers`,
  ["what", "value", "budget", ""],
  [
    ["all at once, s", spread(groupTimes.map((ms) => ms / 1000), 1), "", ""],
    ["one after the other, s", spread(sequentialTimes.map((ms) => ms / 1000), 1), "", ""],
    ["ratio", groupRatio.toFixed(2), "", ""],
    ["sender's upload, times the file", upload.toFixed(2), "≤ 2", verdict(upload <= 2)],
  ],
);
printTable(
  "Memory that a transfer takes at most, MB",
  ["what", "MB"],
  [
    ["browser, both tabs, direct", growth(directTimes.ours).toFixed(0)],
    ["browser, both tabs, relayed", growth(relayedTimes.ours).toFixed(0)],
    ["server, relayed", ((serverPeak - serverBefore) / MB).toFixed(0)],
  ],
);

/** Runs each way once in each round, in turning order; the first round only warms up. */
async function inTurn(what, runs) {
  const names = Object.keys(runs);
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const result = await runs[name]();
      if (round > 0) results[name].push(typeof result === "number" ? { ms: result } : result);
    }
    progress(`${what}: round ${round} of ${ROUNDS}`);
  }
  return results;
}

/** Looks at the memory of the browser and the server while something goes on. */
async function watched(run) {
  const before = tabs.memory();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, tabs.memory());
    serverPeak = Math.max(serverPeak, residentBytes(site.pid));
  }, 200);
  const ms = await run();
  clearInterval(timer);
  return { ms, grown: peak - before };
}
