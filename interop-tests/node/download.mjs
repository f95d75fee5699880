// Downloads a torrent and tells what came, and over what. Options: {torrent, folder, announce?, webSeeds}.
import { endWithTest, options, report } from "./report.mjs";
import { newClient, sha256, torrentFile } from "./torrent.mjs";

const { torrent: url, folder, announce, webSeeds } = options();
const client = newClient();
client.on("error", ({ message }) => report({ event: "error", message }));
const torrent = client.add(await torrentFile(url, { announce, webSeeds }), { path: folder });
const wires = new Set();
torrent.on("wire", (wire) => wires.add(wire.type));
torrent.on("warning", ({ message }) => report({ event: "warning", message }));
torrent.on("done", async () => {
  const [file] = torrent.files;
  const bytes = new Uint8Array(await file.arrayBuffer());
  report({ event: "done", infoHash: torrent.infoHash, name: file.name, sha256: sha256(bytes), wires: [...wires] });
});
endWithTest();
