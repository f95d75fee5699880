// (8) How fast a library of videos gets its torrents, against mktorrent, npm create-torrent and SHA-1 itself.
import { spawn } from "node:child_process";
import { randomFillSync } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import createTorrent from "create-torrent";
import { JAR } from "./lib/site.mjs";
import { median, spread } from "./lib/statistics.mjs";
import { printTable, progress, verdict } from "./lib/table.mjs";

const MIB = 1024 * 1024;
const LONG = { count: 4, length: 512 * MIB };
const SHORT = { count: 8, length: 20 * MIB };
const ROUNDS = Number(process.env.HASHING_ROUNDS ?? 7);
const TOTAL = LONG.count * LONG.length + SHORT.count * SHORT.length;

const folder = mkdtempSync(join(tmpdir(), "hashing-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

/** Writes a file of noise that begins as MP4 does. */
function writeVideo(name, length) {
  const file = openSync(join(folder, name), "w");
  const block = Buffer.alloc(MIB);
  for (let written = 0; written < length; written += MIB) {
    randomFillSync(block);
    if (written === 0) block.write("\0\0\0\u0018ftypisom", "latin1");
    writeSync(file, block);
  }
  closeSync(file);
  return join(folder, name);
}

/** The rule of the library, so that all cut the files alike. */
function pieceLength(length) {
  let pieces = 256 * 1024;
  while (length > pieces * 2048) pieces *= 2;
  return pieces;
}

const videos = [LONG, SHORT].flatMap(({ count, length }, kind) =>
  Array.from({ length: count }, (_, i) => ({ file: writeVideo(`${kind}-${i}.mp4`, length), length })),
);

/** Our library as a process that does as a line tells, and answers with the time it took. */
function startLibrary() {
  const java = spawn(
    "java",
    ["-Dloader.main=io.peerconnect.benchmarks.LibraryHashing", "-jar", JAR, folder],
    { stdio: ["pipe", "pipe", "ignore"] },
  );
  const lines = createInterface({ input: java.stdout })[Symbol.asyncIterator]();
  return {
    async tell(line) {
      java.stdin.write(`${line}\n`);
      for (;;) {
        const { value, done } = await lines.next();
        if (done) throw new Error("The library ended");
        // Besides the times there are lines of its log.
        if (/^\d+$/.test(value)) return Number(value) / 1e9;
      }
    },
    stop: () => java.kill(),
  };
}

async function seconds(action) {
  const start = performance.now();
  await action();
  return (performance.now() - start) / 1000;
}

async function mktorrent() {
  for (const { file, length } of videos) {
    const target = `${file}.torrent`;
    await run("mktorrent", ["-l", Math.log2(pieceLength(length)), "-t", cpus().length, "-o", target, file]);
    rmSync(target);
  }
}

function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args.map(String), { stdio: "ignore" });
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}`))));
  });
}

async function createTorrents() {
  for (const { file, length } of videos) {
    await new Promise((resolve, reject) => {
      createTorrent(file, { pieceLength: pieceLength(length), announceList: [] }, (error, torrent) =>
        error ? reject(error) : resolve(torrent),
      );
    });
  }
}

const hasMktorrent = await run("mktorrent", ["-h"]).then(
  () => true,
  (error) => error.code !== "ENOENT",
);
const library = startLibrary();
const contestants = {
  library: () => library.tell("torrents"),
  read: () => library.tell("read"),
  memory: () => library.tell("memory"),
  ...(hasMktorrent ? { mktorrent: () => seconds(mktorrent) } : {}),
  createTorrent: () => seconds(createTorrents),
};

// Into the cache of the system, which all are to read from.
for (const { file } of videos) readFileSync(file);
progress(`hashing: ${videos.length} files, ${Math.round(TOTAL / 1e6)} MB, ${ROUNDS} rounds`);
const cold = await library.tell("torrents");
const results = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round++) {
  const names = Object.keys(contestants);
  for (let i = 0; i < names.length; i++) {
    const name = names[(round + i) % names.length];
    results[name].push(TOTAL / 1e6 / (await contestants[name]()));
  }
}
library.stop();

// Neighbours in time are compared, so that slow drifts of the machine cancel out.
const ratio = (name) => median(results.library.map((ours, round) => ours / results[name][round]));
const budgets = { mktorrent: 1, read: 0.9 };

function row(what, name) {
  const measured = name === "library" ? undefined : ratio(name);
  const budget = budgets[name];
  return [
    what,
    spread(results[name]),
    measured?.toFixed(2),
    budget ? `≥ ${budget.toFixed(2)}` : "",
    budget ? verdict(measured >= budget) : "",
  ];
}

printTable(
  `Torrents of ${videos.length} videos (${Math.round(TOTAL / 1e6)} MB) from the cache of the system, ${cpus().length} cores: median (middle half)`,
  ["what", "MB/s", "ours to this", "budget", ""],
  [
    row("our library", "library"),
    ["our library, first run of the JVM", (TOTAL / 1e6 / cold).toFixed(0), "", "", ""],
    hasMktorrent ? row("mktorrent", "mktorrent") : ["mktorrent", "missing on this machine", "", "≥ 1.00", "not known"],
    row("npm create-torrent", "createTorrent"),
    row("SHA-1 on all cores, of the same files", "read"),
    row("SHA-1 on all cores, of memory: nothing is read", "memory"),
  ],
);
