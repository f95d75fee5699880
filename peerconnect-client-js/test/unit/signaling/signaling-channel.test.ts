import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ServerMessage } from "../../../src/protocol/messages.ts";
import type { Digest } from "../../../src/protocol/values.ts";
import {
  type ChannelState,
  SignalingChannel,
  type SignalingChannelOptions,
} from "../../../src/signaling/signaling-channel.ts";
import { ALICE, BOB } from "../../support/assets.ts";
import { FakeSocket } from "../../support/fake-socket.ts";

const LION = "_FlIdxK76JtIiEe3e1dE-2uBW4_GXvKrGBSZWO22FGQ" as Digest;

let sockets: FakeSocket[];
let states: ChannelState[];
let heard: ServerMessage[];
let closing: AbortController;
let discarded: number;
let want: readonly Digest[];

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  states = [];
  heard = [];
  closing = new AbortController();
  discarded = 0;
  want = [LION];
});

afterEach(() => {
  vi.useRealTimers();
});

function makeChannel(onhello?: SignalingChannelOptions["onhello"]): SignalingChannel {
  return new SignalingChannel({
    url: "wss://site.example/peerconnect/signaling",
    token: { get: async () => "token", discard: () => discarded++ },
    greet: async () => ({ sharing: true, have: [], want: () => want }),
    ...(onhello && { onhello }),
    onmessage: (message) => heard.push(message),
    onstate: (state) => states.push(state),
    signal: closing.signal,
    openSocket: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket.asWebSocket;
    },
    random: () => 0.5,
  });
}

const last = (): FakeSocket => sockets.at(-1) ?? new FakeSocket();

async function welcome(resumed = false): Promise<void> {
  last().accept();
  await vi.advanceTimersByTimeAsync(0);
  last().say({
    type: "welcome",
    peer: ALICE,
    resume: "secret",
    resumed,
    iceServers: [],
    icePolicy: "all",
  });
}

describe("a signalling channel", () => {
  it("connects only when it is needed", () => {
    makeChannel();
    expect(sockets).toEqual([]);
  });

  it("says in its first message all that it knows", async () => {
    makeChannel().open();
    await welcome();
    expect(last().sent).toEqual([{ type: "hello", token: "token", sharing: true, want: [LION] }]);
    expect(states).toEqual(["connecting", "open"]);
  });

  it("sends nothing before it was welcomed", async () => {
    const channel = makeChannel();
    channel.open();
    last().accept();
    await vi.advanceTimersByTimeAsync(0);
    expect(channel.send({ type: "cancel", assets: [LION] })).toBe(false);
  });

  it("says at once after its first message what need not wait for the welcome", async () => {
    const watch = { type: "watch", path: "/videos/forest.mp4", sharing: true } as const;
    makeChannel((say) => say(watch)).open();
    last().accept();
    await vi.advanceTimersByTimeAsync(0);
    expect(last().sent).toMatchObject([{ type: "hello" }, watch]);
  });

  it("drops what it does not understand", async () => {
    makeChannel().open();
    await welcome();
    last().dispatchEvent(new MessageEvent("message", { data: "nonsense" }));
    last().dispatchEvent(new MessageEvent("message", { data: new ArrayBuffer(3) }));
    expect(heard.map(({ type }) => type)).toEqual(["welcome"]);
  });

  it("takes its session up after a lost connection", async () => {
    makeChannel().open();
    await welcome();
    last().drop(1006);
    await vi.advanceTimersByTimeAsync(5000);
    expect(sockets).toHaveLength(2);
    last().accept();
    await vi.advanceTimersByTimeAsync(0);
    expect(last().sent[0]).toMatchObject({ type: "hello", resume: "secret" });
  });

  it("sends parts of negotiations after the session was resumed", async () => {
    const channel = makeChannel();
    channel.open();
    await welcome();
    last().drop(1006);
    channel.signal({ type: "offer", to: BOB, sdp: "v=0" });
    await vi.advanceTimersByTimeAsync(5000);
    await welcome(true);
    expect(last().sent.at(-1)).toEqual({ type: "offer", to: BOB, sdp: "v=0" });
  });

  it("forgets parts of negotiations of a session that is gone", async () => {
    const channel = makeChannel();
    channel.open();
    await welcome();
    last().drop(1006);
    channel.signal({ type: "offer", to: BOB, sdp: "v=0" });
    await vi.advanceTimersByTimeAsync(5000);
    await welcome(false);
    expect(last().sent.map(({ type }) => type)).toEqual(["hello"]);
  });

  it("is down when the server cannot be reached, and tries less and less often", async () => {
    const channel = makeChannel();
    channel.open();
    last().drop(1006);
    expect(channel.state).toBe("down");
    const tries: number[] = [];
    for (let round = 0; round < 5; round++) {
      const before = sockets.length;
      let waited = 0;
      while (sockets.length === before && waited < 120_000) {
        await vi.advanceTimersByTimeAsync(100);
        waited += 100;
      }
      tries.push(waited);
      last().drop(1006);
    }
    expect(tries).toEqual([...tries].sort((a, b) => a - b));
    expect(tries.at(-1)).toBeGreaterThan(4 * (tries[0] ?? 0));
    expect(channel.state).toBe("down");
  });

  it("waits a minute after it was refused for policy, and does not resume", async () => {
    makeChannel().open();
    await welcome();
    last().drop(1008);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(sockets).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(17_000);
    expect(sockets).toHaveLength(2);
    last().accept();
    await vi.advanceTimersByTimeAsync(0);
    expect(last().sent[0]).not.toHaveProperty("resume");
  });

  it("comes back within three seconds when a node restarts", async () => {
    makeChannel().open();
    await welcome();
    last().drop(1012);
    await vi.advanceTimersByTimeAsync(3000);
    expect(sockets).toHaveLength(2);
  });

  it("comes back soon with a new token after a bad one", async () => {
    makeChannel().open();
    last().accept();
    await vi.advanceTimersByTimeAsync(0);
    last().say({ type: "failure", code: "bad-token", detail: "expired" });
    expect(discarded).toBe(1);
    last().drop(4004);
    await vi.advanceTimersByTimeAsync(2000);
    expect(sockets).toHaveLength(2);
  });

  it("gives a server up that accepts but does not welcome", async () => {
    const channel = makeChannel();
    channel.open();
    last().accept();
    await vi.advanceTimersByTimeAsync(8000);
    expect(channel.state).toBe("down");
  });

  it("replaces a connection that does not answer, but not again and again", async () => {
    const channel = makeChannel();
    channel.open();
    await welcome();
    vi.setSystemTime(Date.now() + 20_000);
    channel.reconnect();
    await welcome(true);
    channel.reconnect();
    expect(sockets).toHaveLength(2);
  });

  it("is down once its opener listens when sockets are forbidden", async () => {
    const channel = new SignalingChannel({
      url: "wss://site.example/",
      token: { get: async () => "", discard: () => {} },
      greet: async () => ({ sharing: false, have: [], want: () => [] }),
      onmessage: () => {},
      onstate: () => {},
      signal: closing.signal,
      openSocket: () => {
        throw new DOMException("forbidden", "SecurityError");
      },
    });
    channel.open();
    expect(channel.state).toBe("connecting");
    await vi.advanceTimersByTimeAsync(0);
    expect(channel.state).toBe("down");
  });

  it("leaves no timer and no socket behind", async () => {
    const channel = makeChannel();
    channel.open();
    await welcome();
    closing.abort();
    channel.open();
    expect(last().readyState).toBe(3);
    expect(vi.getTimerCount()).toBe(0);
    expect(channel.state).toBe("idle");
  });
});
