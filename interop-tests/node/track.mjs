// The tracker client of WebTorrent at one tracker: announces itself, scrapes, and tells what it hears.
// Options: {infoHash, announce, left, port, numwant?}.
import Client from "bittorrent-tracker";
import { endWithTest, options, report } from "./report.mjs";

const { infoHash, announce, left, port, numwant } = options();
const client = new Client({
  infoHash,
  peerId: Buffer.from(`-IT0001-${String(process.pid).padStart(12, "0")}`),
  announce: [announce],
  port,
});
client.on("update", ({ complete, incomplete, interval }) => report({ event: "update", complete, incomplete, interval }));
client.on("scrape", ({ infoHash, complete, incomplete, downloaded }) => {
  report({ event: "scrape", infoHash, complete, incomplete, downloaded });
});
client.on("peer", (peer) => report({ event: "peer", peer: typeof peer === "string" ? peer : "webrtc" }));
client.on("warning", ({ message }) => {
  // Nobody takes care of the peers that come: whether they connect is no matter here.
  if (!message.startsWith("Connection error")) report({ event: "warning", message });
});
client.on("error", ({ message }) => report({ event: "error", message }));
client.start({ left, uploaded: 0, downloaded: 0, ...(numwant === undefined ? {} : { numwant }) });

process.stdin.setEncoding("utf8").on("data", (lines) => {
  for (const line of lines.trim().split("\n")) {
    if (line === "scrape") client.scrape();
    if (line === "complete") client.complete({ left: 0, uploaded: 0, downloaded: left });
    if (line === "stop") client.stop();
  }
});
endWithTest();
