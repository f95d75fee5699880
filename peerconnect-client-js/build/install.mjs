// Installs the npm packages when the lock file is newer than what is installed. Not `npm ci`: that one refuses a lock file
// that leaves out the native bindings of other platforms.
import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

const installed = "node_modules/.package-lock.json";

const isCurrent =
  existsSync(installed) && statSync(installed).mtimeMs >= statSync("package-lock.json").mtimeMs;
if (!isCurrent) {
  execFileSync("npm", ["install", "--no-save", "--ignore-scripts"], { stdio: "inherit" });
}
