// Compares the bundles with dist-size-budget.json and fails when one has outgrown it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const folder = "target/classes/META-INF/peerconnect";
const budgets = JSON.parse(readFileSync("dist-size-budget.json", "utf8"));

for (const [file, { entry, measure, maxBytes }] of Object.entries(budgets)) {
  if (!existsSync(entry)) {
    continue;
  }
  const bytes = readFileSync(findBundle(file));
  const size = measure === "gzip" ? gzipSync(bytes, { level: 9 }).length : bytes.length;
  console.log(`${file}: ${size} of ${maxBytes} bytes (${measure})`);
  if (size > maxBytes) {
    process.exitCode = 1;
  }
}

// Names that change with the content have an asterisk in their place.
function findBundle(file) {
  const [name, end] = `${folder}/${file}`.split("*");
  if (end === undefined) {
    return name;
  }
  const parts = name.slice(0, name.lastIndexOf("/"));
  const found = readdirSync(parts).find((it) => `${parts}/${it}`.startsWith(name));
  return `${parts}/${found}`;
}
