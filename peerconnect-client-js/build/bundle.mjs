// Bundles the scripts that the server serves into target/classes, and the npm package into dist.
import { execFileSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { build } from "vite";
import { findPublicNames } from "./public-names.mjs";
import { webtorrent } from "./webtorrent.mjs";

const served = "target/classes/META-INF/peerconnect";
const bundles = [
  { entry: "src/peerconnect.ts", format: "iife", outDir: served, file: "peerconnect.js" },
  { entry: "src/bootstrap.ts", format: "iife", outDir: served, file: "bootstrap.js" },
  { entry: "src/worker/worker.ts", format: "iife", outDir: served, file: "worker.js" },
  { entry: "src/video/mark.ts", format: "iife", outDir: served, file: "mark.js" },
  { entry: "src/video/video.ts", format: "es", outDir: served, file: "video.js" },
  { entry: "src/player/swarm-player.ts", format: "es", outDir: served, file: "swarm-player.js" },
  { entry: "src/room/sink/disk-worker.ts", format: "iife", outDir: served, file: "rooms-disk.js" },
  // Drives the transfers of rooms in real browsers, for browser-tests and benchmarks.
  {
    entry: "test/harness/room-harness.ts",
    format: "iife",
    outDir: "target/harness",
    file: "room-harness.js",
  },
  { entry: "src/index.ts", format: "es", outDir: "dist", file: "peerconnect.mjs" },
  { entry: "src/rooms.ts", format: "es", outDir: served, file: "rooms.js" },
  { entry: "src/rooms.ts", format: "es", outDir: "dist", file: "rooms.mjs" },
];

const minified = { compress: true, mangle: true, codegen: true };
const outputs = {
  "peerconnect.js": output({
    minify: {
      ...minified,
      mangleProps: { include: /^[a-z]\w{3,}$/, reserved: findPublicNames() },
    },
  }),
  // Said in so many words, for modules keep their white space otherwise.
  "video.js": output({ minify: minified }),
  "swarm-player.js": output({ minify: minified }),
  // What few visitors need is loaded when they do, under names that change with the content.
  "rooms.js": output({ minify: minified, chunkFileNames: "rooms-parts/[name].[hash].js" }),
  "rooms.mjs": output({ chunkFileNames: "rooms-parts/[name].[hash].mjs" }),
};

// Parts of an earlier build have other names, and would go into the jar, too.
for (const folder of [served, "dist"]) {
  rmSync(`${folder}/rooms-parts`, { recursive: true, force: true });
}

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
      minify: outDir !== "dist",
      target: "es2022",
      ...outputs[file],
    },
  });
}

if (existsSync("src/index.ts")) {
  execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.types.json"], {
    stdio: "inherit",
  });
}

function output(options) {
  return { rolldownOptions: { output: options } };
}
