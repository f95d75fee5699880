import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { digestOf } from "../../../src/protocol/digests.ts";
import type { Digest } from "../../../src/protocol/values.ts";
import type { Delivery } from "../../../src/transfer/delivery.ts";
import { ALICE, BOB, CAROL, makeAsset, type TestAsset } from "../../support/assets.ts";
import { DownloadsBench } from "../../support/downloads-bench.ts";

let bench: DownloadsBench;
let lion: TestAsset;
let bear: TestAsset;
let movie: TestAsset;

beforeEach(async () => {
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"],
  });
  bench = new DownloadsBench();
  [lion, bear, movie] = await Promise.all([
    makeAsset(150_000),
    makeAsset(90_000),
    makeAsset(900_000),
  ]);
});

afterEach(() => {
  vi.useRealTimers();
});

function poison(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return bytes.fill(0, 1000, 1010);
}

async function contentOf(delivery: Delivery): Promise<Digest | undefined> {
  return delivery.source === "origin" ? undefined : digestOf(await delivery.blob.arrayBuffer());
}

/** Watch a promise that may stay open. */
function watch(promise: Promise<Delivery>): { readonly done: Delivery[] } {
  const done: Delivery[] = [];
  void promise.then((delivery) => done.push(delivery));
  return { done };
}

describe("with a peer that serves", () => {
  it("delivers the bytes", async () => {
    const loading = bench.load(lion);
    bench.sources(lion, [ALICE]);
    bench.open(ALICE).serve([lion]);
    await bench.pass(100);
    const delivery = await loading;
    expect(delivery.source).toBe("peer");
    expect(await contentOf(delivery)).toBe(lion.digest);
    expect(bench.completed).toHaveLength(1);
    expect(bench.reads).toEqual([]);
  });

  it("asks the server in one message, what is in view first", async () => {
    void bench.load(lion, { order: 1 });
    void bench.load(bear, { order: 2, visible: true });
    await bench.pass(50);
    expect(bench.sent).toEqual([{ type: "want", assets: [bear.digest, lion.digest] }]);
  });

  it("asks the peer for what is in view first", async () => {
    void bench.load(lion, { order: 1 });
    void bench.load(bear, { order: 2, visible: true });
    bench.sources(lion, [ALICE]);
    bench.sources(bear, [ALICE]);
    await bench.pass(50);
    const alice = bench.open(ALICE);
    expect(alice.requests[0]?.digest).toBe(bear.digest);
  });

  it("asks it first for what fewest others have", async () => {
    void bench.load(lion, { order: 1 });
    void bench.load(bear, { order: 2 });
    bench.sources(lion, [ALICE, BOB]);
    bench.sources(bear, [ALICE]);
    await bench.pass(50);
    expect(bench.open(ALICE).requests[0]?.digest).toBe(bear.digest);
  });

  it("goes on with a peer that the server names later", async () => {
    const loading = bench.load(lion);
    bench.sources(lion, [ALICE]);
    const alice = bench.open(ALICE);
    alice.onrequest = ({ id }) => alice.reply({ type: "refuse", id, reason: "busy" });
    await bench.pass(50);
    bench.sources(lion, [BOB, ALICE]);
    bench.open(BOB).serve([lion]);
    await bench.pass(50);
    expect((await loading).source).toBe("peer");
    expect(bench.metrics.takeReport(0)?.failures).toBeUndefined();
  });

  it("asks further peers for the pieces of what is on its way", async () => {
    const loading = bench.load(movie);
    bench.sources(movie, [ALICE]);
    const alice = bench.open(ALICE);
    alice.serve([movie]);
    alice.onrequest = () => {};
    await bench.pass(50);
    bench.sources(movie, [BOB, ALICE]);
    bench.open(BOB).serve([movie]);
    await bench.pass(800);
    expect(await contentOf(await loading)).toBe(movie.digest);
    expect(bench.peer(BOB).requests.length).toBeGreaterThan(2);
  });

  it("never has more than its window requested", async () => {
    void bench.load(movie);
    bench.sources(movie, [ALICE]);
    const alice = bench.open(ALICE);
    alice.oninterested = ({ digest }) =>
      alice.reply({ type: "bitfield", digest, bits: new Uint8Array(0) });
    await bench.pass(100);
    const asked = alice.requests.reduce((sum, { length }) => sum + length, 0);
    expect(asked).toBe(64 * 1024);
    const [first] = alice.requests;
    if (first) {
      alice.answer(first, movie.bytes, first.length);
    }
    const askedThen = alice.requests.reduce((sum, { length }) => sum + length, 0);
    expect(askedThen).toBe(64 * 1024 + (first?.length ?? 0));
  });

  it("asks once for an image that stands in the page twice", async () => {
    const loading = Promise.all([bench.load(lion), bench.load(lion)]);
    bench.sources(lion, [ALICE]);
    bench.open(ALICE).serve([lion]);
    await bench.pass(100);
    expect((await loading).map(({ source }) => source)).toEqual(["peer", "peer"]);
    expect(bench.metrics.stats("ready", 0).received).toBe(lion.bytes.length);
  });

  it("fetches the pieces of a long asset from several peers", async () => {
    const loading = bench.load(movie);
    bench.sources(movie, [ALICE, BOB]);
    bench.open(ALICE).serve([movie]);
    bench.open(BOB).serve([movie]);
    await bench.pass(200);
    expect(await contentOf(await loading)).toBe(movie.digest);
    expect(bench.peer(ALICE).requests.length).toBeGreaterThan(2);
    expect(bench.peer(BOB).requests.length).toBeGreaterThan(2);
  });

  it("asks a peer only for the pieces that it has", async () => {
    void bench.load(movie);
    bench.sources(movie, [ALICE]);
    const alice = bench.open(ALICE);
    alice.serve([movie]);
    alice.oninterested = ({ digest }) =>
      alice.reply({ type: "bitfield", digest, bits: new Uint8Array([0b0100_0000]) });
    await bench.pass(100);
    const offsets = alice.requests.map(({ offset }) => Math.floor(offset / 262_144));
    expect(new Set(offsets)).toEqual(new Set([1]));
  });
});

describe("while a peer is being called", () => {
  it("waits with an image out of view", async () => {
    const { done } = watch(bench.load(lion));
    bench.sources(lion, [ALICE]);
    await bench.pass(1900);
    expect(done).toEqual([]);
  });

  it("gives images in view to the origin after a moment, one at a time", async () => {
    const loading = [
      watch(bench.load(lion, { visible: true })),
      watch(bench.load(bear, { visible: true, order: 1 })),
    ];
    bench.sources(lion, [ALICE]);
    bench.sources(bear, [ALICE]);
    await bench.pass(250);
    expect(loading.flatMap(({ done }) => done)).toEqual([]);
    await bench.pass(150);
    expect(loading.filter(({ done }) => done.length > 0)).toHaveLength(1);
    await bench.pass(500);
    expect(loading.map(({ done }) => done.length)).toEqual([1, 1]);
  });

  it("gives all images in view to the origin at once when it is late, and waits with the others", async () => {
    const assets = await Promise.all(Array.from({ length: 8 }, () => makeAsset(1000)));
    const seen = assets.slice(0, 5).map((asset) => watch(bench.load(asset, { visible: true })));
    const unseen = assets.slice(5).map((asset) => watch(bench.load(asset)));
    assets.forEach((asset) => bench.sources(asset, [ALICE]));
    await bench.pass(1000);
    bench.delay(ALICE);
    await bench.pass(100);
    expect(seen.flatMap(({ done }) => done)).toHaveLength(5);
    expect(unseen.flatMap(({ done }) => done)).toEqual([]);
    bench.open(ALICE).serve(assets);
    await bench.pass(100);
    expect(unseen.flatMap(({ done }) => done).map(({ source }) => source)).toEqual(
      Array(3).fill("peer"),
    );
  });

  it("gives all images in view to the origin at once when it cannot be reached", async () => {
    const assets = await Promise.all(Array.from({ length: 8 }, () => makeAsset(1000)));
    const loading = assets.map((asset) => watch(bench.load(asset, { visible: true })));
    assets.forEach((asset) => bench.sources(asset, [ALICE]));
    await bench.pass(1000);
    expect(loading.filter(({ done }) => done.length > 0)).toHaveLength(2);
    bench.unreachable.add(ALICE);
    bench.leave(ALICE, "connect-timeout");
    await bench.pass(100);
    expect(loading.filter(({ done }) => done.length > 0)).toHaveLength(8);
  });

  it("has no patience with images in view after dials that failed", async () => {
    bench.patience.note(false);
    const assets = await Promise.all(Array.from({ length: 8 }, () => makeAsset(1000)));
    const loading = assets.map((asset) => watch(bench.load(asset, { visible: true })));
    assets.forEach((asset) => bench.sources(asset, [ALICE]));
    await bench.pass(400);
    expect(loading.filter(({ done }) => done.length > 0)).toHaveLength(8);
  });

  it("asks for other peers when it cannot be reached, and then gives up", async () => {
    const { done } = watch(bench.load(lion));
    bench.sources(lion, [ALICE]);
    bench.unreachable.add(ALICE);
    bench.leave(ALICE, "connect-timeout");
    await bench.pass(10);
    expect(bench.sent.at(-1)).toEqual({ type: "want", assets: [lion.digest], avoid: [ALICE] });
    bench.sources(lion, []);
    await bench.pass(50);
    expect(done).toEqual([{ source: "origin", cause: "connect-timeout" }]);
  });
});

describe("without peers", () => {
  it("takes the origin at once", async () => {
    const { done } = watch(bench.load(lion));
    bench.sources(lion, []);
    await bench.pass(0);
    expect(done).toEqual([{ source: "origin", cause: "no-peer" }]);
  });

  it("waits for a holder that the server promises", async () => {
    const loading = bench.load(lion);
    bench.sources(lion, [], { waitMs: 1000 });
    await bench.pass(900);
    bench.sources(lion, [ALICE]);
    bench.open(ALICE).serve([lion]);
    await bench.pass(100);
    expect((await loading).source).toBe("peer");
  });

  it("takes the origin when the promised holder does not come", async () => {
    const { done } = watch(bench.load(lion));
    bench.sources(lion, [], { waitMs: 400 });
    await bench.pass(500);
    expect(done).toEqual([{ source: "origin", cause: "no-peer" }]);
  });

  it("waits on while other images arrive", async () => {
    const { done } = watch(bench.load(lion));
    void bench.load(bear);
    bench.sources(lion, [], { waitMs: 400 });
    bench.sources(bear, [ALICE]);
    await bench.pass(300);
    bench.open(ALICE).serve([bear]);
    await bench.pass(300);
    expect(bench.completed).toHaveLength(1);
    expect(done).toEqual([]);
    await bench.pass(300);
    expect(done).toEqual([{ source: "origin", cause: "no-peer" }]);
  });

  it("takes for others from the origin what the server wants it to, and has it at once", async () => {
    const loading = bench.load(lion);
    bench.originBytes = () => lion.bytes;
    bench.sources(lion, [], { waitMs: 1000 });
    await bench.pass(500);
    bench.sources(lion, [], { seed: true });
    await bench.pass(50);
    expect(await contentOf(await loading)).toBe(lion.digest);
    expect(bench.reads).toEqual([{ url: lion.url, from: 0, to: lion.bytes.length }]);
    expect(bench.completed.map(({ contributors }) => contributors.size)).toEqual([0]);
    expect(bench.metrics.stats("ready", 0).origin).toBe(lion.bytes.length);
    expect(bench.sent.some(({ type }) => type === "cancel")).toBe(false);
  });

  it("takes all of a long asset for others, and offers each piece as it comes", async () => {
    const loading = bench.load(movie);
    bench.originBytes = () => movie.bytes;
    bench.sources(movie, [], { seed: true });
    await bench.pass(50);
    expect(await contentOf(await loading)).toBe(movie.digest);
    expect(bench.reads).toHaveLength(1);
    expect(bench.pieces).toBe(movie.pieces.length - 1);
  });

  it("leaves to the page what the origin does not give for others", async () => {
    const { done } = watch(bench.load(lion));
    bench.originBytes = () => new Uint8Array(0);
    bench.sources(lion, [], { seed: true });
    await bench.pass(50);
    expect(done).toEqual([{ source: "origin", cause: "no-peer" }]);
    expect(bench.sent.at(-1)).toEqual({ type: "cancel", assets: [lion.digest] });
  });

  it.each([
    [true, 1700],
    [false, 4700],
  ])(
    "takes the origin when the server does not answer (in view: %s), and tries another connection",
    async (visible, ms) => {
      const { done } = watch(bench.load(lion, { visible }));
      await bench.pass(ms);
      expect(done).toEqual([{ source: "origin", cause: "signaling" }]);
      expect(bench.channel.reconnects).toBe(visible ? 0 : 1);
    },
  );

  it("takes the origin at once when signalling is down", async () => {
    bench.channel.state = "down";
    const { done } = watch(bench.load(lion));
    await bench.pass(100);
    expect(done).toEqual([{ source: "origin", cause: "signaling" }]);
  });

  it("never takes markup or scripts from peers", async () => {
    const { done } = watch(bench.load(lion));
    const { digest, bytes } = lion;
    bench.downloads.describe([
      { digest, length: bytes.length, mediaType: "text/html", peers: [ALICE] },
    ]);
    await bench.pass(0);
    expect(done).toEqual([{ source: "origin", cause: "no-peer" }]);
  });
});

describe("when a peer stalls", () => {
  it("goes on at another one from the byte that was reached", async () => {
    const loading = bench.load(lion);
    bench.sources(lion, [ALICE, BOB]);
    const alice = bench.open(ALICE);
    alice.onrequest = (request) => {
      if (request.offset === 0) {
        alice.answer(request, lion.bytes, 32_768);
      }
    };
    await bench.pass(100);
    const bob = bench.open(BOB);
    bob.serve([lion]);
    await bench.pass(700);
    expect(await contentOf(await loading)).toBe(lion.digest);
    expect(bob.requests[0]?.offset).toBe(32_768);
    expect(bench.metrics.takeReport(0)?.failures).toEqual([
      { peer: ALICE, asset: lion.digest, cause: "stalled" },
    ]);
  });

  it("goes on at the origin when there is no other", async () => {
    const loading = bench.load(lion);
    bench.sources(lion, [ALICE]);
    bench.originBytes = () => lion.bytes;
    const alice = bench.open(ALICE);
    alice.onrequest = (request) => alice.answer(request, lion.bytes, 16_384);
    await bench.pass(800);
    const delivery = await loading;
    expect(delivery.source).toBe("mixed");
    expect(await contentOf(delivery)).toBe(lion.digest);
    expect(bench.reads).toEqual([{ url: lion.url, from: 16_384, to: lion.bytes.length }]);
  });

  it("hands the image to the page when the origin does not answer either", async () => {
    const { done } = watch(bench.load(lion));
    bench.sources(lion, [ALICE]);
    const alice = bench.open(ALICE);
    alice.onrequest = (request) => alice.answer(request, lion.bytes, 16_384);
    await bench.pass(2800);
    expect(done).toEqual([{ source: "origin", cause: "stalled" }]);
  });

  it("is not blamed for images that wait for their turn", async () => {
    void bench.load(lion);
    void bench.load(bear, { order: 1 });
    bench.sources(lion, [ALICE]);
    bench.sources(bear, [ALICE]);
    const alice = bench.open(ALICE);
    const waiting: Parameters<typeof alice.onrequest>[0][] = [];
    alice.onrequest = (request) => waiting.push(request);
    await bench.pass(50);
    // One request every 400 ms: the last one waits for longer than any deadline.
    for (let round = 0; round < 16; round++) {
      await bench.pass(400);
      const request = waiting.shift();
      const asset = request?.digest === lion.digest ? lion : bear;
      if (request) {
        alice.answer(request, asset.bytes, request.length);
      }
    }
    await bench.pass(0);
    expect(bench.completed).toHaveLength(2);
    expect(bench.metrics.takeReport(0)?.failures).toBeUndefined();
  });

  it("keeps images in view that wait behind others while bytes come", async () => {
    void bench.load(movie, { visible: true });
    const { done } = watch(bench.load(lion, { visible: true, order: 1 }));
    bench.sources(movie, [ALICE]);
    bench.sources(lion, [ALICE]);
    const alice = bench.open(ALICE);
    alice.serve([]);
    const waiting: Parameters<typeof alice.onrequest>[0][] = [];
    alice.onrequest = (request) => waiting.push(request);
    for (let round = 0; round < 6; round++) {
      await bench.pass(300);
      const request = waiting.shift();
      if (request) {
        const { bytes } = request.digest === lion.digest ? lion : movie;
        alice.answer(request, bytes, request.length);
      }
    }
    expect(done.filter(({ source }) => source === "origin")).toEqual([]);
  });

  it("far away has time to repeat what was lost", async () => {
    void bench.load(lion);
    bench.sources(lion, [ALICE]);
    const alice = bench.open(ALICE);
    const waiting: Parameters<typeof alice.onrequest>[0][] = [];
    alice.onrequest = (request) => waiting.push(request);
    for (const silenceMs of [150, 800]) {
      await bench.pass(silenceMs);
      const request = waiting.shift();
      if (request) {
        alice.answer(request, lion.bytes, 16_384);
        waiting.unshift({ ...request, offset: request.offset + 16_384 });
      }
    }
    expect(bench.metrics.takeReport(0)?.failures).toBeUndefined();
  });

  it("and leaves in the middle, the origin completes a long asset", async () => {
    const loading = bench.load(movie);
    bench.sources(movie, [ALICE]);
    bench.originBytes = () => movie.bytes;
    const alice = bench.open(ALICE);
    alice.serve([movie]);
    let served = 0;
    const { onrequest } = alice;
    alice.onrequest = (request) => {
      if (++served <= 6) {
        onrequest(request);
      }
    };
    await bench.pass(100);
    bench.leave(ALICE);
    await bench.pass(400);
    const delivery = await loading;
    expect(delivery.source).toBe("mixed");
    expect(await contentOf(delivery)).toBe(movie.digest);
  });
});

describe("when a peer sends wrong bytes", () => {
  it("is banned and reported, and another peer serves", async () => {
    const loading = bench.load(lion);
    bench.sources(lion, [ALICE, BOB]);
    bench.open(ALICE).serve([lion], poison);
    await bench.pass(50);
    bench.open(BOB).serve([lion]);
    await bench.pass(100);
    expect(await contentOf(await loading)).toBe(lion.digest);
    expect([...bench.banned]).toEqual([ALICE]);
    expect(bench.metrics.takeReport(0)?.failures).toEqual([
      { peer: ALICE, asset: lion.digest, cause: "hash-mismatch" },
    ]);
  });

  it("never reaches the page", async () => {
    const { done } = watch(bench.load(lion));
    bench.sources(lion, [ALICE]);
    bench.open(ALICE).serve([lion], poison);
    await bench.pass(100);
    bench.sources(lion, []);
    await bench.pass(0);
    expect(done).toEqual([{ source: "origin", cause: "hash-mismatch" }]);
  });

  it("is not accused when the bytes were mixed", async () => {
    const { done } = watch(bench.load(lion));
    bench.sources(lion, [ALICE, BOB]);
    const alice = bench.open(ALICE);
    alice.onrequest = (request) => alice.answer(request, poison(lion.bytes.slice()), 16_384);
    await bench.pass(100);
    bench.open(BOB).serve([lion]);
    await bench.pass(800);
    expect(done).toEqual([{ source: "origin", cause: "hash-mismatch" }]);
    expect(bench.banned.size).toBe(0);
    const causes = bench.metrics.takeReport(0)?.failures?.map(({ cause }) => cause);
    expect(causes).toEqual(["stalled"]);
  });

  it("costs a long asset only the piece", async () => {
    const loading = bench.load(movie);
    bench.sources(movie, [ALICE, BOB]);
    bench.open(ALICE).serve([movie], (bytes) => bytes.fill(0, 300_000, 300_010));
    await bench.pass(100);
    bench.open(BOB).serve([movie]);
    await bench.pass(300);
    expect(await contentOf(await loading)).toBe(movie.digest);
  });
});

describe("when a peer breaks the rules", () => {
  it.each([
    ["sends what nobody asked for", 1, 0, 0],
    ["skips bytes", 0, 1, 0],
    ["tells another length", 0, 0, 1],
  ])("because it %s, it is banned", async (_, id, offset, total) => {
    void bench.load(lion);
    bench.sources(lion, [ALICE]);
    const alice = bench.open(ALICE);
    alice.onrequest = (request) => {
      alice.reply({
        type: "data",
        id: request.id + id * 1000,
        offset: request.offset + offset,
        total: lion.bytes.length + total,
        payload: new Uint8Array(10),
      });
    };
    await bench.pass(50);
    expect([...bench.banned]).toEqual([ALICE]);
  });

  it("bytes of a cancelled request are no offence", async () => {
    const element = new AbortController();
    const loading = bench.load(lion, { signal: element.signal });
    bench.sources(lion, [ALICE]);
    const alice = bench.open(ALICE);
    await bench.pass(50);
    const [request] = alice.requests;
    element.abort();
    await expect(loading).rejects.toThrow("abort");
    await bench.pass(10);
    if (request) {
      alice.answer(request, lion.bytes, request.length);
    }
    expect(alice.heard.some(({ type }) => type === "cancel")).toBe(true);
    expect(bench.banned.size).toBe(0);
    expect(bench.sent.at(-1)).toEqual({ type: "cancel", assets: [lion.digest] });
  });
});

describe("when a peer refuses", () => {
  it.each(["not-held", "bad-range", "not-sharing"] as const)(
    "with %s, the server is asked for others",
    async (reason) => {
      void bench.load(lion);
      bench.sources(lion, [ALICE]);
      const alice = bench.open(ALICE);
      alice.onrequest = ({ id }) => alice.reply({ type: "refuse", id, reason });
      await bench.pass(100);
      expect(bench.sent.at(-1)).toEqual({ type: "want", assets: [lion.digest], avoid: [ALICE] });
    },
  );

  it("because it is busy, it is asked again later", async () => {
    const loading = bench.load(lion);
    bench.sources(lion, [ALICE]);
    const alice = bench.open(ALICE);
    alice.onrequest = ({ id }) => alice.reply({ type: "refuse", id, reason: "busy" });
    await bench.pass(50);
    alice.serve([lion]);
    await bench.pass(500);
    expect((await loading).source).toBe("peer");
  });

  it("because it is busy for long, the origin delivers", async () => {
    const { done } = watch(bench.load(lion));
    bench.sources(lion, [ALICE]);
    const alice = bench.open(ALICE);
    alice.onrequest = ({ id }) => alice.reply({ type: "refuse", id, reason: "busy" });
    await bench.pass(4000);
    expect(done).toHaveLength(1);
  });
});

it("lets the origin help with the line in view when a peer is slow", async () => {
  const assets = await Promise.all(Array.from({ length: 12 }, () => makeAsset(150_000)));
  const loading = assets.map((asset, order) => watch(bench.load(asset, { visible: true, order })));
  assets.forEach((asset) => bench.sources(asset, [ALICE]));
  const alice = bench.open(ALICE);
  alice.onrequest = (request) => {
    const asset = assets.find(({ digest }) => digest === request.digest);
    setTimeout(() => asset && alice.answer(request, asset.bytes, request.length), 450);
  };
  await bench.pass(1900);
  const helped = (): readonly Delivery[] =>
    loading.flatMap(({ done }) => done).filter(({ source }) => source === "origin");
  expect(helped()).toEqual([]);
  await bench.pass(100);
  expect(helped()).toEqual([{ source: "origin", cause: "stalled" }]);
  await bench.pass(100);
  expect(helped()).toHaveLength(2);
});

it("forgets an asset that changed on the server", async () => {
  const { done } = watch(bench.load(lion));
  bench.sources(lion, [ALICE]);
  bench.downloads.revoke([lion.digest]);
  await bench.pass(0);
  expect(done[0]?.source).toBe("origin");
});

it("leaves images to others while there is news of none, whoever that is", async () => {
  bench.open(CAROL);
  const { done } = watch(bench.load(lion));
  bench.sources(lion, []);
  await bench.pass(0);
  expect(done).toHaveLength(1);
  expect(bench.peer(CAROL).heard).toEqual([]);
});

it("asks for other holders while one is busy, nearest to the viewport first", async () => {
  const loading = watch(bench.load(lion, { visible: true }));
  void bench.load(bear, { order: 1 });
  bench.sources(lion, [ALICE]);
  bench.sources(bear, [ALICE]);
  await bench.pass(50);
  bench.sent.length = 0;
  const alice = bench.open(ALICE);
  alice.onrequest = ({ id }) => alice.reply({ type: "refuse", id, reason: "busy" });
  await bench.pass(100);
  expect(bench.sent[0]).toEqual({ type: "want", assets: [lion.digest, bear.digest] });
  bench.sources(lion, [ALICE, BOB]);
  bench.open(BOB).serve([lion]);
  await bench.pass(100);
  expect(loading.done.map(({ source }) => source)).toEqual(["peer"]);
  expect(bench.metrics.takeReport(0)?.failures).toBeUndefined();
});
