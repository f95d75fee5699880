// Sends so many bytes to whoever asks. Usage: byte-source.mjs <port> <bytes>.
import { createServer } from "node:http";

const [port, bytes] = process.argv.slice(2).map(Number);
const body = Buffer.alloc(bytes, 0xa5);
createServer((_, response) => response.end(body)).listen(port, "0.0.0.0");
