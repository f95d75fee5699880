// Servers that are compared, as processes of their own whose memory can be looked at.
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
  #asked = false;

  collectGarbage() {
    this.#ask("GC.run");
  }

  /** What lives in the heap after a collection, in bytes. */
  heapBytes() {
    return Number(/used (\d+)K/.exec(this.#ask("GC.heap_info"))?.[1]) * 1024;
  }

  #ask(command) {
    // A JVM that was killed leaves its socket behind, and another may have its number now.
    if (!this.#asked) rmSync(join(tmpdir(), `.java_pid${this.pid}`), { force: true });
    this.#asked = true;
    return execFileSync("jcmd", [String(this.pid), command], { encoding: "utf8" });
  }

  stop() {
    return this.server.stop();
  }
}
