import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Client } from "../../src/client.ts";
import type { PageConfig } from "../../src/config.ts";
import { ClientEvents } from "../../src/metrics/events.ts";
import type { Digest } from "../../src/protocol/values.ts";
import { ALICE, BOB, makeAsset } from "../support/assets.ts";
import { FakeConnection } from "../support/fake-connection.ts";
import { FakeSocket } from "../support/fake-socket.ts";

const CONFIG: PageConfig = {
  base: "/peerconnect",
  token: `${Math.floor(Date.now() / 1000 + 600).toString(36)}.visitor.signature`,
  mode: "rewrite",
  consent: "implied",
  badge: false,
  blobs: true,
  foldLoading: true,
  mediaTypes: ["image"],
  excludeFormats: [],
  visibleWaitMs: 300,
  stallMs: 500,
  connectMs: 2000,
  completeMs: 2000,
  uploadRate: 1e6,
  uploadTotal: 1e8,
  uploads: 4,
  connections: 8,
  uploadWhenHidden: false,
  cacheBytes: 1e8,
};

let sockets: FakeSocket[];
let addresses: string[];
let connections: FakeConnection[];
let sharing: { maySend: boolean; mayReceive: boolean; onchange: (listener: () => void) => void };
let changed: () => void;
let states: string[];
let client: Client;

beforeEach(() => {
  sockets = [];
  addresses = [];
  connections = [];
  states = [];
  vi.stubGlobal("location", new URL("https://site.example/gallery"));
  vi.stubGlobal("WebSocket", function openSocket(url: string) {
    addresses.push(url);
    const socket = new FakeSocket();
    sockets.push(socket);
    return socket;
  });
  vi.stubGlobal("RTCPeerConnection", function openConnection() {
    const connection = new FakeConnection();
    connections.push(connection);
    return connection;
  });
  sharing = { maySend: true, mayReceive: true, onchange: (listener) => (changed = listener) };
  const events = new ClientEvents();
  events.addEventListener("state", ({ detail }) => states.push(detail.state));
  client = new Client({ config: CONFIG, sharing, events, video: {} });
});

afterEach(() => {
  client.stop();
  vi.unstubAllGlobals();
});

function load(digest: Digest): ReturnType<Client["loader"]["load"]> {
  const signal = new AbortController().signal;
  const url = "https://site.example/img/lion.jpg";
  return client.loader.load({ url, digest, signal, order: 0, isVisible: () => false });
}

async function connect(): Promise<FakeSocket> {
  const socket = await vi.waitFor(() => {
    const last = sockets.at(-1);
    expect(last).toBeDefined();
    return last ?? new FakeSocket();
  });
  socket.accept();
  await vi.waitFor(() => expect(socket.sent).toHaveLength(1));
  socket.say({
    type: "welcome",
    peer: ALICE,
    resume: "secret",
    resumed: false,
    iceServers: [],
    icePolicy: "all",
  });
  return socket;
}

it("opens nothing before there is something to ask", () => {
  client.start();
  expect([sockets, connections]).toEqual([[], []]);
  expect(states).toEqual(["idle"]);
});

it("asks in its first message, and calls the peer that the server names", async () => {
  const lion = await makeAsset(100);
  client.start();
  void load(lion.digest);
  const socket = await connect();
  expect(addresses).toEqual(["wss://site.example/peerconnect/signaling"]);
  expect(socket.sent[0]).toMatchObject({ type: "hello", sharing: true, want: [lion.digest] });
  expect(connections).toEqual([]);
  const { digest } = lion;
  socket.say({
    type: "sources",
    assets: [{ digest, length: 100, mediaType: "image/png", peers: [BOB] }],
  });
  expect(connections).toHaveLength(1);
  await vi.waitFor(() => expect(socket.sent.at(-1)).toMatchObject({ type: "offer", to: BOB }));
});

it("keeps what the page learnt, offers it and serves it to the page", async () => {
  const lion = await makeAsset(100);
  client.start();
  expect(await client.loader.hold(lion.digest, "image/png", lion.bytes.buffer)).toBe(true);
  const socket = await connect();
  expect(socket.sent[0]).toMatchObject({ type: "hello", have: [lion.digest] });
  const delivery = await load(lion.digest);
  expect(delivery.source).toBe("cache");
  expect(client.stats().cached).toBe(100);
});

it("offers what it holds already without a look at its bytes", async () => {
  const [lion, bear] = await Promise.all([makeAsset(100), makeAsset(100)]);
  client.start();
  await client.loader.hold(lion.digest, "image/png", lion.bytes.buffer);
  expect(await client.loader.holds(lion.digest)).toBe(true);
  expect(await client.loader.holds(bear.digest)).toBe(false);
});

it("offers what the browser has just loaded, without a request of its own", async () => {
  const lion = await makeAsset(100);
  const load = vi.fn<typeof fetch>(
    async () => new Response(lion.bytes, { headers: { "content-type": "image/png" } }),
  );
  vi.stubGlobal("fetch", load);
  client.start();
  expect(await client.loader.adopt("/lion.png", lion.digest)).toBe(true);
  expect(load.mock.calls).toEqual([
    ["/lion.png", { mode: "same-origin", cache: "only-if-cached" }],
  ]);
  const socket = await connect();
  expect(socket.sent[0]).toMatchObject({ type: "hello", have: [lion.digest] });
});

it.each<[string, typeof fetch]>([
  ["answers 504", async () => new Response(null, { status: 504 })],
  ["throws", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["has something else", async () => new Response("bear")],
])("offers nothing when the HTTP cache %s", async (_, load) => {
  const lion = await makeAsset(100);
  vi.stubGlobal("fetch", load);
  client.start();
  expect(await client.loader.adopt("/lion.png", lion.digest)).toBe(false);
  expect(sockets).toEqual([]);
});

it("does not offer what its cache did not keep", async () => {
  const lion = await makeAsset(100);
  client.stop();
  vi.stubGlobal("caches", { open: async () => ({ keys: async () => [] }) });
  const events = new ClientEvents();
  client = new Client({ config: { ...CONFIG, cacheBytes: 50 }, sharing, events, video: {} });
  client.start();
  expect(await client.loader.hold(lion.digest, "image/png", lion.bytes.buffer)).toBe(false);
  expect(sockets).toEqual([]);
});

it("does not keep bytes that do not match", async () => {
  const [lion, bear] = await Promise.all([makeAsset(100), makeAsset(100)]);
  client.start();
  expect(await client.loader.hold(lion.digest, "image/png", bear.bytes.buffer)).toBe(false);
  expect(sockets).toEqual([]);
});

it("has no connection of any kind when the visitor has opted out", async () => {
  const lion = await makeAsset(100);
  client.start();
  await client.loader.hold(lion.digest, "image/png", lion.bytes.buffer);
  const socket = await connect();
  const sdp = "v=0\r\n";
  socket.say({ type: "offer", from: BOB, sdp });
  expect(connections).toHaveLength(1);
  Object.assign(sharing, { maySend: false, mayReceive: false });
  changed();
  expect(connections[0]?.signalingState).toBe("closed");
  expect(socket.readyState).toBe(3);
  expect(await load(lion.digest)).toEqual({ source: "origin", cause: "unsupported" });
  expect(sockets).toHaveLength(1);
});

it("tells the server when it may no longer send, and answers no call then", async () => {
  const lion = await makeAsset(100);
  client.start();
  await client.loader.hold(lion.digest, "image/png", lion.bytes.buffer);
  const socket = await connect();
  sharing.maySend = false;
  changed();
  expect(socket.sent.at(-1)).toEqual({ type: "availability", sharing: false });
  socket.say({ type: "offer", from: BOB, sdp: "v=0\r\n" });
  expect(connections).toEqual([]);
});

it("closes everything for the back/forward cache, and comes back", async () => {
  const lion = await makeAsset(100);
  client.start();
  await client.loader.hold(lion.digest, "image/png", lion.bytes.buffer);
  const socket = await connect();
  client.suspend();
  expect(socket.readyState).toBe(3);
  client.resume();
  expect(sockets).toHaveLength(2);
  await connect();
  expect(sockets[1]?.sent[0]).toMatchObject({ resume: "secret", have: [lion.digest] });
  expect(states).toEqual([
    "idle",
    "connecting",
    "ready",
    "suspended",
    "idle",
    "connecting",
    "ready",
  ]);
});

it("stays closed after it was stopped", async () => {
  const lion = await makeAsset(100);
  client.start();
  client.stop();
  client.start();
  client.resume();
  expect(await load(lion.digest)).toEqual({ source: "origin", cause: "unsupported" });
  expect(sockets).toEqual([]);
});

it("leaves everything to the origin where nothing could be verified", async () => {
  vi.stubGlobal("crypto", {});
  const plain = new Client({ config: CONFIG, sharing, events: new ClientEvents(), video: {} });
  plain.start();
  expect(await plain.loader.resolve(["/img/lion.jpg"])).toEqual([]);
  expect(plain.stats().state).toBe("off");
});
