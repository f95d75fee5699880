// (5) What one forwarded message costs, and what one idle connection holds. SIGNALING_TARGETS
// (such as "ws,peerjs") leaves targets out.
import { cpuMicros } from "./lib/child.mjs";
import { holdIdle } from "./lib/idle.mjs";
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
const idleTargets = signalingTargets({ only });
if (!only || only.includes("peerconnect")) idleTargets.push(...otherPeerConnects());
for (const target of idleTargets) {
  idle.push(await holdIdle(target, IDLE));
  progress(`${target.name}: ${idle.at(-1).open} connections held`);
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
