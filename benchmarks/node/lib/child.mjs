// Child processes that end with the benchmark, and what Linux says about them.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

const TICKS_PER_SECOND = 100;
const children = new Set();

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => process.exit(130));
}
process.once("exit", () => {
  for (const child of children) child.kill("SIGKILL");
});

/** Finds a port that nobody listens on. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts a server and waits until it accepts connections. */
export async function startServer(command, args, { port, host = "127.0.0.1", timeoutMs = 60_000 }) {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  children.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (data) => (output = (output + data).slice(-8_000)));
  }
  let ended = false;
  child.once("exit", () => {
    ended = true;
    children.delete(child);
  });
  const deadline = Date.now() + timeoutMs;
  while (!(await accepts(host, port))) {
    if (ended || Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`'${command} ${args.join(" ")}' does not listen on port ${port}:\n${output}`);
    }
    await delay(50);
  }
  return {
    pid: child.pid,
    port,
    output: () => output,
    async stop() {
      if (ended) return;
      const exited = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await exited;
    },
  };
}

function accepts(host, port) {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

/** CPU time that a process has used, in microseconds. */
export function cpuMicros(pid) {
  const [utime, stime] = statFields(pid).slice(11, 13).map(Number);
  return ((utime + stime) / TICKS_PER_SECOND) * 1e6;
}

/** Resident memory of a process, in bytes. */
export function residentBytes(pid) {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) * 1024;
}

/** A process and all that descend from it. */
export function processTree(pid) {
  const childrenOf = new Map();
  for (const entry of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = Number(statFields(entry)[1]);
      childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), Number(entry)]);
    } catch {
      // The process ended while we looked.
    }
  }
  const tree = [pid];
  for (const member of tree) tree.push(...(childrenOf.get(member) ?? []));
  return tree;
}

// The name of a process may hold spaces and brackets: fields are counted from its end.
function statFields(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}
