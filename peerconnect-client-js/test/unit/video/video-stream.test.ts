/* oxlint-disable typescript/unbound-method -- the methods that are compared are mocks */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PageConfig } from "../../../src/config.ts";
import { ClientEvents } from "../../../src/metrics/events.ts";
import type { Welcome } from "../../../src/protocol/messages.ts";
import type { JoinToken } from "../../../src/signaling/join-token.ts";
import type { MediaElement } from "../../../src/video/media-element.ts";
import type { Swarm, SwarmOptions } from "../../../src/video/swarm.ts";
import type { VideoHost } from "../../../src/video/video-host.ts";
import type { InfoHash, VideoMessage } from "../../../src/video/video-protocol.ts";
import { VideoStream } from "../../../src/video/video-stream.ts";
import type { VideoAnswer } from "../../../src/worker/video-messages.ts";

const FOREST = "c12fe1c06bba254a9dc9f519b335aa7c1367a88a" as InfoHash;
const PATH = "/videos/forest.mp4";
/** 100 kB a second, for 100 seconds. */
const LENGTH = 10_000_000;
const PIECE = 100_000;
const VIDEO = { infoHash: FOREST, length: LENGTH, pieceLength: PIECE, mediaType: "video/mp4" };
const METAINFO = new Uint8Array([1, 2, 3]);

declare function setImmediate(callback: (value: unknown) => void): void;

let said: VideoAnswer[];
let sent: VideoMessage[];
let events: [string, object][];
let host: VideoHost;
let media: { seconds: number; isIdle: boolean; rate: () => number };
let swarm: Swarm | undefined;
let joined: SwarmOptions | undefined;
/** What was asked of the site. */
let fetched: string[];
let torrent: () => Response;
let tokens: number;
let playerLoads: Promise<void> | undefined;
/** What the store may take, once the browser has told. */
let space: Promise<number>;
let stream: VideoStream;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  vi.stubGlobal("location", { href: "https://example.org/" });
  vi.stubGlobal("navigator", {});
  fetched = [];
  torrent = () => new Response(METAINFO);
  vi.stubGlobal("fetch", async (url: string) => {
    fetched.push(url);
    return torrent();
  });
  tokens = 0;
  space = Promise.resolve(50 * PIECE);
  playerLoads = undefined;
  said = [];
  sent = [];
  events = [];
  joined = undefined;
  media = { seconds: 0, isIdle: false, rate: () => 100_000 };
  const clientEvents = new ClientEvents();
  for (const type of ["video", "piece", "fallback"] as const) {
    clientEvents.addEventListener(type, ({ detail }) => events.push([type, detail]));
  }
  host = {
    config: {
      base: "/peerconnect",
      video: { aheadMs: 6000, urgentMs: 1500, storeBytes: 1 },
    } as unknown as PageConfig,
    events: clientEvents,
    policy: { mayHold: true, mayReceive: true, maySend: true, onchange: () => undefined },
    signal: new AbortController().signal,
    noteHeld: vi.fn<() => void>(),
    client: {
      welcome: { resumed: false } as unknown as Welcome,
      limits: { spend: () => 0 },
      metrics: { count: vi.fn<() => void>(), countFallback: vi.fn<() => void>() },
      open: () => undefined,
      send: (message) => sent.push(message) > 0,
      stats: () => ({
        state: "ready",
        peers: 0,
        received: 0,
        origin: 0,
        cached: 0,
        shared: 0,
        fallbacks: {},
      }),
    },
  };
  stream = new VideoStream({
    host,
    path: PATH,
    url: PATH,
    worker: { send: (answer) => said.push(answer), tell: () => undefined },
    token: { get: async () => `token ${++tokens}` } as unknown as JoinToken,
    importPlayer: async () => {
      await playerLoads;
      return {
        joinSwarm: async (options) => {
          joined = options;
          if (!swarm) throw new TypeError("There is no tracker");
          return swarm;
        },
      };
    },
    maxBytes: () => space,
  });
  stream.add(media as unknown as MediaElement);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const read = (offset: number, id = 1): void =>
  stream.read({ type: "read", id, path: PATH, offset, length: LENGTH });

async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

async function identify(active = false): Promise<void> {
  stream.watch();
  stream.receive({ type: "watched", path: PATH, video: VIDEO, active, others: active ? 1 : 0 });
  await settle();
}

/** The worker took what it was told to, from an origin of so many bytes a second. */
function take(offset: number, rate = 10_000_000): number {
  const answer = said.at(-1);
  const length = answer?.type === "origin" ? answer.length : 0;
  vi.advanceTimersByTime((length * 1000) / rate);
  const end = Math.min(LENGTH, offset + length);
  stream.took(offset, new Uint8Array(end - offset));
  return end;
}

function makeSwarm(change: Partial<Swarm> = {}): Swarm {
  return {
    peers: 1,
    received: 0,
    origin: 0,
    shared: 0,
    urgentSeconds: 0.5,
    has: () => false,
    get: async () => undefined,
    offer: vi.fn<Swarm["offer"]>(),
    isComing: () => false,
    tick: vi.fn<Swarm["tick"]>(),
    ranDry: vi.fn<Swarm["ranDry"]>(),
    leased: vi.fn<Swarm["leased"]>(),
    conversationBegan: vi.fn<Swarm["conversationBegan"]>(),
    sharingChanged: vi.fn<Swarm["sharingChanged"]>(),
    lost: vi.fn<Swarm["lost"]>(),
    close: vi.fn<Swarm["close"]>(),
    ...change,
  };
}

it("says once that the video is watched", () => {
  stream.watch();
  stream.watch();
  expect(sent).toEqual([{ type: "watch", path: PATH, sharing: true }]);
});

it("says nothing for somebody who does not take part", () => {
  Object.assign(host.policy, { mayReceive: false });
  stream.watch();
  expect(sent).toEqual([]);
});

const greet = (): void => stream.greeted((message) => sent.push(message));

describe("with the first message to the site", () => {
  beforeEach(() => Object.assign(host.client ?? {}, { welcome: undefined }));

  it("says that the video is watched, and not again after the welcome", () => {
    stream.watch();
    expect(sent).toEqual([]);
    greet();
    Object.assign(host.client ?? {}, { welcome: { resumed: false } });
    stream.changed();
    expect(sent).toEqual([{ type: "watch", path: PATH, sharing: true }]);
  });

  it("says it again after a message that was lost", () => {
    stream.watch();
    greet();
    stream.changed();
    greet();
    expect(sent).toHaveLength(2);
  });

  it("says nothing of a video that nobody watches, or for somebody who does not take part", () => {
    greet();
    stream.watch();
    Object.assign(host.policy, { mayReceive: false });
    greet();
    expect(sent).toEqual([]);
  });
});

it("lets a swarm hear first whether a conversation is a new one", async () => {
  swarm = makeSwarm();
  await identify(true);
  Object.assign(host.client ?? {}, { welcome: undefined });
  stream.changed();
  greet();
  expect(sent).toHaveLength(1);
  Object.assign(host.client ?? {}, { welcome: { resumed: false } });
  stream.changed();
  expect(swarm.conversationBegan).toHaveBeenCalledOnce();
  expect(sent).toHaveLength(2);
});

it("says it again when sharing changes, and in a new conversation", () => {
  stream.watch();
  Object.assign(host.policy, { maySend: false });
  stream.changed();
  const { client } = host;
  host.client = undefined;
  stream.changed();
  host.client = client;
  stream.changed();
  expect(sent.map((message) => message.type === "watch" && message.sharing)).toEqual([
    true,
    false,
    false,
  ]);
});

describe("alone", () => {
  it("takes little before the site said whether others watch", () => {
    stream.watch();
    read(0);
    expect(said).toEqual([{ type: "origin", id: 1, length: 49_152 }]);
  });

  it("takes little while it is about to join", async () => {
    space = new Promise(() => {});
    await identify(true);
    read(0);
    expect(said).toEqual([{ type: "origin", id: 1, length: 49_152 }]);
  });

  it("keeps nobody waiting whose element is not known", async () => {
    stream.remove(media as unknown as MediaElement);
    await identify();
    read(0);
    expect(said).toEqual([{ type: "origin", id: 1, length: 300_000 }]);
  });

  it("takes more when the site does not say", () => {
    stream.watch();
    read(0);
    vi.advanceTimersByTime(2500);
    media.seconds = 0.4;
    read(49_152);
    expect(said.at(-1)).toEqual({ type: "origin", id: 1, length: 310_000 });
  });

  it("loads ahead what the operator allows, and no more", async () => {
    await identify();
    read(0);
    let offset = take(0);
    vi.advanceTimersByTime(10_000);
    media.seconds = 1.5;
    read(offset);
    expect(said.at(-1)).toEqual({ type: "origin", id: 1, length: 400_000 });
    offset = take(offset);
    media.seconds = 5.5;
    read(offset);
    expect(said.at(-1)).toEqual({ type: "wait", id: 1 });
    media.seconds = 5.4;
    stream.tick();
    expect(said.at(-1)).toEqual({ type: "origin", id: 1, length: 300_000 });
  });

  it("loads less ahead in the beginning, when others may come", async () => {
    await identify();
    read(0);
    media.seconds = 1.1;
    read(take(0));
    expect(said.at(-1)).toEqual({ type: "wait", id: 1 });
    media.seconds = 0.9;
    stream.tick();
    expect(said.at(-1)).toMatchObject({ type: "origin" });
  });

  it("takes whole pieces, since a part is of no use to others", async () => {
    await identify();
    read(50_000);
    expect(said.at(-1)).toEqual({ type: "origin", id: 1, length: 350_000 });
    read(9_950_000);
    expect(said.at(-1)).toEqual({ type: "origin", id: 1, length: 50_000 });
  });

  it("loads more ahead from a site that is hardly faster than the video", async () => {
    await identify();
    read(0);
    media.seconds = 6;
    read(take(0, 150_000));
    expect(said.at(-1)).toEqual({ type: "origin", id: 1, length: 900_000 });
  });

  it("loads no more than the beginning for an element that is not played", async () => {
    read(0);
    media.isIdle = true;
    read(take(0));
    expect(said.at(-1)).toEqual({ type: "wait", id: 1 });
  });

  it("tells the worker every second that it is there", async () => {
    await identify();
    media.seconds = 10;
    read(0);
    for (let i = 0; i < 15; i++) {
      vi.advanceTimersByTime(200);
      stream.tick();
    }
    expect(said.filter(({ type }) => type === "wait")).toHaveLength(4);
  });

  it("keeps what it loads, and delivers it again from there", async () => {
    await identify();
    read(0);
    take(0);
    read(50_000);
    await settle();
    const answer = said.at(-1);
    expect(answer).toMatchObject({ type: "bytes", id: 1 });
    expect(answer?.type === "bytes" && answer.bytes.length).toBe(50_000);
    expect(stream.stats()).toMatchObject({
      state: "direct",
      pieces: 100,
      held: 3,
      origin: 300_000,
    });
    expect(events).toContainEqual([
      "piece",
      { url: PATH, piece: 0, pieces: 100, source: "origin", bytes: PIECE },
    ]);
    expect(host.noteHeld).toHaveBeenCalled();
  });

  it("keeps what came before the site told how it is cut", async () => {
    stream.took(0, new Uint8Array(PIECE));
    await identify();
    expect(stream.stats()?.held).toBe(1);
  });

  it("keeps nothing for somebody who may not hold anything", async () => {
    Object.assign(host.policy, { mayHold: false });
    await identify();
    read(0);
    take(0);
    expect(stream.stats()?.held).toBe(0);
  });
});

describe("in a swarm", () => {
  beforeEach(async () => {
    swarm = makeSwarm();
    await identify(true);
  });

  it("says so", () => {
    expect(events.filter(([type]) => type === "video").map(([, detail]) => detail)).toEqual([
      { url: PATH, infoHash: FOREST, state: "direct" },
      { url: PATH, infoHash: FOREST, state: "swarm" },
    ]);
    expect(joined?.others()).toBe(1);
  });

  it("waits for others as long as there is time", () => {
    media.seconds = 0.6;
    read(50_000);
    expect(said.at(-1)).toEqual({ type: "wait", id: 1 });
    media.seconds = 0.4;
    vi.advanceTimersByTime(100);
    expect(said.at(-1)).toMatchObject({ type: "origin" });
  });

  it("takes no more from the site than is urgent, and no scraps", () => {
    media.seconds = 0;
    read(0);
    expect(said.at(-1)).toEqual({ type: "origin", id: 1, length: 60_000 });
    media.seconds = 0.5;
    read(20_000);
    expect(said.at(-1)).toEqual({ type: "origin", id: 1, length: 49_152 });
    read(40_000);
    expect(said.at(-1)).toEqual({ type: "origin", id: 1, length: 60_000 });
  });

  it("waits for what is about to come", () => {
    swarm = Object.assign(swarm ?? makeSwarm(), { isComing: () => true });
    read(0);
    expect(said.at(-1)).toEqual({ type: "wait", id: 1 });
  });

  it("delivers what is there and right", async () => {
    Object.assign(swarm ?? {}, {
      has: (piece: number) => piece === 3,
      get: async () => new Uint8Array(PIECE).fill(3),
    });
    read(3 * PIECE + 10);
    await settle();
    const answer = said.at(-1);
    expect(answer?.type === "bytes" && [answer.bytes.length, answer.bytes[0]]).toEqual([
      PIECE - 10,
      3,
    ]);
  });

  it("hands on what the worker took from the site", () => {
    stream.took(0, new Uint8Array(250_000));
    expect(vi.mocked(swarm?.offer ?? (() => undefined)).mock.calls.map(([piece]) => piece)).toEqual(
      [0, 1],
    );
  });

  it("tells it where the video is being watched", () => {
    media.seconds = 3;
    read(400_000);
    stream.tick();
    expect(swarm?.tick).toHaveBeenLastCalledWith({ offset: 400_000, seconds: 3, rate: 100_000 });
  });

  it("tells it what is on its way from the site, so that it does not take that again", () => {
    read(400_000);
    expect(said.at(-1)).toEqual({ type: "origin", id: 1, length: 60_000 });
    stream.tick();
    expect(swarm?.tick).toHaveBeenLastCalledWith({ offset: 460_000, seconds: 0, rate: 100_000 });
  });

  it("tells it where the visitor went instead, whatever was on its way", () => {
    read(400_000);
    media.seconds = 3;
    read(2_000_000);
    stream.tick();
    expect(swarm?.tick).toHaveBeenLastCalledWith({ offset: 2_000_000, seconds: 3, rate: 100_000 });
  });

  it("leaves when it is over, and joins again", async () => {
    stream.receive({ type: "swarm", infoHash: FOREST, active: false, others: 0 });
    expect(swarm?.close).toHaveBeenCalled();
    expect(stream.stats()?.state).toBe("direct");
    stream.receive({ type: "swarm", infoHash: FOREST, active: true, others: 1 });
    await settle();
    expect(stream.stats()?.state).toBe("swarm");
  });

  it("leaves when the visitor does not take part any more", () => {
    Object.assign(host.policy, { mayReceive: false });
    stream.changed();
    expect(swarm?.close).toHaveBeenCalled();
  });

  it("leaves when the video changed, and goes on with what the site has", () => {
    stream.receive({ type: "withdrawn", infoHash: FOREST });
    expect(swarm?.close).toHaveBeenCalled();
    expect(stream.stats()).toBeUndefined();
    read(0);
    expect(said.at(-1)).toMatchObject({ type: "origin" });
  });

  it("says that nobody watches any more", () => {
    stream.remove(media as unknown as MediaElement);
    expect(sent.at(-1)).toEqual({ type: "unwatch", infoHash: FOREST });
    expect(swarm?.close).toHaveBeenCalled();
  });
});

describe("while the player loads", () => {
  let arrive: () => void;

  beforeEach(async () => {
    swarm = makeSwarm();
    playerLoads = new Promise((resolve) => {
      arrive = resolve;
    });
  });

  it("asks for the torrent and a token", async () => {
    await identify(true);
    expect(fetched).toEqual([`/peerconnect/torrents/${FOREST}.torrent`]);
    expect(tokens).toBe(1);
    expect(joined).toBeUndefined();
    arrive();
    await settle();
    expect(await joined?.metainfo).toEqual(METAINFO);
  });

  it("waits for others for a moment, as in a swarm", async () => {
    await identify(true);
    media.seconds = 0.5;
    read(0);
    expect(said.at(-1)).toEqual({ type: "wait", id: 1 });
    media.seconds = 0.2;
    stream.tick();
    expect(said.at(-1)).toEqual({ type: "origin", id: 1, length: 49_152 });
  });

  it("goes on with the site when neither comes, and asks for all of it again in time", async () => {
    torrent = () => new Response(null, { status: 404 });
    playerLoads = Promise.reject(new TypeError("Failed to fetch"));
    await identify(true);
    // A rejection that nobody handles is noticed after this.
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    read(0);
    expect(said.at(-1)).toEqual({ type: "origin", id: 1, length: 300_000 });
    playerLoads = undefined;
    torrent = () => new Response(METAINFO);
    vi.advanceTimersByTime(30_000);
    stream.tick();
    await settle();
    expect([fetched.length, tokens]).toEqual([2, 2]);
    expect(stream.stats()?.state).toBe("swarm");
  });

  it("leaves it to the swarm that there is no torrent", async () => {
    torrent = () => new Response(null, { status: 404 });
    await identify(true);
    arrive();
    await settle();
    await expect(joined?.metainfo).rejects.toThrow("Status 404 for a torrent");
  });
});

it("believes what the site said last", async () => {
  stream.watch();
  stream.receive({ type: "watched", path: PATH, video: VIDEO, active: false, others: 0 });
  // Before it is known how much may be kept.
  stream.receive({ type: "swarm", infoHash: FOREST, active: true, others: 1 });
  await settle();
  expect(joined?.others()).toBe(1);
});

it("tries again in time when the swarm could not be joined", async () => {
  swarm = undefined;
  await identify(true);
  joined = undefined;
  vi.advanceTimersByTime(29_000);
  stream.tick();
  await settle();
  expect(joined).toBeUndefined();
  vi.advanceTimersByTime(1000);
  stream.tick();
  await settle();
  expect(joined).toBeDefined();
});

it("goes on with the site when the swarm cannot be joined", async () => {
  swarm = undefined;
  await identify(true);
  expect(stream.stats()?.state).toBe("direct");
  vi.advanceTimersByTime(3000);
  read(0);
  expect(said.at(-1)).toMatchObject({ type: "origin" });
});
