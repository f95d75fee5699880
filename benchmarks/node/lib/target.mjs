// Servers that are compared, as processes of their own whose memory can be looked at.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { freePort, startServer } from "./child.mjs";

const script = (name) => fileURLToPath(new URL(`../servers/${name}`, import.meta.url));

/** One of `servers/`. */
export class NodeTarget {
  usesJvm = false;

  async start() {
    this.port = await freePort();
    const args = ["--expose-gc", script(this.script), String(this.port)];
    this.server = await startServer(process.execPath, args, { port: this.port });
    this.pid = this.server.pid;
  }

  collectGarbage() {
    process.kill(this.pid, "SIGUSR2");
  }

  stop() {
    return this.server.stop();
  }
}

/** A server in a JVM. */
export class JvmTarget {
  usesJvm = true;

  collectGarbage() {
    execFileSync("jcmd", [String(this.pid), "GC.run"]);
  }

  /** What lives in the heap after a collection, in bytes. */
  heapBytes() {
    const info = execFileSync("jcmd", [String(this.pid), "GC.heap_info"], { encoding: "utf8" });
    return Number(/used (\d+)K/.exec(info)?.[1]) * 1024;
  }

  stop() {
    return this.server.stop();
  }
}
