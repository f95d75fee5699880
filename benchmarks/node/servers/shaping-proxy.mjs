// A TCP proxy that makes loopback as slow as a distant origin. Usage: shaping-proxy.mjs
// <host> <listen port> <target port> <round trip in ms> <Mbit/s>.
//
// All connections share one link: each direction has one queue that drains at the given
// rate, and what leaves it arrives half a round trip later. The first bytes of a connection
// wait one round trip more, for the handshake that loopback finishes at once. There is no
// slow start: a fresh connection gets the full rate, which flatters plain HTTP.
import { connect, createServer } from "node:net";

const host = process.argv[2];
const [listenPort, targetPort, roundTripMs, megabitsPerSecond] = process.argv.slice(3).map(Number);
const bytesPerMs = (megabitsPerSecond * 1e6) / 8 / 1000;
// Small enough that connections take turns, large enough that timers keep up.
const slice = 4_096;
// What may stand in the queue for one connection before its sender has to wait.
const maxQueued = 256 * 1_024;

class Link {
  #freeAt = 0;
  #onTheWay = [];
  #timer;

  /** Calls back when so many bytes have crossed the link, in the order of sending. */
  send(bytes, delivered) {
    this.#freeAt = Math.max(this.#freeAt, performance.now()) + bytes / bytesPerMs;
    this.#onTheWay.push({ arrivesAt: this.#freeAt + roundTripMs / 2, delivered });
    this.#timer ??= setTimeout(() => this.#arrive(), roundTripMs / 2);
  }

  // One timer for all: timers of different lengths do not keep the order in which they were set.
  #arrive() {
    const now = performance.now();
    while (this.#onTheWay.length > 0 && this.#onTheWay[0].arrivesAt <= now) this.#onTheWay.shift().delivered();
    const [next] = this.#onTheWay;
    this.#timer = next && setTimeout(() => this.#arrive(), next.arrivesAt - now);
  }
}

/** One direction of one connection; its slices take turns with those of others. */
class Flow {
  #link;
  #source;
  #sink;
  #chunks = [];
  #queued = 0;
  #inFlight = 0;
  #ended = false;

  constructor(link, source, sink, holdMs) {
    this.#link = link;
    this.#source = source;
    this.#sink = sink;
    const openAt = performance.now() + holdMs;
    source.on("data", (data) => {
      this.#queued += data.length;
      if (this.#queued > maxQueued) source.pause();
      for (let i = 0; i < data.length; i += slice) this.#chunks.push(data.subarray(i, i + slice));
      const wait = openAt - performance.now();
      if (wait > 0) setTimeout(() => this.#pump(), wait);
      else this.#pump();
    });
    source.on("end", () => {
      this.#ended = true;
      this.#pump();
    });
    source.on("error", () => sink.destroy());
    source.on("close", () => {
      this.#ended = true;
      this.#pump();
    });
  }

  #pump() {
    // Enough on the way to fill the link alone; the rest waits here so that others get in between.
    const window = Math.max(8 * slice, bytesPerMs * (roundTripMs / 2 + 20));
    while (this.#chunks.length > 0 && this.#inFlight < window) {
      const chunk = this.#chunks.shift();
      this.#inFlight += chunk.length;
      this.#link.send(chunk.length, () => this.#deliver(chunk));
    }
    if (this.#ended && this.#chunks.length === 0 && this.#inFlight === 0) this.#sink.end();
  }

  #deliver(chunk) {
    this.#inFlight -= chunk.length;
    this.#queued -= chunk.length;
    if (!this.#sink.destroyed) this.#sink.write(chunk);
    if (this.#queued <= maxQueued) this.#source.resume();
    this.#pump();
  }
}

const up = new Link();
const down = new Link();
createServer((client) => {
  client.setNoDelay(true);
  const target = connect(targetPort, host);
  target.setNoDelay(true);
  new Flow(up, client, target, roundTripMs);
  new Flow(down, target, client, 0);
}).listen(listenPort, host);
