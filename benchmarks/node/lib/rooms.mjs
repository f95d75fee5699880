// Tabs that send each other files: through rooms of a site, or over bare channels with somebody's parameters.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { processTree } from "./child.mjs";
import { startProfile } from "./browser.mjs";

const HARNESS = fileURLToPath(
  new URL("../../../peerconnect-client-js/target/harness/room-harness.js", import.meta.url),
);

/** Lets no direct path come about: without a TURN server, there is nothing to relay through. */
const NO_DIRECT_PATH = `
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(options) {
      super({ ...options, iceServers: [], iceTransportPolicy: "relay" });
    }
  };
`;

/** Starts a browser with a profile on the disk: private windows keep a site's files in memory. */
export async function startTabs() {
  const folder = mkdtempSync(join(tmpdir(), "peerconnect-rooms-"));
  // The pages of rooms connect to their own site only, and the bare relay is elsewhere.
  const context = await startProfile(folder, { bypassCSP: true });
  return {
    /** What all processes of the browser take, files that they mapped left aside, in bytes. */
    memory: () => processTree(process.pid).filter(isBrowser).reduce((sum, it) => sum + ownBytes(it), 0),
    async open(url, { isRelayed = false } = {}) {
      const page = await context.newPage();
      if (isRelayed) await page.addInitScript(NO_DIRECT_PATH);
      await page.goto(url);
      // Not as an element: the page's policy allows only its own scripts.
      await page.evaluate(readFileSync(HARNESS, "utf8"));
      return page;
    },
    async close() {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Has a tab open a room at a site and offer a file, and others enter it. */
export async function gather(tabs, site, { receivers, bytes, isRelayed = false }) {
  const url = `${site.url}/peerconnect/rooms`;
  const base = `${site.url}/peerconnect`;
  const host = await tabs.open(url, { isRelayed });
  const pass = await host.evaluate((it) => harness.enter(it), base);
  await host.evaluate((size) => harness.offerGenerated("large.bin", size), bytes);
  const guests = [];
  for (let i = 0; i < receivers; i++) {
    const guest = await tabs.open(url, { isRelayed });
    await guest.evaluate(([it, to]) => harness.enter(it, to), [base, pass]);
    guests.push(guest);
  }
  const paths = isRelayed ? "relayed" : "direct";
  for (const guest of guests) {
    await guest.waitForFunction(
      ([path, others]) =>
        harness.listed() === 1 && harness.site.paths.length === others && harness.site.paths.every((it) => it === path),
      [paths, receivers],
      { timeout: 60_000 },
    );
  }
  return {
    host,
    guests,
    async leave() {
      for (const page of [host, ...guests]) await page.close();
    },
  };
}

/** Has a tab receive all that is offered. Returns how long it took, in milliseconds. */
export async function receive(page) {
  return page.evaluate(async () => {
    const { transfers } = harness;
    const start = performance.now();
    harness.downloadAll();
    await new Promise((resolve, reject) =>
      transfers.addEventListener("downloads", () => {
        const failed = transfers.downloads.find(({ failure }) => failure);
        if (failed) reject(new Error(failed.failure));
        if (harness.allDone()) resolve();
      }),
    );
    const ms = performance.now() - start;
    for (const { key } of transfers.downloads) transfers.forget(key);
    return ms;
  });
}

/** Sends bytes over a data channel of its own. Returns how long it took, in milliseconds. */
export async function push(from, to, parameters) {
  const describe = async () => {
    const { connection } = window.bare;
    await connection.setLocalDescription();
    if (connection.iceGatheringState !== "complete") {
      await new Promise((resolve) => {
        connection.onicegatheringstatechange = () => connection.iceGatheringState === "complete" && resolve();
      });
    }
    return connection.localDescription.toJSON();
  };
  for (const page of [from, to]) {
    await page.evaluate(() => {
      const connection = new RTCPeerConnection();
      const channel = connection.createDataChannel("bare", { negotiated: true, id: 0 });
      channel.binaryType = "arraybuffer";
      window.bare = { connection, channel };
    });
  }
  const offer = await from.evaluate(describe);
  await to.evaluate((it) => window.bare.connection.setRemoteDescription(it), offer);
  const answer = await to.evaluate(describe);
  await from.evaluate((it) => window.bare.connection.setRemoteDescription(it), answer);
  const ms = await stream(from, to, parameters);
  for (const page of [from, to]) await page.evaluate(() => window.bare.connection.close());
  return ms;
}

/** Sends bytes through a relay that does nothing else. Returns how long it took, in milliseconds. */
export async function relay(from, to, url, parameters) {
  for (const page of [from, to]) {
    await page.evaluate((it) => {
      const channel = new WebSocket(it);
      channel.binaryType = "arraybuffer";
      const opened = new Promise((resolve, reject) => {
        channel.addEventListener("message", resolve, { once: true });
        channel.addEventListener("error", () => reject(new Error("There is no bare relay")));
      });
      window.bare = { channel, opened };
    }, url);
  }
  for (const page of [from, to]) await page.evaluate(() => window.bare.opened);
  const ms = await stream(from, to, parameters);
  for (const page of [from, to]) await page.evaluate(() => window.bare.channel.close());
  return ms;
}

/*
 * The receiver counts, and answers after each partition where there are some. The sender fills its queue up to `high` and waits
 * until it has fallen to `low`, which a WebSocket does not tell.
 */
async function stream(from, to, { bytes, message, high, low, partition = Infinity }) {
  await to.evaluate(
    ([total, part]) => {
      const { channel } = window.bare;
      let received = 0;
      let answered = 0;
      window.bare.done = new Promise((resolve) => {
        channel.onmessage = ({ data }) => {
          received += data.byteLength;
          if (received - answered >= part || received === total) {
            answered = received;
            channel.send("received");
          }
          if (received === total) resolve();
        };
      });
    },
    [bytes, partition],
  );
  return from.evaluate(
    async (it) => {
      const { channel } = window.bare;
      if (channel.readyState === "connecting") await new Promise((resolve) => (channel.onopen = resolve));
      let answers = 0;
      let wake = () => {};
      channel.onmessage = () => {
        answers++;
        wake();
      };
      channel.bufferedAmountLowThreshold = it.low;
      channel.onbufferedamountlow = () => wake();
      const event = () => new Promise((resolve) => (wake = resolve));
      const isFull = (length) => channel.bufferedAmount + length > it.high;
      const start = performance.now();
      let parts = 0;
      let inPart = 0;
      for (let sent = 0; sent < it.bytes; ) {
        const length = Math.min(it.message, it.bytes - sent);
        if (isFull(length)) {
          if (channel instanceof WebSocket) {
            while (channel.bufferedAmount > it.low) await new Promise((resolve) => setTimeout(resolve));
          } else {
            while (isFull(length)) await event();
          }
        }
        channel.send(new Uint8Array(length));
        sent += length;
        inPart += length;
        if (inPart >= (it.partition ?? Infinity) && sent < it.bytes) {
          parts++;
          inPart = 0;
          while (answers < parts) await event();
        }
      }
      while (answers < parts + 1) await event();
      return performance.now() - start;
    },
    { bytes, message, high, low, partition },
  );
}

function isBrowser(pid) {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").startsWith("chrom");
  } catch {
    // It ended while we looked.
    return false;
  }
}

function ownBytes(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return [...status.matchAll(/Rss(?:Anon|Shmem):\s+(\d+)/g)].reduce((sum, [, kb]) => sum + Number(kb) * 1024, 0);
  } catch {
    // It ended while we looked.
    return 0;
  }
}
