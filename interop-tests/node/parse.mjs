// What parse-torrent reads in a torrent file. Options: {torrent}, an http: or file: URL.
import { readFileSync } from "node:fs";
import parseTorrent from "parse-torrent";
import { options, report } from "./report.mjs";

async function read(url) {
  if (url.startsWith("file:")) return readFileSync(new URL(url));
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}

const { infoHash, name, announce, urlList, length, pieceLength, pieces } = await parseTorrent(
  await read(options().torrent),
);
report({ infoHash, name, announce, urlList, length, pieceLength, pieces: pieces.length });
