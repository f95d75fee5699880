import { fileURLToPath } from "node:url";
import { freePort, startServer } from "./child.mjs";

const SCRIPT = fileURLToPath(new URL("../servers/shaping-proxy.mjs", import.meta.url));

/** Starts a proxy that puts a distance between a site and its visitors. */
export async function startProxy(site, { roundTripMs, megabitsPerSecond }) {
  const port = await freePort();
  const args = [SCRIPT, port, site.port, roundTripMs, megabitsPerSecond].map(String);
  const server = await startServer(process.execPath, args, { port });
  return { url: `http://127.0.0.1:${port}`, stop: () => server.stop() };
}
