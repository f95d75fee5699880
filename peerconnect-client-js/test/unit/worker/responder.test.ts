import { describe, expect, it } from "vitest";
import type { Digest } from "../../../src/protocol/values.ts";
import { AssetRegistry } from "../../../src/worker/asset-registry.ts";
import { Responder, type RequestFacts } from "../../../src/worker/responder.ts";
import type { WorkerAsset } from "../../../src/worker/worker-messages.ts";

const LION = "lion" as Digest;

function asset(path: string, from: WorkerAsset["from"] = "held", digest = LION): WorkerAsset {
  return { path, digest, mediaType: "image/jpeg", from };
}

function request(facts: Partial<RequestFacts> = {}): RequestFacts {
  return {
    method: "GET",
    url: "https://site.example/lion.jpg",
    destination: "image",
    cache: "default",
    headers: new Headers(),
    ...facts,
  };
}

/** The digest of some bytes is their text. */
function setUp(options: { held?: string; fromPage?: string } = {}) {
  let now = 0;
  const registry = new AssetRegistry(() => now);
  const askedPages: string[] = [];
  const toBlob = (text?: string) => (text === undefined ? undefined : new Blob([text]));
  const responder = new Responder({
    registry,
    origin: "https://site.example",
    findHeld: () => Promise.resolve(toBlob(options.held)),
    askPage: (pageId) => {
      askedPages.push(pageId);
      return Promise.resolve(toBlob(options.fromPage));
    },
    digestOf: (bytes) => Promise.resolve(new TextDecoder().decode(bytes)),
  });
  const answer = async (which: WorkerAsset, clientId = "alice") => {
    const response = await responder.answer(which, clientId, () =>
      Promise.resolve(new Response("origin")),
    );
    return response.text();
  };
  const wait = (ms: number) => (now += ms);
  return { registry, responder, askedPages, answer, wait };
}

describe("Responder", () => {
  it("answers nothing that no page vouched for", () => {
    expect(setUp().responder.find(request())).toBeUndefined();
  });

  it("finds what a page vouched for", () => {
    const { registry, responder } = setUp();
    registry.tell("alice", [asset("/lion.jpg")]);
    expect(responder.find(request())).toEqual(asset("/lion.jpg"));
  });

  it.each<[string, Partial<RequestFacts>]>([
    ["another method", { method: "POST" }],
    ["a script", { destination: "script" }],
    ["a fetch of the page", { destination: "" }],
    ["a reload", { cache: "reload" }],
    ["a revalidation", { cache: "no-cache" }],
    ["a range", { headers: new Headers({ Range: "bytes=0-1" }) }],
    ["another site", { url: "https://other.example/lion.jpg" }],
    ["another query", { url: "https://site.example/lion.jpg?v=2" }],
  ])("leaves %s alone", (_, facts) => {
    const { registry, responder } = setUp();
    registry.tell("alice", [asset("/lion.jpg")]);
    expect(responder.find(request(facts))).toBeUndefined();
  });

  it("serves verified bytes out of the cache", async () => {
    const { registry, answer, askedPages } = setUp({ held: "lion" });
    registry.tell("alice", [asset("/lion.jpg")]);
    expect(await answer(asset("/lion.jpg"))).toBe("lion");
    expect(askedPages).toEqual([]);
  });

  it("never serves bytes that do not match", async () => {
    expect(await setUp({ held: "poison" }).answer(asset("/lion.jpg"))).toBe("origin");
  });

  it("asks the page that wants the image before others", async () => {
    const { registry, answer, askedPages } = setUp({ fromPage: "lion" });
    registry.tell("alice", [asset("/lion.jpg", "peers")]);
    registry.tell("bob", [asset("/lion.jpg", "peers")]);
    expect(await answer(asset("/lion.jpg", "peers"), "bob")).toBe("lion");
    expect(await answer(asset("/lion.jpg", "peers"), "carol")).toBe("lion");
    expect(askedPages).toEqual(["bob", "alice"]);
  });

  it("takes the origin when the page has nothing", async () => {
    const { registry, answer } = setUp();
    registry.tell("alice", [asset("/lion.jpg", "peers")]);
    expect(await answer(asset("/lion.jpg", "peers"))).toBe("origin");
  });

  it("takes the origin when something fails", async () => {
    const responder = new Responder({
      registry: new AssetRegistry(),
      origin: "https://site.example",
      findHeld: () => Promise.reject(new Error("The disk is full")),
      askPage: () => Promise.resolve(undefined),
      digestOf: () => Promise.resolve(""),
    });
    const response = await responder.answer(asset("/a.jpg"), "", () =>
      Promise.resolve(new Response("origin")),
    );
    expect(await response.text()).toBe("origin");
  });
});

describe("AssetRegistry", () => {
  it("believes a page that was left for 30 more seconds, about what it holds", () => {
    const { registry, wait } = setUp();
    registry.tell("alice", [asset("/held.jpg"), asset("/peers.jpg", "peers")]);
    registry.leave("alice");
    expect(registry.find("/held.jpg")).toBeDefined();
    expect(registry.find("/peers.jpg")).toBeUndefined();
    wait(29_999);
    expect(registry.find("/held.jpg")).toBeDefined();
    wait(1);
    expect(registry.find("/held.jpg")).toBeUndefined();
  });

  it("takes a page's later word for the earlier one", () => {
    const { registry } = setUp();
    registry.tell("alice", [asset("/a.jpg", "peers")]);
    registry.tell("alice", [asset("/a.jpg", "held")]);
    expect(registry.find("/a.jpg")?.from).toBe("held");
  });

  it("knows nothing where two pages disagree", () => {
    const { registry } = setUp();
    registry.tell("alice", [asset("/a.jpg")]);
    registry.tell("bob", [asset("/a.jpg", "held", "newer" as Digest)]);
    expect(registry.find("/a.jpg")).toBeUndefined();
  });

  it("forgets everything when the visitor opts out", () => {
    const { registry } = setUp();
    registry.tell("alice", [asset("/a.jpg")]);
    registry.clear();
    expect(registry.find("/a.jpg")).toBeUndefined();
  });
});
