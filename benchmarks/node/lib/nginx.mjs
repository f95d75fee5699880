import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { freePort, processTree, startServer } from "./child.mjs";

// As nginx sends files best: by sendfile, with no log, and connections spread over its processes.
const configuration = (port) => `
daemon off;
worker_processes ${cpus().length};
pid nginx.pid;
error_log stderr;
events {
  worker_connections 1024;
  multi_accept off;
}
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  types { video/mp4 mp4; }
  client_body_temp_path temp;
  proxy_temp_path temp;
  fastcgi_temp_path temp;
  uwsgi_temp_path temp;
  scgi_temp_path temp;
  server {
    listen 127.0.0.1:${port} reuseport;
    root files;
  }
}
`;

/** Starts an nginx of our own that serves `files` below the folder. */
export async function startNginx(folder) {
  const port = await freePort();
  mkdirSync(join(folder, "temp"), { recursive: true });
  writeFileSync(join(folder, "nginx.conf"), configuration(port));
  const server = await startServer("nginx", ["-p", folder, "-c", join(folder, "nginx.conf")], { port });
  return {
    url: `http://127.0.0.1:${port}`,
    pids: () => processTree(server.pid),
    stop: () => {
      // Its children would outlive it.
      for (const pid of processTree(server.pid).slice(1)) process.kill(pid);
      return server.stop();
    },
  };
}

/** The version of nginx. */
export function nginxVersion() {
  return execFileSync("sh", ["-c", "nginx -v 2>&1"], { encoding: "utf8" }).trim().replace(/^.*: /, "");
}
