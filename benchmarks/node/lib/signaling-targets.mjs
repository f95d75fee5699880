// The signalling servers that are compared. Each knows how to start, how a client opens a
// session, how two clients are brought together, and what a message between them looks like.
import { randomUUID } from "node:crypto";
import { Agent, get } from "node:http";
import WebSocket from "ws";
import { freePort, startServer } from "./child.mjs";
import { JAR, startSite } from "./site.mjs";
import { JvmTarget, NodeTarget } from "./target.mjs";

/** Opens a socket as a browser does, which offers compression, and waits for the first message that `accept` takes. */
function openSocket(url, { origin, first, accept }) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { origin, perMessageDeflate: true });
    socket.once("error", reject);
    socket.once("close", (code) => reject(new Error(`${url} closed with ${code}`)));
    if (first !== undefined) socket.once("open", () => socket.send(first));
    socket.on("message", function listen(data) {
      const accepted = accept(JSON.parse(data));
      if (accepted === undefined) return;
      socket.off("message", listen);
      socket.removeAllListeners("error").removeAllListeners("close");
      socket.on("error", () => {});
      resolve({ socket, ...accepted });
    });
  });
}

/** What can be done with the sockets of every target. */
const sockets = {
  isOpen: ({ socket }) => socket.readyState === socket.OPEN,
  close({ socket }) {
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.close(1000);
    return closed;
  },
};

/** Any two clients of a plain relay may talk. */
async function pairFreely(open, count) {
  const pairs = [];
  for (let i = 0; i < count; i++) pairs.push([await open(), await open()]);
  return pairs;
}

class NodeRelay extends NodeTarget {
  openPairs(count) {
    return pairFreely(() => this.open(), count);
  }
}

class WsRelay extends NodeRelay {
  name = "npm ws, bare relay";
  script = "ws-relay.mjs";

  open() {
    return openSocket(`ws://127.0.0.1:${this.port}/`, {
      accept: (message) => (message.type === "welcome" ? { id: message.peer } : undefined),
    });
  }

  message(to, sdp) {
    return JSON.stringify({ type: "offer", to, sdp });
  }
}

class PeerJs extends NodeRelay {
  name = "PeerJS server";
  script = "peerjs-server.mjs";

  open() {
    const id = randomUUID();
    const query = new URLSearchParams({ key: "peerjs", id, token: randomUUID(), version: "1.5.4" });
    return openSocket(`ws://127.0.0.1:${this.port}/peerjs?${query}`, {
      accept: (message) => (message.type === "OPEN" ? { id } : undefined),
    });
  }

  message(to, sdp) {
    return JSON.stringify({ type: "OFFER", dst: to, payload: { sdp: { type: "offer", sdp } } });
  }
}

class Netty extends JvmTarget {
  name = "Netty, bare relay";

  async start() {
    this.port = await freePort();
    const main = "-Dloader.main=io.peerconnect.benchmarks.NettyRelay";
    this.server = await startServer("java", ["-Xmx768m", main, "-jar", JAR, String(this.port)], { port: this.port });
    this.pid = this.server.pid;
  }

  open() {
    return openSocket(`ws://127.0.0.1:${this.port}/`, {
      accept: (message) => (message.type === "welcome" ? { id: message.peer } : undefined),
    });
  }

  openPairs(count) {
    return pairFreely(() => this.open(), count);
  }

  message(to, sdp) {
    return JSON.stringify({ type: "offer", to, sdp });
  }
}

/** Ours, with all it checks: origin, token, sizes, rates, and that the two were matched over an asset. */
class PeerConnect extends JvmTarget {
  name;
  #assetsHeld;
  #properties;
  #agent = new Agent({ keepAlive: true, maxSockets: 8 });

  constructor({ name = "PeerConnect", assetsHeld = 0, properties = {} } = {}) {
    super();
    this.name = name;
    this.#assetsHeld = assetsHeld;
    this.#properties = {
      "peerconnect.threshold": 1,
      // Receivers here never download, so that their holders would count as busy.
      "peerconnect.swarm.uploads-per-peer": 1_000,
      ...properties,
    };
  }

  async start() {
    this.server = await startSite({ properties: this.#properties });
    this.pid = this.server.pid;
    await this.#learnAssets();
  }

  async #learnAssets() {
    for (let i = 0; i < 30; i++) await (await fetch(`${this.server.url}/images/small-${i}.jpg`)).arrayBuffer();
    const swarms = Object.values(await this.server.swarms());
    if (swarms.length === 0) throw new Error("The catalogue has learnt no asset");
    this.digests = swarms.map(({ digest }) => digest);
  }

  open() {
    return this.#hello({ have: this.digests.slice(0, this.#assetsHeld) });
  }

  async #hello({ have = [], want = [] }, accept = (message) => (message.type === "welcome" ? {} : undefined)) {
    const first = { type: "hello", token: await this.#token(), sharing: true };
    if (have.length > 0) first.have = have;
    if (want.length > 0) first.want = want;
    let id;
    return openSocket(`${this.server.url.replace("http", "ws")}/peerconnect/signaling`, {
      origin: this.server.url,
      first: JSON.stringify(first),
      accept: (message) => {
        if (message.type === "failure") throw new Error(`Refused: ${message.code}, ${message.detail}`);
        if (message.type === "welcome") id = message.peer;
        const accepted = accept(message);
        return accepted && { id, ...accepted };
      },
    });
  }

  /** Each receiver wants an asset that all holders have, and talks to the first peer that the server names. */
  async openPairs(count) {
    const holders = new Map();
    for (let i = 0; i < count; i++) {
      const holder = await this.#hello({ have: [this.digests[i % this.digests.length]] });
      holders.set(holder.id, holder);
    }
    const pairs = [];
    for (let i = 0; i < count; i++) {
      const receiver = await this.#hello({ want: [this.digests[i % this.digests.length]] }, (message) => {
        const named = message.type === "sources" ? message.assets[0].peers[0] : undefined;
        return named && { holder: named };
      });
      const holder = holders.get(receiver.holder);
      if (!holder) throw new Error(`The server named '${receiver.holder}', who is none of ours`);
      pairs.push([receiver, holder]);
    }
    return pairs;
  }

  message(to, sdp) {
    return Buffer.from(JSON.stringify({ type: "offer", to, sdp }));
  }

  #token() {
    return new Promise((resolve, reject) => {
      get(`${this.server.url}/peerconnect/token`, { agent: this.#agent }, (response) => {
        let body = "";
        response.on("data", (data) => (body += data));
        response.once("end", () => resolve(JSON.parse(body).token));
      }).once("error", reject);
    });
  }

  stop() {
    this.#agent.destroy();
    return super.stop();
  }
}

/** New targets, none started. `only` keeps those whose class is named. */
export function signalingTargets({ only } = {}) {
  const all = { peerconnect: () => new PeerConnect(), ws: () => new WsRelay(), peerjs: () => new PeerJs(), netty: () => new Netty() };
  return Object.entries(all)
    .filter(([key]) => only === undefined || only.includes(key))
    .map(([, create]) => Object.assign(create(), sockets));
}

/** Ours with its other settings, for what an idle connection holds. */
export function otherPeerConnects() {
  const tuned = { "peerconnect.signaling.tune-container": true };
  return [
    new PeerConnect({ name: "PeerConnect, tune-container", properties: tuned }),
    new PeerConnect({ name: "PeerConnect, tune-container, 30 assets held by each", properties: tuned, assetsHeld: 30 }),
  ].map((target) => Object.assign(target, sockets));
}
