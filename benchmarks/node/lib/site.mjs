// The benchmark site as a process of its own, and what it saw.
import { fileURLToPath } from "node:url";
import { setTimeout as delay } from "node:timers/promises";
import { freePort, startServer } from "./child.mjs";

export const JAR = fileURLToPath(new URL("../../target/benchmarks.jar", import.meta.url));

// All visitors of a benchmark come from one address, and nobody abuses it here.
const ONE_ADDRESS = {
  "peerconnect.signaling.max-sessions-per-address": 20_000,
  "peerconnect.signaling.messages-per-second-per-address": 100_000,
  "peerconnect.signaling.wants-per-second-per-address": 100_000,
};

/**
 * Properties for benchmarks of what happens in the middle of a transfer: on a busy machine the first
 * connection can take longer than an image in view waits by default, and nothing would be transferred.
 */
export const PATIENT_START = {
  "peerconnect.images.visible-wait": "5s",
  "peerconnect.images.connect-timeout": "5s",
};

/** Starts the site. `properties` are Spring properties; `enabled: false` leaves the starter out. */
export async function startSite({ enabled = true, properties = {}, host = "127.0.0.1", jvm = [] } = {}) {
  const port = await freePort();
  const settings = {
    "server.port": port,
    "server.address": host,
    "peerconnect.enabled": enabled,
    ...(enabled ? ONE_ADDRESS : {}),
    ...properties,
  };
  const args = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  const server = await startServer("java", ["-Xmx768m", ...jvm, "-jar", JAR, ...args], { port, host });
  return new Site(server, `http://${host}:${port}`);
}

class Site {
  #server;

  constructor(server, url) {
    this.#server = server;
    this.url = url;
    this.port = server.port;
    this.pid = server.pid;
  }

  /** What the server sent since the last reset, for paths that start so: `{path: {requests, bytes, nanos}}`. */
  async served(prefix = "/images/") {
    const served = await this.#json("/observation/served");
    return Object.fromEntries(Object.entries(served).filter(([path]) => path.startsWith(prefix)));
  }

  async servedBytes(prefix = "/images/") {
    return Object.values(await this.served(prefix)).reduce((sum, { bytes }) => sum + bytes, 0);
  }

  async resetServed() {
    await fetch(`${this.url}/observation/served`, { method: "DELETE" });
  }

  /** The known assets with their holders: `{path: {digest, length, holders}}`. */
  swarms() {
    return this.#json("/observation/swarms");
  }

  /** Waits until `count` assets whose path starts so have exactly, or at least, so many holders. */
  async awaitHolders({ prefix = "/images/small-", count, holders, exactly = false, timeoutMs = 30_000 }) {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const swarms = Object.entries(await this.swarms()).filter(([path]) => path.startsWith(prefix));
      const ready = swarms.filter(([, s]) => (exactly ? s.holders === holders : s.holders >= holders));
      if (ready.length >= count) return;
      if (Date.now() > deadline) {
        throw new Error(
          `Only ${ready.length} of ${count} assets have ${holders} holders after ${timeoutMs} ms: ` +
            JSON.stringify(swarms.map(([path, s]) => [path, s.holders])),
        );
      }
      await delay(100);
    }
  }

  async #json(path) {
    return (await fetch(this.url + path)).json();
  }

  output() {
    return this.#server.output();
  }

  stop() {
    return this.#server.stop();
  }
}
