// Finds the names of members that the core script must not shorten: what it shares with the platform, the server, the page or
// worker.js. It takes every word of the files that could tell one; all other names are known inside of the script only.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const platform = "node_modules/typescript/lib";
const shared = [
  "src/config.ts",
  "src/consent/badge-texts.ts",
  "src/consent/badge.ts",
  "src/consent/consent.ts",
  "src/consent/device.ts",
  "src/metrics/events.ts",
  "src/typed-events.ts",
  "src/metrics/stats.ts",
  "src/metrics/video-stats.ts",
  "src/page/eligibility.ts",
  "src/page/extras.ts",
  "src/page/learner.ts",
  "src/peer-connect.ts",
  "src/protocol/messages.ts",
  "src/protocol/values.ts",
  "src/start.ts",
  "src/swarm/sharing.ts",
  "src/transfer/asset-request.ts",
  "src/transfer/delivery.ts",
  "src/video/video-host.ts",
  "src/worker",
];

/** Return all names that are known outside of the core script. */
export function findPublicNames() {
  const declarations = filesIn(platform).filter((file) => /lib\.[\w.]+\.d\.ts$/.test(file));
  const files = [...declarations, ...shared.flatMap(filesIn)];
  return [
    ...new Set(files.flatMap((file) => readFileSync(file, "utf8").match(/[A-Za-z_]\w*/g) ?? [])),
  ];
}

function filesIn(path) {
  return statSync(path).isDirectory()
    ? readdirSync(path).flatMap((name) => filesIn(join(path, name)))
    : [path];
}
