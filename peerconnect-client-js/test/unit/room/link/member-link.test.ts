import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fromBase64Url, toBase64Url } from "../../../../src/room/protocol/base64url.ts";
import type { FakeRelaySocket } from "../../../support/fake-relay.ts";
import { keyOf, LinkPair, settle, until } from "../../../support/link-pair.ts";

// Real cryptography on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

let pair: LinkPair;

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"],
  });
});

afterEach(() => {
  pair.close();
  vi.useRealTimers();
});

const bothAre = (path: string) => (): boolean =>
  pair.alice.link.path === path && pair.bob.link.path === path;

/** Let time go by, and what it brings. */
async function wait(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 500) {
    await vi.advanceTimersByTimeAsync(500);
    await settle();
  }
}

/** Let time go by until a condition holds. */
async function comesTo(condition: () => boolean): Promise<void> {
  for (let turn = 0; !condition(); turn++) {
    if (turn > 1500) {
      throw new Error(`Not yet: ${pair.alice.log.join()} / ${pair.bob.log.join()}`);
    }
    await vi.advanceTimersByTimeAsync(50);
    await settle();
  }
}

const becomes = (path: string): Promise<void> => comesTo(bothAre(path));

const isTold = (text: string): Promise<void> =>
  comesTo(() => [...pair.alice.log, ...pair.bob.log].includes(text));

/** The sockets of the last relay, first that of an end. */
function socketsOf(end: string): [FakeRelaySocket, FakeRelaySocket] {
  const [first, second] = pair.relays.at(-1) ?? [];
  if (!first || !second) {
    throw new TypeError("There is no relay");
  }
  return pair.relayAskedBy === end ? [first, second] : [second, first];
}

function bytes(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, at) => (at * 31 + seed) & 255);
}

function flip(box: string): string {
  const changed = fromBase64Url(box) ?? new Uint8Array(0);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  return toBase64Url(changed);
}

function changed(frame: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const copy = frame.slice();
  copy[3] = (copy[3] ?? 0) ^ 4;
  return copy;
}

const blockDirect = (it: LinkPair): void => {
  it.network.isUp = false;
};

describe("a link to a member", () => {
  it("opens a direct path, and carries messages in order", async () => {
    pair = await LinkPair.connect();
    await becomes("direct");
    expect(pair.alice.log).toEqual(["direct", "open direct"]);
    expect(pair.alice.link.send(bytes(65_536))).toBe(true);
    pair.alice.link.send(bytes(3));
    pair.bob.link.send(bytes(5));
    await until(() => pair.bob.messages.length === 2 && pair.alice.messages.length === 1);
    expect(pair.bob.messages).toEqual([bytes(65_536), bytes(3)]);
    expect(pair.alice.messages).toEqual([bytes(5)]);
    expect(pair.relayAsked).toBe(0);
  });

  it("sends nothing before there is a path", async () => {
    pair = await LinkPair.connect();
    expect(pair.alice.link.send(bytes(1))).toBe(false);
  });

  it("refuses messages that are too long", async () => {
    pair = await LinkPair.connect();
    await becomes("direct");
    expect(() => pair.alice.link.send(bytes(65_537))).toThrow(RangeError);
  });

  it("gives both ends the same authentication, and other pairs another", async () => {
    pair = await LinkPair.connect();
    await becomes("direct");
    const first = pair.alice.link.authentication;
    expect(first).toHaveLength(16);
    expect(pair.bob.link.authentication).toEqual(first);
    pair.close();
    pair = await LinkPair.connect();
    await becomes("direct");
    expect(pair.alice.link.authentication).not.toEqual(first);
  });

  it("shows the server nothing of its descriptions", async () => {
    pair = await LinkPair.connect();
    await becomes("direct");
    const seen = pair.boxes.map((box) => new TextDecoder("latin1").decode(fromBase64Url(box)));
    expect(seen.join("\n")).not.toMatch(/v=0|fingerprint|candidate|offer/);
  });

  it("takes the relay after five seconds", async () => {
    pair = await LinkPair.connect(blockDirect);
    await wait(4500);
    expect(pair.relayAsked).toBe(0);
    await becomes("relayed");
    expect(pair.alice.log).toEqual(["relayed", "open relayed"]);
    pair.alice.link.send(bytes(65_536));
    pair.bob.link.send(bytes(9));
    await until(() => pair.bob.messages.length === 1 && pair.alice.messages.length === 1);
    expect(pair.bob.messages[0]).toEqual(bytes(65_536));
    expect(pair.alice.messages[0]).toEqual(bytes(9));
  });

  it("takes the relay at once when the direct path dies, and says so", async () => {
    pair = await LinkPair.connect();
    await becomes("direct");
    pair.network.goDown();
    expect(pair.alice.link.path).toBe("connecting");
    await becomes("relayed");
    expect(pair.bob.log).toEqual([
      "direct",
      "open direct",
      "connecting",
      "relayed",
      "open relayed",
    ]);
  });

  it("takes the relay when only one end sees that the direct path died", async () => {
    pair = await LinkPair.connect();
    await becomes("direct");
    pair.network.isUp = false;
    pair.network.connections[0]?.become("failed");
    await becomes("relayed");
    pair.alice.link.send(bytes(4));
    pair.bob.link.send(bytes(5));
    await until(() => pair.bob.messages.length === 1 && pair.alice.messages.length === 1);
  });

  it("goes back to a direct path when there is one, and leaves the relay", async () => {
    pair = await LinkPair.connect(blockDirect);
    await becomes("relayed");
    pair.network.isUp = true;
    await becomes("direct");
    expect(pair.alice.log.slice(-2)).toEqual(["direct", "open direct"]);
    await wait(4000);
    expect(pair.relays.at(-1)?.map(({ readyState }) => readyState)).toEqual([3, 3]);
    expect(bothAre("direct")()).toBe(true);
    pair.alice.link.send(bytes(4));
    await until(() => pair.bob.messages.length === 1);
  });

  it("drops what comes by the relay after the direct path opened", async () => {
    pair = await LinkPair.connect(blockDirect);
    await becomes("relayed");
    const held: Uint8Array<ArrayBuffer>[] = [];
    const [sending, receiving] = socketsOf("alice-0000");
    sending.meddle = (frame) => {
      held.push(frame);
      return [];
    };
    pair.alice.link.send(bytes(7));
    await until(() => held.length > 0);
    pair.network.isUp = true;
    await becomes("direct");
    held.forEach((frame) => receiving.deliver(frame));
    await settle();
    expect(pair.bob.messages).toEqual([]);
  });

  it("comes back after the server restarted", async () => {
    pair = await LinkPair.connect(blockDirect);
    await becomes("relayed");
    pair.relays.at(-1)?.[0].drop();
    await until(bothAre("connecting"));
    await becomes("relayed");
    expect(pair.relays).toHaveLength(2);
  });

  it("works by the relay alone where there is no WebRTC", async () => {
    pair = await LinkPair.connect((it) => {
      it.network.hasWebRtc = false;
    });
    await becomes("relayed");
    await wait(1000);
    expect(pair.alice.log).toEqual(["relayed", "open relayed"]);
  });

  it("gives up when there is no way at all", async () => {
    pair = await LinkPair.connect((it) => {
      it.network.isUp = false;
      it.hasRelay = false;
    });
    await wait(46_000);
    expect(pair.alice.log).toEqual(["closed", "closed: unreachable"]);
    expect(pair.bob.log).toEqual(["closed", "closed: unreachable"]);
  });

  it("ends once, and says why", async () => {
    pair = await LinkPair.connect();
    await becomes("direct");
    pair.alice.link.memberLeft();
    pair.alice.link.close();
    expect(pair.alice.log.slice(-2)).toEqual(["closed", "closed: left"]);
    expect(pair.alice.link.send(bytes(1))).toBe(false);
  });

  it("starts again with an end that began anew", async () => {
    pair = await LinkPair.connect();
    await becomes("direct");
    const before = pair.bob.link.authentication;
    pair.alice.link.close();
    pair.alice = pair.join("alice-0000", "bobby-0000");
    await until(() => pair.bob.link.authentication !== before);
    await becomes("direct");
    pair.bob.link.close();
    pair.bob = pair.join("bobby-0000", "alice-0000");
    await wait(3000);
    await becomes("direct");
    expect(pair.alice.link.authentication).toEqual(pair.bob.link.authentication);
    pair.alice.link.send(bytes(4));
    await until(() => pair.bob.messages.length === 1);
  });

  it("survives lost boxes of the greeting", async () => {
    let count = 0;
    pair = await LinkPair.connect((it) => {
      it.meddle = (box) => (++count % 2 === 1 && count < 8 ? [] : [box]);
    });
    await wait(12_000);
    expect(["direct", "relayed"]).toContain(pair.alice.link.path);
    expect(pair.bob.link.path).toBe(pair.alice.link.path);
  });
});

describe("a server that meddles", () => {
  it.each([
    ["the commitment", 1],
    ["the answer", 2],
    ["the key", 3],
    ["a description", 5],
  ])("ends the link by changing %s", async (_, kind) => {
    pair = await LinkPair.connect((it) => {
      it.meddle = (box) => [fromBase64Url(box)?.[0] === kind ? flip(box) : box];
    });
    await isTold("closed: tampered");
    expect([...pair.alice.log, ...pair.bob.log].join()).not.toContain("open");
  });

  it("ends the link by sending a box twice", async () => {
    pair = await LinkPair.connect((it) => {
      it.meddle = (box) => (fromBase64Url(box)?.[0] === 5 ? [box, box] : [box]);
    });
    await isTold("closed: tampered");
  });

  it("cannot let in somebody without the key", async () => {
    const keys = { "bobby-0000": await keyOf(8) };
    pair = await LinkPair.connect(() => {}, { keys });
    await isTold("closed: tampered");
    expect(pair.bob.log).toEqual(["closed", "closed: tampered"]);
    expect(pair.alice.log.join()).not.toContain("open");
  });

  it("cannot make one end take the room for another kind", async () => {
    pair = await LinkPair.connect(() => {}, { kinds: { "bobby-0000": "group" } });
    await isTold("closed: tampered");
    expect(pair.bob.log).toEqual(["closed", "closed: tampered"]);
  });

  it("cannot send an end its own boxes back", async () => {
    pair = await LinkPair.connect((it) => {
      it.meddle = () => [];
    });
    await until(() => pair.boxes.length > 0);
    const own = pair.boxes[0] ?? "";
    pair.alice.link.receive(own);
    await isTold("closed: tampered");
    expect(pair.alice.log).toEqual(["closed", "closed: tampered"]);
  });

  it("gains nothing by boxes of an earlier greeting", async () => {
    pair = await LinkPair.connect();
    await becomes("direct");
    const old = pair.boxes.filter((box) => fromBase64Url(box)?.[0] === 5);
    pair.alice.link.close();
    pair.alice = pair.join("alice-0000", "bobby-0000");
    await becomes("direct");
    old.forEach((box) => {
      pair.alice.link.receive(box);
      pair.bob.link.receive(box);
    });
    await settle();
    expect(bothAre("direct")()).toBe(true);
  });

  it("makes nothing of boxes that are none", async () => {
    pair = await LinkPair.connect();
    await becomes("direct");
    pair.alice.link.receive("***");
    await settle();
    expect(pair.alice.link.path).toBe("direct");
    pair.alice.link.receive("");
    await isTold("closed: tampered");
  });

  it.each([
    ["changes a frame", (frame: Uint8Array<ArrayBuffer>) => [changed(frame)]],
    ["sends a frame twice", (frame: Uint8Array<ArrayBuffer>) => [frame, frame]],
    ["cuts a frame", (frame: Uint8Array<ArrayBuffer>) => [frame.slice(0, 5)]],
    ["invents a frame", (frame: Uint8Array<ArrayBuffer>) => [new Uint8Array(40), frame]],
  ])("ends the link when the relay %s", async (_, meddle) => {
    pair = await LinkPair.connect(blockDirect);
    await becomes("relayed");
    pair.relays.at(-1)?.forEach((socket) => {
      socket.meddle = meddle;
    });
    pair.alice.link.send(bytes(100));
    await until(() => pair.bob.log.includes("closed: tampered"));
    expect(pair.bob.messages.every((message) => message.length === 100)).toBe(true);
  });

  it("ends the link when the relay leaves a frame out", async () => {
    pair = await LinkPair.connect(blockDirect);
    await becomes("relayed");
    let count = 0;
    pair.relays.at(-1)?.forEach((socket) => {
      socket.meddle = (frame) => (++count === 1 ? [] : [frame]);
    });
    pair.alice.link.send(bytes(100));
    pair.alice.link.send(bytes(101));
    await until(() => pair.bob.log.includes("closed: tampered"));
    expect(pair.bob.messages).toEqual([]);
  });
});

describe("the relay path", () => {
  it("never has more under way than the window, whatever is sent", async () => {
    pair = await LinkPair.connect((it) => {
      it.network.isUp = false;
      it.window = 262_144;
    });
    await becomes("relayed");
    const held: Uint8Array<ArrayBuffer>[] = [];
    const sender = pair.alice;
    const [sending, receiving] = socketsOf("alice-0000");
    sending.meddle = (frame) => {
      held.push(frame);
      return [];
    };
    for (let i = 0; i < 40; i++) {
      sender.link.send(bytes(65_536, i));
    }
    await until(() => held.length === 3);
    await settle();
    const underWay = held.reduce((sum, frame) => sum + frame.length, 0);
    expect(underWay).toBeGreaterThan(190_000);
    expect(underWay).toBeLessThanOrEqual(262_144);
    expect(sender.link.bufferedAmount).toBeGreaterThan(36 * 65_536);
    expect(sender.log).not.toContain("low");
    // The receiver comes to it after all.
    sending.meddle = (frame) => [frame];
    held.forEach((frame) => receiving.deliver(frame));
    await until(() => pair.bob.messages.length === 40);
    expect(pair.bob.messages.map((message) => message[0])).toEqual(
      Array.from({ length: 40 }, (_, i) => bytes(1, i)[0]),
    );
    await until(() => sender.log.includes("low"));
    expect(sender.log.filter((it) => it === "low")).toHaveLength(1);
  });

  it("keeps a silent path alive, and notices when nobody is there any more", async () => {
    pair = await LinkPair.connect(blockDirect);
    await becomes("relayed");
    const relay = pair.relays.at(-1);
    await wait(60_000);
    expect(pair.relays).toHaveLength(1);
    relay?.forEach((socket) => {
      socket.meddle = () => [];
    });
    await wait(40_000);
    expect(pair.relays.length).toBeGreaterThan(1);
    expect(bothAre("relayed")()).toBe(true);
  });
});
