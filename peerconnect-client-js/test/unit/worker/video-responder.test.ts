import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { VideoAnswer, VideoQuestion } from "../../../src/worker/video-messages.ts";
import { VideoResponder } from "../../../src/worker/video-responder.ts";

const ORIGIN = "https://example.org";
const PATH = "/videos/sea.mp4";
const VIDEO = Uint8Array.from({ length: 1_000_000 }, (_, i) => (i * 31) % 251);

type Read = Extract<VideoQuestion, { readonly type: "read" }>;

/** A page that answers as the test says, and keeps what it hears. */
class FakePage {
  readonly heard: VideoQuestion[] = [];
  readonly port: MessagePort;
  readonly #own: MessagePort;
  onread: (read: Read) => void = ({ id }) => this.say({ type: "origin", id, length: 65_536 });

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port = port2;
    this.#own = port1;
    port1.addEventListener("message", ({ data }: MessageEvent<VideoQuestion>) => {
      this.heard.push(data);
      if (data.type === "read") this.onread(data);
    });
    port1.start();
  }

  say(answer: VideoAnswer): void {
    this.#own.postMessage(answer);
  }

  know(): void {
    this.say({
      type: "known",
      videos: [{ path: PATH, length: VIDEO.length, mediaType: "video/mp4" }],
    });
  }

  heardOf<T extends VideoQuestion["type"]>(type: T): Extract<VideoQuestion, { type: T }>[] {
    return this.heard.filter((it): it is Extract<VideoQuestion, { type: T }> => it.type === type);
  }
}

let ranges: string[];
let load: (range: string) => Promise<Response>;
let responder: VideoResponder;
let page: FakePage;

const settled = async (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/** Let messages arrive, which fake timers do not hold up. */
async function macrotask(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  await new Promise((resolve) => {
    port1.addEventListener("message", resolve, { once: true });
    port1.start();
    port2.postMessage("");
  });
  port1.close();
}

function partOf(range: string): Response {
  const [from = 0, last = 0] = range.slice("bytes=".length).split("-").map(Number);
  const end = Math.min(VIDEO.length, last + 1);
  return new Response(VIDEO.slice(from, end), {
    status: 206,
    headers: {
      "Content-Range": `bytes ${from}-${end - 1}/${VIDEO.length}`,
      "Content-Type": "video/mp4",
    },
  });
}

function request(range: string | undefined, change: Partial<Request> = {}): Request {
  return {
    method: "GET",
    mode: "cors",
    credentials: "include",
    destination: "video",
    cache: "default",
    url: ORIGIN + PATH,
    headers: new Headers(range === undefined ? {} : { Range: range }),
    ...change,
  } as Request;
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

/** As `toEqual`, which takes seconds for so many bytes. */
function expectSame(bytes: Uint8Array, expected: Uint8Array): void {
  expect(bytes.length).toBe(expected.length);
  expect(bytes.findIndex((byte, i) => byte !== expected[i])).toBe(-1);
}

beforeEach(() => {
  ranges = [];
  load = async (range) => partOf(range);
  responder = new VideoResponder({
    origin: ORIGIN,
    fetch: async (_, init) => {
      const range = new Headers(init?.headers).get("Range") ?? "";
      ranges.push(range);
      return load(range);
    },
  });
  page = new FakePage();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("a request is ours", () => {
  it("when a media element of this site makes it in our mode", () => {
    expect(responder.isOurs(request("bytes=0-"))).toBe(true);
    expect(responder.isOurs(request("bytes=0-", { destination: "audio" }))).toBe(true);
  });

  it.each<Partial<Request>>([
    { mode: "no-cors" },
    { credentials: "same-origin" },
    { destination: "image" },
    { method: "HEAD" },
    { url: `https://example.org.evil.example${PATH}` },
  ])("and not with %o", (change) => {
    expect(responder.isOurs(request("bytes=0-", change))).toBe(false);
  });
});

describe("without a page", () => {
  it("delivers the video from the site, in runs that grow", async () => {
    const response = await responder.answer(request("bytes=0-"), "alice");
    expect(response.status).toBe(206);
    expect(Object.fromEntries(response.headers)).toEqual({
      "accept-ranges": "bytes",
      "content-length": "1000000",
      "content-range": "bytes 0-999999/1000000",
      "content-type": "video/mp4",
    });
    expectSame(await bytesOf(response), VIDEO);
    expect(ranges).toEqual(["bytes=0-360447", "bytes=360448-720895", "bytes=720896-999999"]);
  });

  it("hears what a video is from one byte where it goes on, and takes little at first", async () => {
    const response = await responder.answer(request("bytes=500000-"), "alice");
    expect(ranges).toEqual(["bytes=500000-500000"]);
    expect(response.headers.get("Content-Range")).toBe("bytes 500000-999999/1000000");
    expect(response.headers.get("Content-Type")).toBe("video/mp4");
    expectSame(await bytesOf(response), VIDEO.slice(500_000));
    expect(ranges.slice(1)).toEqual([
      "bytes=500001-565536",
      "bytes=565537-696608",
      "bytes=696609-958752",
      "bytes=958753-999999",
    ]);
  });

  it("delivers the part that was asked for", async () => {
    const response = await responder.answer(request("bytes=100-299999"), "alice");
    expect(response.headers.get("Content-Range")).toBe("bytes 100-299999/1000000");
    expectSame(await bytesOf(response), VIDEO.slice(100, 300_000));
  });

  it("delivers the whole to who asks for no part", async () => {
    const response = await responder.answer(request(undefined), "alice");
    expect(response.status).toBe(200);
    expect(response.headers.has("Content-Range")).toBe(false);
    expectSame(await bytesOf(response), VIDEO);
  });

  it("reads nothing in advance", async () => {
    await responder.answer(request("bytes=0-"), "alice");
    await settled();
    expect(ranges).toEqual(["bytes=0-360447"]);
  });

  it("hands on what the site says when it does not deliver parts", async () => {
    load = async () => new Response("gone", { status: 404 });
    const response = await responder.answer(request("bytes=0-"), "alice");
    expect(response.status).toBe(404);
    expect(await response.text()).toBe("gone");
  });

  it("goes on where a connection broke", async () => {
    vi.useFakeTimers();
    let times = 0;
    load = async (range) => {
      if (++times === 2) throw new TypeError("Failed to fetch");
      if (times !== 3) return partOf(range);
      const whole = partOf(range);
      const broken = new ReadableStream({
        async start(controller) {
          controller.enqueue(new Uint8Array(await whole.arrayBuffer()).slice(0, 1000));
          controller.error(new TypeError("network error"));
        },
      });
      return new Response(broken, whole);
    };
    const response = await responder.answer(request("bytes=0-"), "alice");
    const bytes = bytesOf(response);
    await vi.advanceTimersByTimeAsync(5000);
    expectSame(await bytes, VIDEO);
  });

  it("ends with an error when the site never answers again", async () => {
    vi.useFakeTimers();
    const response = await responder.answer(request("bytes=0-"), "alice");
    load = async () => {
      throw new TypeError("Failed to fetch");
    };
    const bytes = expect(response.arrayBuffer()).rejects.toThrow("The site does not answer");
    await vi.advanceTimersByTimeAsync(60_000);
    await bytes;
  });

  it("ends with an error when another video is there", async () => {
    const response = await responder.answer(request("bytes=0-"), "alice");
    load = async () =>
      new Response("x", {
        status: 206,
        headers: { "Content-Range": "bytes 262144-262144/262145" },
      });
    await expect(response.arrayBuffer()).rejects.toThrow("Status 206");
  });
});

describe("with a page", () => {
  beforeEach(() => {
    responder.add("alice", page.port);
  });

  it("asks it for every byte of a video that it streams", async () => {
    page.know();
    page.onread = ({ id, offset }) => {
      page.say({ type: "bytes", id, bytes: VIDEO.slice(offset, offset + 300_000) });
    };
    await settled();
    const response = await responder.answer(request("bytes=100-"), "alice");
    expectSame(await bytesOf(response), VIDEO.slice(100));
    expect(ranges).toEqual([]);
    expect(page.heardOf("read").map(({ offset }) => offset)).toEqual([
      100, 300_100, 600_100, 900_100,
    ]);
  });

  it("delivers no more than was asked for", async () => {
    page.know();
    page.onread = ({ id, offset }) => {
      page.say({ type: "bytes", id, bytes: VIDEO.slice(offset, offset + 300_000) });
    };
    await settled();
    const response = await responder.answer(request("bytes=100-199"), "alice");
    expectSame(await bytesOf(response), VIDEO.slice(100, 200));
  });

  it("takes from the site what the page says, and tells the page", async () => {
    page.know();
    await settled();
    const response = await responder.answer(request("bytes=800000-"), "alice");
    expectSame(await bytesOf(response), VIDEO.slice(800_000));
    expect(ranges).toEqual([
      "bytes=800000-865535",
      "bytes=865536-931071",
      "bytes=931072-996607",
      "bytes=996608-999999",
    ]);
    await settled();
    const took = page.heardOf("took").map(({ offset, bytes }) => [offset, bytes] as const);
    for (const [offset, bytes] of took) {
      expectSame(bytes, VIDEO.slice(offset, offset + bytes.length));
    }
    expect(took.reduce((sum, [, { length }]) => sum + length, 0)).toBe(200_000);
  });

  it("tells a page that comes late what was taken before", async () => {
    const response = await responder.answer(request("bytes=0-"), "bob");
    const reader = response.body?.getReader();
    await reader?.read();
    responder.add("bob", page.port);
    await reader?.cancel();
    await settled();
    const [first] = page.heardOf("took");
    expect(first?.offset).toBe(0);
    expectSame(first?.bytes ?? new Uint8Array(), VIDEO.slice(0, first?.bytes.length));
  });

  it("lets a page that comes late decide about all but the first byte, where a video goes on", async () => {
    const response = await responder.answer(request("bytes=800000-"), "bob");
    responder.add("bob", page.port);
    page.onread = ({ id, offset }) => page.say({ type: "bytes", id, bytes: VIDEO.slice(offset) });
    expectSame(await bytesOf(response), VIDEO.slice(800_000));
    await settled();
    expect(ranges).toEqual(["bytes=800000-800000"]);
    expect(page.heardOf("read").map(({ offset }) => offset)).toEqual([800_001]);
    expect(page.heardOf("took").map(({ offset, bytes }) => [offset, bytes.length])).toEqual([
      [800_000, 1],
    ]);
  });

  it("goes on from the byte where the page fell silent", async () => {
    page.know();
    page.onread = ({ id, offset }) => {
      if (offset < 500_000) page.say({ type: "bytes", id, bytes: VIDEO.slice(offset, 500_000) });
    };
    await settled();
    // Messages come by the real event loop.
    const realSettled = settled();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const response = await responder.answer(request("bytes=0-"), "alice");
    const bytes = bytesOf(response);
    await realSettled;
    for (let i = 0; i < 40; i++) {
      await macrotask();
      await vi.advanceTimersByTimeAsync(1000);
    }
    expectSame(await bytes, VIDEO);
    expect(ranges[0]).toBe("bytes=500000-860447");
  });

  it("goes on from the site when the page is left", async () => {
    page.know();
    page.onread = ({ id, offset }) => {
      if (offset > 0) page.say({ type: "bye" });
      else page.say({ type: "bytes", id, bytes: VIDEO.slice(0, 10) });
    };
    await settled();
    const response = await responder.answer(request("bytes=0-"), "alice");
    expectSame(await bytesOf(response), VIDEO);
    expect(ranges[0]).toBe("bytes=10-360457");
  });

  it("tells it when an element wants no more", async () => {
    page.know();
    await settled();
    const response = await responder.answer(request("bytes=0-"), "alice");
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await settled();
    expect(page.heardOf("close").map(({ id }) => id)).toEqual([page.heardOf("read")[0]?.id]);
  });

  it("does not ask it for a video before it said that it streams it", async () => {
    await responder.answer(request("bytes=0-"), "alice");
    expect(ranges).toEqual(["bytes=0-360447"]);
  });

  it("does not ask the page of somebody else", async () => {
    page.know();
    await settled();
    await responder.answer(request("bytes=0-"), "bob");
    expect(ranges).toEqual(["bytes=0-360447"]);
  });

  it("says that there is nothing after the end", async () => {
    page.know();
    await settled();
    const response = await responder.answer(request("bytes=1000000-"), "alice");
    expect(response.status).toBe(416);
    expect(response.headers.get("Content-Range")).toBe("bytes */1000000");
  });
});
