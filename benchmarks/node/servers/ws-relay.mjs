// What one writes in an afternoon: a relay on npm ws. Usage: ws-relay.mjs <port>.
// It checks neither tokens nor pairings.
import { WebSocketServer } from "ws";

const port = Number(process.argv[2]);
const sockets = new Map();
let lastId = 0;

new WebSocketServer({ port, host: "127.0.0.1", backlog: 1_000 }).on("connection", (socket) => {
  const id = `ws-${++lastId}`;
  sockets.set(id, socket);
  socket.on("close", () => sockets.delete(id));
  socket.on("message", (data) => {
    const { to, ...message } = JSON.parse(data);
    sockets.get(to)?.send(JSON.stringify({ ...message, from: id }));
  });
  socket.send(JSON.stringify({ type: "welcome", peer: id }));
});

// Lets the benchmark see what is held, and not what awaits collection.
process.on("SIGUSR2", () => globalThis.gc?.());
