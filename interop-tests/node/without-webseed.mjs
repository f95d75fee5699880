// Writes the site's torrent file anew, with its HTTP tracker and nothing else to load from.
// Options: {torrent, file}.
import { writeFileSync } from "node:fs";
import { toTorrentFile } from "parse-torrent";
import { options, report } from "./report.mjs";
import { torrentFile } from "./torrent.mjs";

const { torrent: url, file } = options();
const torrent = await torrentFile(url, { announce: "http:", webSeeds: false });
writeFileSync(file, toTorrentFile(torrent));
report({ infoHash: torrent.infoHash, announce: torrent.announce });
process.exit(0);
