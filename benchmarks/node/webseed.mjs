// (7) What a video costs to send, whole or in the ranges that torrent clients ask for, against nginx with sendfile.
// The client is wrk, which reads and discards; like the servers it takes its share of the cores.
import { execFileSync, execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { cpuMicros } from "./lib/child.mjs";
import { nginxVersion, startNginx } from "./lib/nginx.mjs";
import { startSite } from "./lib/site.mjs";
import { median, spread } from "./lib/statistics.mjs";
import { printTable, progress, verdict } from "./lib/table.mjs";

const LENGTH = 50 * 1024 * 1024;
const RANGE = { from: 20 * 1024 * 1024, length: 256 * 1024 };
const ROUNDS = Number(process.env.WEBSEED_ROUNDS ?? 10);
const SECONDS = 4;
const WARM_UP_SECONDS = 15;
const CONNECTIONS = 8;
const BUDGET = 0.9;
const WRK = process.env.WRK ?? "wrk";
const UNITS = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };

requireTool(WRK, "-v");
requireTool("nginx", "-v");
const folder = mkdtempSync(join(tmpdir(), "webseed-"));
// Where root starts nginx, its processes are nobody's.
chmodSync(folder, 0o755);
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
const film = randomBytes(LENGTH);
// The library takes in what begins as a video does.
film.write("ftyp", 4, "ascii");
mkdirSync(join(folder, "files/videos"), { recursive: true });
writeFileSync(join(folder, "files/videos/film.mp4"), film);

const nginx = await startNginx(folder);
const site = await startSite({
  properties: { "peerconnect.video-route": join(folder, "files/videos"), "peerconnect.torrent-route": folder },
});
const servers = {
  nginx,
  ours: { url: site.url, pids: () => [site.pid] },
};
await hashed();
for (const server of Object.values(servers)) await requireSameBytes(server);

const kinds = {
  "50 MB, whole": [],
  "256 KiB ranges": ["-H", `Range: bytes=${RANGE.from}-${RANGE.from + RANGE.length - 1}`],
};
const rows = [];
for (const [kind, args] of Object.entries(kinds)) {
  progress(`webseed: ${kind}, ${ROUNDS} rounds of ${SECONDS} s at each server`);
  for (const server of Object.values(servers)) await load(server, args, WARM_UP_SECONDS);
  const results = { nginx: [], ours: [] };
  for (let round = 0; round < ROUNDS; round++) {
    const names = round % 2 === 0 ? ["nginx", "ours"] : ["ours", "nginx"];
    for (const name of names) results[name].push(await load(servers[name], args, SECONDS));
  }
  const throughput = ratio(results, "megabytes");
  rows.push(row(`${kind}: MB/s`, results, "megabytes", throughput, `≥ ${BUDGET}`, verdict(throughput >= BUDGET)));
  rows.push(row(`${kind}: CPU ms/GB`, results, "cpu", ratio(results, "cpu"), "", ""));
}
await nginx.stop();
await site.stop();
printTable(
  `Videos against ${nginxVersion()}, ${CONNECTIONS} kept-alive connections: median (middle half)`,
  ["what", "nginx", "ours", "ratio", "budget", ""],
  rows,
);

function row(what, results, field, measured, budget, holds) {
  const figures = ["nginx", "ours"].map((name) => spread(results[name].map((result) => result[field])));
  return [what, ...figures, measured.toFixed(2), budget, holds];
}

// Neighbours in time are compared first, so that slow drifts of the machine cancel out.
function ratio(results, field) {
  return median(results.ours.map((result, round) => result[field] / results.nginx[round][field]));
}

async function load(server, args, seconds) {
  const pids = server.pids();
  const cpu = () => pids.reduce((sum, pid) => sum + cpuMicros(pid), 0);
  const before = cpu();
  const options = ["-t1", `-c${CONNECTIONS}`, `-d${seconds}s`, ...args, `${server.url}/videos/film.mp4`];
  const { stdout } = await promisify(execFile)(WRK, options);
  const used = cpu() - before;
  const [, time, amount, unit] = /requests in ([\d.]+)s, ([\d.]+)(\w+) read/.exec(stdout) ?? [];
  if (unit === undefined || /Non-2xx|Socket errors/.test(stdout)) throw new Error(stdout);
  const bytes = Number(amount) * UNITS[unit];
  return { megabytes: bytes / 1e6 / Number(time), cpu: used / 1e3 / (bytes / 1e9) };
}

async function hashed() {
  for (let tries = 0; tries < 600; tries++) {
    const { torrents } = await (await fetch(`${site.url}/peerconnect/torrents`)).json();
    if (torrents.length === 1) return;
    await delay(100);
  }
  throw new Error(`The video is not hashed:\n${site.output()}`);
}

async function requireSameBytes(server) {
  const get = async (headers) => {
    const response = await fetch(`${server.url}/videos/film.mp4`, { headers });
    return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
  };
  const whole = await get({});
  const range = await get({ range: `bytes=${RANGE.from}-${RANGE.from + RANGE.length - 1}` });
  const right = whole.status === 200 && whole.body.equals(film) && range.status === 206;
  if (!right || !range.body.equals(film.subarray(RANGE.from, RANGE.from + RANGE.length))) {
    throw new Error(`${server.url} does not serve the video`);
  }
}

function requireTool(name, option) {
  try {
    execFileSync(name, [option], { stdio: "ignore" });
  } catch (error) {
    // wrk prints its version and fails.
    if (error.code === "ENOENT") throw new Error(`'${name}' is missing: apt-get install nginx-light wrk`);
  }
}
