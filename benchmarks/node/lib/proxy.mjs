import { fileURLToPath } from "node:url";
import { freePort, startServer } from "./child.mjs";

const SCRIPT = fileURLToPath(new URL("../servers/shaping-proxy.mjs", import.meta.url));

/** Starts a proxy that puts a distance between a site and its visitors. */
export async function startProxy(site, { roundTripMs, megabitsPerSecond }) {
  const port = await freePort();
  const { hostname: host } = new URL(site.url);
  const args = [SCRIPT, host, port, site.port, roundTripMs, megabitsPerSecond].map(String);
  const server = await startServer(process.execPath, args, { port, host });
  return { url: `http://${host}:${port}`, stop: () => server.stop() };
}
