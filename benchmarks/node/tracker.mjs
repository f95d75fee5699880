// (10) What an announce costs the tracker with all that follows from it, and what an idle connection holds, beside npm
// bittorrent-tracker.
import { cpuMicros } from "./lib/child.mjs";
import { holdIdle, openMany } from "./lib/idle.mjs";
import { median, quantile, spread } from "./lib/statistics.mjs";
import { printTable, progress, verdict } from "./lib/table.mjs";
import { announceSteadily } from "./lib/tracker-load.mjs";
import { otherTrackers, trackerTargets } from "./lib/tracker-targets.mjs";

const CONNECTIONS = 2_000;
const LOAD = { offers: 5, sdpBytes: 600 };
const ANNOUNCES_PER_SECOND = Number(process.env.ANNOUNCES_PER_SECOND ?? 500);
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const ROUND_MS = 10_000;
const WARM_UP_MS = 20_000;
const IDLE = Number(process.env.IDLE_CONNECTIONS ?? 10_000);
const BUDGET = 1;
const TARGET = 1 / 3;

async function compareAnnounces() {
  const runs = [];
  for (const target of trackerTargets()) {
    await target.start();
    const clients = await openMany({ open: () => target.open(LOAD) }, CONNECTIONS);
    progress(`${target.name}: ${CONNECTIONS} clients, warming up`);
    await announceSteadily(clients, { perSecond: ANNOUNCES_PER_SECOND, forMs: WARM_UP_MS });
    runs.push({ target, clients, announce: [], message: [], replies: [], offers: [], lost: 0 });
  }
  for (let round = 1; round <= ROUNDS; round++) {
    for (const run of round % 2 === 1 ? runs : runs.toReversed()) {
      const before = cpuMicros(run.target.pid);
      const { announces, replies, offers, answers } = await announceSteadily(run.clients, {
        perSecond: ANNOUNCES_PER_SECOND,
        forMs: ROUND_MS,
      });
      const cpu = cpuMicros(run.target.pid) - before;
      run.announce.push(cpu / announces);
      run.message.push(cpu / (replies.length + offers.length + answers));
      for (const latency of replies) run.replies.push(latency);
      for (const latency of offers) run.offers.push(latency);
      run.lost += announces - replies.length + (announces * LOAD.offers - answers);
      progress(`${run.target.name}, round ${round}: ${run.announce.at(-1).toFixed(0)} µs`);
    }
  }
  for (const { target } of runs) await target.stop();
  return runs;
}

function judge(ratio) {
  return ratio <= TARGET ? `${verdict(true)}, and the target of a third` : verdict(ratio <= BUDGET);
}

const latencies = (values) => [0.5, 0.99].map((q) => quantile(values, q).toFixed(0)).join(" / ");

const [ours, theirs] = await compareAnnounces();
const cpuRatio = median(ours.announce) / median(theirs.announce);
printTable(
  `${ANNOUNCES_PER_SECOND} announces/s of ${CONNECTIONS} connections, each with ${LOAD.offers} offers of ` +
    `${LOAD.sdpBytes} B that are answered: median (middle half)`,
  [
    "tracker",
    "CPU per announce, µs",
    "CPU per message sent, µs",
    "reply p50 / p99, µs",
    "offer p50 / p99, µs",
    "lost",
    "ratio",
    "budget",
    "",
  ],
  [ours, theirs].map(({ target, announce, message, replies, offers, lost }) => [
    target.name,
    spread(announce),
    spread(message, 1),
    latencies(replies),
    latencies(offers),
    lost,
    ...(target === ours.target ? [cpuRatio.toFixed(2), "≤ 1.00", judge(cpuRatio)] : ["", "", ""]),
  ]),
);

const idle = [];
for (const target of [...trackerTargets(), ...otherTrackers()]) {
  idle.push(await holdIdle(target, IDLE));
  progress(`${target.name}: ${idle.at(-1).open} connections held`);
}
const resident = idle.find(({ name }) => name === theirs.target.name).resident;
printTable(
  `${IDLE} idle connections, kB for each`,
  ["tracker", "held", "heap", "resident", "ratio", "budget", ""],
  idle.map((held) => {
    const ratio = held.resident / resident;
    return [
      held.name,
      held.open,
      held.heap === undefined ? "" : (held.heap / 1024).toFixed(1),
      (held.resident / 1024).toFixed(1),
      ...(held.resident === resident ? ["", "", ""] : [ratio.toFixed(2), "≤ 1.00", judge(ratio)]),
    ];
  }),
);
process.exit(0);
