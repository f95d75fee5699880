// The tracker of WebTorrent as its README starts it, for WebSockets alone. Usage: bittorrent-tracker.mjs <port>.
import Server from "bittorrent-tracker/server";

const server = new Server({ http: false, udp: false, ws: true, stats: false });
// What clients do wrong is a warning; an error would end the process.
server.on("warning", () => {});
server.listen(Number(process.argv[2]), "127.0.0.1");

// Lets the benchmark see what is held, and not what awaits collection.
process.on("SIGUSR2", () => globalThis.gc?.());
