// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Eligibility } from "../../../src/page/eligibility.ts";
import { Learner } from "../../../src/page/learner.ts";
import type { ResolvedAsset } from "../../../src/protocol/messages.ts";
import type { Digest } from "../../../src/protocol/values.ts";

const LION = "l".repeat(43) as Digest;

function asset(url: string): ResolvedAsset {
  return { url, digest: LION, length: 4, mediaType: "image/jpeg", active: false };
}

function setUp(options: { mayShare?: () => boolean; adopts?: boolean } = {}) {
  const asked: string[][] = [];
  const held: string[] = [];
  const known = new Set<string>();
  const kept = new Set<Digest>();
  const adopted: string[] = [];
  const learner = new Learner({
    loader: {
      resolve: (urls) => {
        asked.push([...urls]);
        return Promise.resolve(urls.filter((url) => known.has(url)).map(asset));
      },
      holds: async (digest) => kept.has(digest),
      adopt: async (url, digest) => {
        adopted.push(`${url} ${digest.slice(0, 1)}`);
        return options.adopts ?? true;
      },
    },
    eligibility: new Eligibility("https://site.example", {
      mediaTypes: ["image", "audio"],
      excludeFormats: ["gif"],
    }),
    mayShare: options.mayShare ?? (() => true),
    whenIdle: (work) => work(),
    onHeld: ({ url }) => held.push(url),
    signal: new AbortController().signal,
  });
  return { learner, asked, held, known, kept, adopted };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("Learner", () => {
  it("does not read again what the verified cache holds already", async () => {
    const { learner, held, known, kept, adopted } = setUp();
    known.add("/lion.jpg");
    kept.add(LION);
    learner.note("https://site.example/lion.jpg", "img");
    await vi.runAllTimersAsync();
    await learner.settled;
    expect([held, adopted]).toEqual([["/lion.jpg"], []]);
  });

  it("holds what the browser loaded", async () => {
    const { learner, asked, held, known, adopted } = setUp();
    known.add("/lion.jpg?x=1");
    learner.note("https://site.example/lion.jpg?x=1", "img");
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toEqual([["/lion.jpg?x=1"]]);
    expect(adopted).toEqual(["/lion.jpg?x=1 l"]);
    expect(held).toEqual(["/lion.jpg?x=1"]);
  });

  it("asks about many at once and about each once", async () => {
    const { learner, asked, known } = setUp();
    known.add("/a.jpg").add("/b.jpg");
    learner.note("https://site.example/a.jpg", "img");
    learner.note("https://site.example/b.jpg", "img");
    learner.note("https://site.example/a.jpg", "css");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toEqual([["/a.jpg", "/b.jpg"]]);
  });

  it("asks again, a second and five seconds later, about what the server does not know yet", async () => {
    const { learner, asked, held, known } = setUp();
    learner.note("https://site.example/new.jpg", "img");
    await vi.advanceTimersByTimeAsync(999);
    expect(asked.length).toBe(1);
    await vi.advanceTimersByTimeAsync(2);
    expect(asked.length).toBe(2);
    known.add("/new.jpg");
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked.length).toBe(3);
    expect(held).toEqual(["/new.jpg"]);
  });

  it("gives up after the last time", async () => {
    const { learner, asked } = setUp();
    learner.note("https://site.example/unknown.jpg", "img");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked.length).toBe(3);
  });

  it("goes on when the HTTP cache has nothing", async () => {
    const { learner, held, known, adopted } = setUp({ adopts: false });
    known.add("/a.jpg").add("/b.jpg");
    learner.note("https://site.example/a.jpg", "img");
    learner.note("https://site.example/b.jpg", "img");
    await vi.advanceTimersByTimeAsync(1);
    expect(adopted).toEqual(["/a.jpg l", "/b.jpg l"]);
    expect(held).toEqual([]);
  });

  it("does nothing while the visitor may not share, and goes on when they may", async () => {
    let mayShare = false;
    const { learner, asked, known, held } = setUp({ mayShare: () => mayShare });
    known.add("/a.jpg");
    learner.note("https://site.example/a.jpg", "img");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toEqual([]);
    mayShare = true;
    learner.wake();
    await vi.advanceTimersByTimeAsync(1);
    expect(held).toEqual(["/a.jpg"]);
  });
});

describe("Eligibility", () => {
  const eligibility = new Eligibility("https://site.example", {
    mediaTypes: ["image"],
    excludeFormats: ["gif"],
  });

  it.each([
    ["https://site.example/a.jpg", "img", "/a.jpg"],
    ["https://site.example/photo/7?w=3", "img", "/photo/7?w=3"],
    ["https://site.example/a.PNG", "css", "/a.PNG"],
    ["https://site.example/a.woff2", "css", undefined],
    ["https://site.example/a.gif", "img", undefined],
    ["https://site.example/a.mp3", "audio", undefined],
    ["https://site.example/a.jpg", "fetch", undefined],
    ["https://other.example/a.jpg", "img", undefined],
    ["data:image/png;base64,AA==", "img", undefined],
    ["blob:https://site.example/1", "img", undefined],
  ])("of %s by %s is %s", (address, initiator, path) => {
    expect(eligibility.findPath(address, initiator)).toBe(path);
  });
});
