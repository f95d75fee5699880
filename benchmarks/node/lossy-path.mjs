// (6) Transfer between two visitors 80 ms and 20 Mbit/s apart, with a queue too short for careless
// senders. Runs inside the namespaces that lab/lossy-path makes.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startBrowser } from "./lib/browser.mjs";
import { freePort, startServer } from "./lib/child.mjs";
import { startProxy } from "./lib/proxy.mjs";
import { PATIENT_START, startSite } from "./lib/site.mjs";
import { median, spread } from "./lib/statistics.mjs";
import { printTable, progress, verdict } from "./lib/table.mjs";

const ORIGIN = "10.213.9.1";
const HOLDER = { namespace: "pcbench-holder", viaOrigin: "10.213.1.2", viaLink: "10.213.0.1" };
const RECEIVER = { namespace: "pcbench-receiver" };
const ROUNDS = 5;
const IMAGES = 2;
const RAW_BYTES = 8_000_000;
// A poor origin, so that the holder is worth its while; what it serves is counted and not ours.
const DISTANCE = { roundTripMs: 100, megabitsPerSecond: 2 };
const RAW_BUDGET = 0.9;

const megabits = (bytes, ms) => (bytes * 8) / 1000 / ms;

const site = await startSite({
  host: ORIGIN,
  // The path is measured here, and not what visitors give at most by default.
  properties: { ...PATIENT_START, "peerconnect.threshold": 1, "peerconnect.limits.upload-rate": "10MB" },
});
const proxy = await startProxy(site, DISTANCE);
const flags = [
  // Names in place of addresses need multicast, which the link does not carry.
  "--disable-features=WebRtcHideLocalIpsWithMdns",
  `--unsafely-treat-insecure-origin-as-secure=${site.url},${proxy.url}`,
];
const holders = await startBrowser({ flags, executable: process.env.LAB_HOLDER });
const receivers = await startBrowser({ flags, executable: process.env.LAB_RECEIVER });

/** One TCP connection over the link. */
async function overTcp() {
  const port = await freePort();
  const source = fileURLToPath(new URL("./servers/byte-source.mjs", import.meta.url));
  const args = ["netns", "exec", HOLDER.namespace, process.execPath, source, String(port), String(RAW_BYTES)];
  const server = await startServer("ip", args, { port, host: HOLDER.viaOrigin });
  const url = `http://${HOLDER.viaLink}:${port}/`;
  const curl = ["netns", "exec", RECEIVER.namespace, "curl", "-s", "-o", "/dev/null", "-w", "%{time_total}", url];
  const { stdout } = await promisify(execFile)("ip", curl);
  await server.stop();
  return megabits(RAW_BYTES, Number(stdout) * 1000);
}

/** One data channel whose sender pushes as fast as the channel takes it. */
async function overRawChannel() {
  const [from, to] = [await holders.visitor(), await receivers.visitor()];
  for (const { page } of [from, to]) await page.goto(`${site.url}/observation/served`);
  const offer = await from.page.evaluate(async (bytes) => {
    const connection = (window.raw = new RTCPeerConnection());
    const channel = connection.createDataChannel("raw", { negotiated: true, id: 0 });
    const message = new Uint8Array(16_384);
    channel.bufferedAmountLowThreshold = 262_144;
    let left = bytes;
    const push = () => {
      for (; left > 0 && channel.bufferedAmount < 1_048_576; left -= message.length) channel.send(message);
    };
    channel.onopen = push;
    channel.onbufferedamountlow = push;
    const gathered = new Promise((resolve) => {
      connection.onicegatheringstatechange = () => connection.iceGatheringState === "complete" && resolve();
    });
    await connection.setLocalDescription();
    await gathered;
    return connection.localDescription.toJSON();
  }, RAW_BYTES);
  const answer = await to.page.evaluate(
    async ({ offer, bytes }) => {
      const connection = (window.raw = new RTCPeerConnection());
      const channel = connection.createDataChannel("raw", { negotiated: true, id: 0 });
      channel.binaryType = "arraybuffer";
      window.received = new Promise((resolve) => {
        let openedAt;
        let received = 0;
        channel.onopen = () => (openedAt = performance.now());
        channel.onmessage = ({ data }) => {
          received += data.byteLength;
          if (received >= bytes) resolve(performance.now() - openedAt);
        };
      });
      const gathered = new Promise((resolve) => {
        connection.onicegatheringstatechange = () => connection.iceGatheringState === "complete" && resolve();
      });
      await connection.setRemoteDescription(offer);
      await connection.setLocalDescription();
      await gathered;
      return connection.localDescription.toJSON();
    },
    { offer, bytes: RAW_BYTES },
  );
  await from.page.evaluate((description) => window.raw.setRemoteDescription(description), answer);
  const ms = await to.page.evaluate(() => window.received);
  await Promise.all([from.leave(), to.leave()]);
  return megabits(RAW_BYTES, ms);
}

/** A page with so many images of 4 MB, from their holder at the other end of the link. */
async function overPeerConnect(count) {
  const receiver = await receivers.visitor();
  await site.resetServed();
  const { allImages } = await receiver.visit(`${proxy.url}/large?count=${count}`);
  const origin = await site.servedBytes();
  progress(await receiver.clientStats());
  await receiver.leave();
  const swarms = await site.swarms();
  const lengths = Array.from({ length: count }, (_, i) => swarms[`/images/large-${i}.jpg`].length);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  await site.awaitHolders({ prefix: "/images/large-", count: IMAGES, holders: 1, exactly: true });
  return { rate: megabits(total - origin, allImages), origin: origin / total };
}

const holder = await holders.visitor();
await holder.visit(`${site.url}/large?count=${IMAGES}`);
await site.awaitHolders({ prefix: "/images/large-", count: IMAGES, holders: 1 });

const results = { tcp: [], raw: [], one: [], all: [] };
for (let round = 1; round <= ROUNDS; round++) {
  results.tcp.push(await overTcp());
  results.raw.push(await overRawChannel());
  results.one.push(await overPeerConnect(1));
  results.all.push(await overPeerConnect(IMAGES));
  progress(
    `lossy path, round ${round}: TCP ${results.tcp.at(-1).toFixed(1)}, raw ${results.raw.at(-1).toFixed(1)}, ` +
      `PeerConnect ${results.one.at(-1).rate.toFixed(1)} and ${results.all.at(-1).rate.toFixed(1)} Mbit/s`,
  );
}
await Promise.all([holders.close(), receivers.close(), proxy.stop(), site.stop()]);

const raw = median(results.raw);
const ours = (what, runs) => {
  const rates = runs.map(({ rate }) => rate);
  const ratio = median(rates) / raw;
  const origin = `${(median(runs.map((run) => run.origin)) * 100).toFixed(0)} %`;
  return [what, spread(rates, 1), ratio.toFixed(2), origin, `≥ ${RAW_BUDGET}`, verdict(ratio >= RAW_BUDGET)];
};
printTable(
  `80 ms, 20 Mbit/s, drop-tail after ${process.env.LAB_QUEUE} bytes: from the peer, median (middle half)`,
  ["what", "Mbit/s", "against the raw channel", "bytes from the origin", "budget", ""],
  [
    ["one TCP connection", spread(results.tcp, 1), (median(results.tcp) / raw).toFixed(2), "", "", ""],
    ["raw data channel, pushed", spread(results.raw, 1), "1.00", "", "", ""],
    ours("PeerConnect, one image of 4 MB, page included", results.one),
    ours(`PeerConnect, ${IMAGES} such images`, results.all),
  ],
);
process.exit(0);
