// Bundles the scripts that the server serves into target/classes, and the npm package into dist.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { build } from "vite";
import { findPublicNames } from "./public-names.mjs";
import { webtorrent } from "./webtorrent.mjs";

const served = "target/classes/META-INF/peerconnect";
const bundles = [
  { entry: "src/peerconnect.ts", format: "iife", outDir: served, file: "peerconnect.js" },
  { entry: "src/bootstrap.ts", format: "iife", outDir: served, file: "bootstrap.js" },
  { entry: "src/worker/worker.ts", format: "iife", outDir: served, file: "worker.js" },
  { entry: "src/video/hold.ts", format: "iife", outDir: served, file: "hold.js" },
  { entry: "src/video/video.ts", format: "es", outDir: served, file: "video.js" },
  { entry: "src/player/swarm-player.ts", format: "es", outDir: served, file: "swarm-player.js" },
  { entry: "src/index.ts", format: "es", outDir: "dist", file: "peerconnect.mjs" },
];

for (const { entry, format, outDir, file } of bundles.filter((it) => existsSync(it.entry))) {
  await build({
    configFile: false,
    ...(file === "swarm-player.js" && webtorrent),
    logLevel: "warn",
    build: {
      lib: { entry, formats: [format], name: "peerconnectBundle", fileName: () => file },
      outDir,
      emptyOutDir: false,
      // Whoever bundles the npm package minifies it with the rest.
      minify: outDir === served,
      target: "es2022",
      ...(outDir === served && {
        // In so many words, for modules keep their white space otherwise.
        rolldownOptions: {
          output: {
            minify: {
              compress: true,
              mangle: true,
              codegen: true,
              ...(file === "peerconnect.js" && {
                mangleProps: { include: /^[a-z]\w{3,}$/, reserved: findPublicNames() },
              }),
            },
          },
        },
      }),
    },
  });
}

if (existsSync("src/index.ts")) {
  execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.types.json"], {
    stdio: "inherit",
  });
}
