// (5) What one forwarded message costs, and what one idle connection holds. SIGNALING_TARGETS
// (such as "ws,peerjs") leaves targets out.
import { setTimeout as delay } from "node:timers/promises";
import { cpuMicros, residentBytes } from "./lib/child.mjs";
import { forwardMessages } from "./lib/signaling-load.mjs";
import { otherPeerConnects, signalingTargets } from "./lib/signaling-targets.mjs";
import { median, quantile, spread } from "./lib/statistics.mjs";
import { printTable, progress, verdict } from "./lib/table.mjs";

const PAIRS = 500;
const MESSAGES_PER_SECOND = 2_000;
const ROUNDS = 5;
const ROUND_MS = 10_000;
const WARM_UP_MS = 15_000;
const IDLE = Number(process.env.IDLE_CONNECTIONS ?? 10_000);
const IDLE_WARM_UP = 500;
const OPENING_AT_ONCE = 50;
const HEAP_BUDGET = 16 * 1024;
const only = process.env.SIGNALING_TARGETS?.split(",");

async function compareForwarding() {
  const runs = [];
  for (const target of signalingTargets({ only })) {
    await target.start();
    const pairs = await target.openPairs(PAIRS);
    progress(`${target.name}: ${PAIRS} pairs, warming up`);
    await forwardMessages(target, pairs, { perSecond: MESSAGES_PER_SECOND, forMs: WARM_UP_MS });
    runs.push({ target, pairs, cpu: [], latencies: [], lost: 0 });
  }
  for (let round = 1; round <= ROUNDS; round++) {
    for (const run of round % 2 === 1 ? runs : runs.toReversed()) {
      const before = cpuMicros(run.target.pid);
      const { sent, latencies } = await forwardMessages(run.target, run.pairs, {
        perSecond: MESSAGES_PER_SECOND,
        forMs: ROUND_MS,
      });
      run.cpu.push((cpuMicros(run.target.pid) - before) / sent);
      run.latencies.push(...latencies);
      run.lost += sent - latencies.length;
      progress(`${run.target.name}, round ${round}: ${run.cpu.at(-1).toFixed(1)} µs`);
    }
  }
  for (const { target } of runs) await target.stop();
  return runs;
}

async function holdIdle(target) {
  await target.start();
  // Loads classes and code, and fills pools, before the first look.
  await closeAll(await openMany(target, IDLE_WARM_UP));
  const before = await look(target);
  const peers = await openMany(target, IDLE);
  const after = await look(target);
  const open = peers.filter(({ socket }) => socket.readyState === socket.OPEN).length;
  await target.stop();
  progress(`${target.name}: ${open} connections held`);
  return {
    name: target.name,
    open,
    resident: (after.resident - before.resident) / open,
    heap: target.usesJvm ? (after.heap - before.heap) / open : undefined,
  };
}

async function openMany(target, count) {
  const peers = [];
  let started = 0;
  const opener = async () => {
    while (started++ < count) peers.push(await target.open());
  };
  await Promise.all(Array.from({ length: OPENING_AT_ONCE }, opener));
  return peers;
}

async function closeAll(peers) {
  await Promise.all(
    peers.map(({ socket }) => {
      const closed = new Promise((resolve) => socket.once("close", resolve));
      socket.close(1000);
      return closed;
    }),
  );
}

/** Memory once the server came to rest and collected its garbage. */
async function look(target) {
  await delay(12_000);
  target.collectGarbage();
  await delay(1_000);
  target.collectGarbage();
  await delay(1_000);
  return { resident: residentBytes(target.pid), heap: target.usesJvm ? target.heapBytes() : undefined };
}

const runs = await compareForwarding();
const ours = runs.find(({ target }) => target.name === "PeerConnect");
printTable(
  `Forwarding messages of about 1 kB, ${MESSAGES_PER_SECOND}/s between ${PAIRS} pairs: median (middle half)`,
  ["server", "CPU per message, µs", "PeerConnect against it", "latency p50 / p99, µs", "lost", "budget", ""],
  runs.map(({ target, cpu, latencies, lost }) => {
    const ratio = ours && median(ours.cpu) / median(cpu);
    const rival = target.name === "PeerJS server" || target.name === "npm ws, bare relay";
    return [
      target.name,
      spread(cpu, 1),
      ratio && target !== ours?.target ? ratio.toFixed(2) : "",
      [0.5, 0.99].map((q) => quantile(latencies, q).toFixed(0)).join(" / "),
      lost,
      ratio && rival ? "≤ 1.00" : "",
      ratio && rival ? verdict(ratio <= 1) : "",
    ];
  }),
);

const idle = [];
for (const target of signalingTargets({ only })) idle.push(await holdIdle(target));
if (!only || only.includes("peerconnect")) {
  for (const target of otherPeerConnects()) idle.push(await holdIdle(target));
}
printTable(
  `${IDLE} idle connections, kB for each`,
  ["server", "held", "heap", "resident", "budget", ""],
  idle.map(({ name, open, heap, resident }) => {
    const judged = name.startsWith("PeerConnect");
    return [
      name,
      open,
      heap === undefined ? "" : (heap / 1024).toFixed(1),
      (resident / 1024).toFixed(1),
      judged ? `heap ≤ ${HEAP_BUDGET / 1024} kB` : "",
      judged ? verdict(heap <= HEAP_BUDGET && open === IDLE) : "",
    ];
  }),
);
process.exit(0);
