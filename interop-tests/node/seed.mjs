// Seeds a file to whoever the tracker sends. Options: {torrent, folder, announce}.
import { endWithTest, options, report } from "./report.mjs";
import { newClient, torrentFile } from "./torrent.mjs";

const { torrent: url, folder, announce } = options();
const client = newClient();
client.on("error", ({ message }) => report({ event: "error", message }));
const torrent = client.add(await torrentFile(url, { announce, webSeeds: false }), { path: folder });
torrent.on("warning", ({ message }) => report({ event: "warning", message }));
torrent.on("trackerAnnounce", () => report({ event: "announced", progress: torrent.progress }));
endWithTest();
