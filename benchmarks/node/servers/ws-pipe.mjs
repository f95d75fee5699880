// Joins each two WebSockets that connect one after the other, on npm ws. Usage: ws-pipe.mjs <port>.
// It reads from one no faster than the other takes, and checks, seals and limits nothing.
import { WebSocketServer } from "ws";

const HIGH = 1_048_576;
const LOW = 262_144;

let waiting;
new WebSocketServer({ port: Number(process.argv[2]), host: "127.0.0.1", perMessageDeflate: false }).on(
  "connection",
  (socket) => {
    if (!waiting) {
      waiting = socket;
      return;
    }
    join(socket, waiting);
    join(waiting, socket);
    for (const end of [socket, waiting]) end.send("joined");
    waiting = undefined;
  },
);

function join(from, to) {
  from.on("message", (data) => {
    to.send(data, () => to.bufferedAmount <= LOW && from.isPaused && from.resume());
    if (to.bufferedAmount > HIGH) from.pause();
  });
  from.on("close", () => to.close());
}
