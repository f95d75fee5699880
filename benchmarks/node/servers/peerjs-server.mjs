// The PeerJS server as its README starts it, with limits that 10,000 idle clients need.
// Usage: peerjs-server.mjs <port>.
import { PeerServer } from "peer";

PeerServer({
  port: Number(process.argv[2]),
  host: "127.0.0.1",
  path: "/",
  concurrent_limit: 20_000,
  alive_timeout: 3_600_000,
});

process.on("SIGUSR2", () => globalThis.gc?.());
