// Bundles the scripts that the server serves into target/classes, and the npm package into dist.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { build } from "vite";
import { findPublicNames } from "./public-names.mjs";

const served = "target/classes/META-INF/peerconnect";
const bundles = [
  { entry: "src/peerconnect.ts", format: "iife", outDir: served, file: "peerconnect.js" },
  { entry: "src/bootstrap.ts", format: "iife", outDir: served, file: "bootstrap.js" },
  { entry: "src/worker/worker.ts", format: "iife", outDir: served, file: "worker.js" },
  { entry: "src/room/sink/disk-worker.ts", format: "iife", outDir: served, file: "rooms-disk.js" },
  // Drives the transfers of rooms in real browsers, for browser-tests and benchmarks.
  {
    entry: "test/harness/room-harness.ts",
    format: "iife",
    outDir: "target/harness",
    file: "room-harness.js",
  },
  { entry: "src/index.ts", format: "es", outDir: "dist", file: "peerconnect.mjs" },
];

for (const { entry, format, outDir, file } of bundles.filter((it) => existsSync(it.entry))) {
  await build({
    configFile: false,
    logLevel: "warn",
    build: {
      lib: { entry, formats: [format], name: "peerconnectBundle", fileName: () => file },
      outDir,
      emptyOutDir: false,
      // Whoever bundles the npm package minifies it with the rest.
      minify: format === "iife",
      target: "es2022",
      ...(file === "peerconnect.js" && {
        rolldownOptions: {
          output: {
            minify: {
              compress: true,
              mangle: true,
              codegen: true,
              mangleProps: { include: /^[a-z]\w{3,}$/, reserved: findPublicNames() },
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
