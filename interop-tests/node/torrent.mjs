// WebTorrent in Node, which connects to other peers by WebRTC and to webseeds by HTTP.
import { createHash } from "node:crypto";
import parseTorrent from "parse-torrent";
import WebTorrent from "webtorrent";

/** A client that finds peers through trackers alone. */
export function newClient() {
  return new WebTorrent({
    dht: false,
    lsd: false,
    utPex: false,
    utp: false,
    natUpnp: false,
    natPmp: false,
    tracker: { rtcConfig: { iceServers: [] } },
  });
}

/** The torrent file of the site, with no more of its trackers and webseeds than given. */
export async function torrentFile(url, { announce, webSeeds }) {
  const torrent = await parseTorrent(new Uint8Array(await (await fetch(url)).arrayBuffer()));
  if (announce) torrent.announce = torrent.announce.filter((tracker) => tracker.startsWith(announce));
  else torrent.announce = [];
  if (!webSeeds) torrent.urlList = [];
  return torrent;
}

export function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}
