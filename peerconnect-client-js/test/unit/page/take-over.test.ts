// @vitest-environment happy-dom
// @vitest-environment-options { "url": "https://site.example/zoo/" }
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TakeOver } from "../../../src/page/take-over.ts";
import type { AssetRequest } from "../../../src/transfer/asset-request.ts";
import type { Delivery } from "../../../src/transfer/delivery.ts";
import type { ResolvedAsset } from "../../../src/protocol/messages.ts";
import type { Digest } from "../../../src/protocol/values.ts";
import { FakeIntersectionObserver } from "./fake-intersection-observer.ts";

const LION = "l".repeat(43) as Digest;
const TIGER = "t".repeat(43) as Digest;

/** A loader whose deliveries the test decides about. */
class FakeLoader {
  readonly requests: AssetRequest[] = [];
  readonly resolved: string[][] = [];
  readonly adopted: string[] = [];
  known: ResolvedAsset[] = [];
  answer: (request: AssetRequest) => Promise<Delivery> = () =>
    Promise.resolve({ source: "peer", blob: new Blob(["lion"]) });

  load(request: AssetRequest): Promise<Delivery> {
    this.requests.push(request);
    return this.answer(request);
  }

  async adopt(url: string, digest: Digest): Promise<boolean> {
    this.adopted.push(`${url} ${digest}`);
    return true;
  }

  resolve(urls: readonly string[]): Promise<readonly ResolvedAsset[]> {
    this.resolved.push([...urls]);
    return Promise.resolve(this.known);
  }
}

let abort = new AbortController();
let loader = new FakeLoader();
let mayReceive = true;
let revoke = vi.fn<(url: string) => void>();

function takeOver(markup: string, options: { foldLoading?: boolean } = {}): TakeOver {
  document.body.innerHTML = markup;
  const started = new TakeOver({
    loader,
    mayReceive: () => mayReceive,
    foldLoading: options.foldLoading ?? false,
    lookupMs: 300,
    signal: abort.signal,
  });
  started.start();
  return started;
}

/** Let promises, mutation observers and the short timers run. */
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(60);

function find(selector: string): Element {
  const found = document.querySelector(selector);
  if (!found) throw new Error(`No element matches '${selector}'`);
  return found;
}

const attributes = (selector: string): Record<string, string> =>
  Object.fromEntries([...find(selector).attributes].map(({ name, value }) => [name, value]));

const lion = `<img alt="Lion" data-peer-src="/lion.jpg" data-peer-hash="${LION}">`;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("IntersectionObserver", FakeIntersectionObserver);
  vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:verified");
  revoke = vi.spyOn(URL, "revokeObjectURL").mockImplementation(() => undefined);
  abort = new AbortController();
  loader = new FakeLoader();
  mayReceive = true;
});

afterEach(() => {
  abort.abort();
  document.body.innerHTML = "";
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("TakeOver", () => {
  it("shows verified bytes as a blob", async () => {
    takeOver(lion);
    await settle();
    expect(loader.requests.map(({ url, digest }) => ({ url, digest }))).toEqual([
      { url: "https://site.example/lion.jpg", digest: LION },
    ]);
    expect(attributes("img")).toEqual({ alt: "Lion", src: "blob:verified" });
  });

  it("gives the author's address back when the loader says origin", async () => {
    loader.answer = () => Promise.resolve({ source: "origin", cause: "no-peer" });
    takeOver(lion);
    await settle();
    expect(attributes("img")).toEqual({ alt: "Lion", src: "/lion.jpg" });
  });

  it("offers what the origin delivered as soon as the browser has it", async () => {
    loader.answer = () => Promise.resolve({ source: "origin", cause: "no-peer" });
    takeOver(lion);
    await settle();
    expect(loader.adopted).toEqual([]);
    find("img").dispatchEvent(new Event("load"));
    expect(loader.adopted).toEqual([`https://site.example/lion.jpg ${LION}`]);
  });

  it("gives the author's address back when the loader fails", async () => {
    loader.answer = () => Promise.reject(new TypeError("a bug"));
    takeOver(lion);
    await settle();
    expect(attributes("img")).toEqual({ alt: "Lion", src: "/lion.jpg" });
  });

  it("gives the author's address back when the loader never answers", async () => {
    loader.answer = () => new Promise(() => undefined);
    takeOver(lion);
    await settle();
    expect(find("img").hasAttribute("src")).toBe(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(attributes("img")).toEqual({ alt: "Lion", src: "/lion.jpg" });
  });

  it("leaves everything to the origin when nothing may be received, now and later", async () => {
    mayReceive = false;
    takeOver(lion);
    document.body.insertAdjacentHTML("beforeend", `<img id="later" data-peer-src="/tiger.jpg">`);
    await settle();
    expect(loader.requests).toEqual([]);
    expect(attributes("img")).toEqual({ alt: "Lion", src: "/lion.jpg" });
    expect(attributes("#later")).toEqual({ id: "later", src: "/tiger.jpg" });
  });

  it("keeps the descriptor of the candidate that it loads", async () => {
    takeOver(
      `<img sizes="400px" data-peer-src="/l.jpg" data-peer-srcset="/l4.jpg 400w, /l8.jpg 800w" data-peer-hash="- ${LION} ${TIGER}">`,
    );
    await settle();
    expect(loader.requests.map(({ url, digest }) => [new URL(url).pathname, digest])).toEqual([
      ["/l4.jpg", LION],
    ]);
    expect(attributes("img")).toEqual({
      sizes: "400px",
      src: "/l.jpg",
      srcset: "blob:verified 400w",
    });
  });

  it("leaves a candidate that is not shared to the origin", async () => {
    takeOver(
      `<img data-peer-src="/l.jpg" data-peer-srcset="/l2.jpg 2x" data-peer-hash="- ${LION}">`,
    );
    await settle();
    expect(loader.requests).toEqual([]);
    expect(attributes("img")).toEqual({ src: "/l.jpg", srcset: "/l2.jpg 2x" });
  });

  it("never asks for an address of another site", async () => {
    takeOver(`<img data-peer-src="https://other.example/l.jpg" data-peer-hash="${LION}">`);
    await settle();
    expect(loader.requests).toEqual([]);
    expect(attributes("img")).toEqual({ src: "https://other.example/l.jpg" });
  });

  it("delivers to the source that the browser would take, and gives the others back", async () => {
    vi.spyOn(window, "matchMedia").mockImplementation(
      (query) => ({ matches: query === "(min-width: 1px)" }) as MediaQueryList,
    );
    takeOver(`<picture>
      <source media="(max-width: 1px)" data-peer-srcset="/a.webp" data-peer-hash="-">
      <source media="(min-width: 1px)" data-peer-srcset="/b.webp 2x" data-peer-hash="${LION}">
      <img data-peer-src="/c.jpg" data-peer-hash="-"></picture>`);
    await settle();
    expect(loader.requests.map(({ url }) => new URL(url).pathname)).toEqual(["/b.webp"]);
    expect(attributes("source:first-child")["srcset"]).toBe("/a.webp");
    expect(attributes("source:nth-child(2)")["srcset"]).toBe("blob:verified 2x");
    expect(attributes("img")).toEqual({ src: "/c.jpg" });
  });

  it("leaves a picture with an exotic format to the browser", async () => {
    takeOver(`<picture><source type="image/jxl" data-peer-srcset="/a.jxl" data-peer-hash="${LION}">
      <img data-peer-src="/c.jpg" data-peer-hash="${TIGER}"></picture>`);
    await settle();
    expect(loader.requests).toEqual([]);
    expect(attributes("source")).toEqual({ type: "image/jxl", srcset: "/a.jxl" });
  });

  it("loads a lazy image only when it is near", async () => {
    takeOver(`<img loading="lazy" data-peer-src="/lion.jpg" data-peer-hash="${LION}">`);
    await settle();
    expect(loader.requests).toEqual([]);
    FakeIntersectionObserver.enter(find("img"), { height: 100 }, "near");
    await settle();
    expect(loader.requests.length).toBe(1);
    expect(attributes("img")).toEqual({ loading: "lazy", src: "blob:verified" });
  });

  it("leaves images above the fold to the origin", async () => {
    vi.spyOn(document, "readyState", "get").mockReturnValue("interactive");
    takeOver(`${lion}<img id="low" data-peer-src="/low.jpg" data-peer-hash="${TIGER}">`, {
      foldLoading: true,
    });
    FakeIntersectionObserver.enter(find("img"), { top: 10, height: 100 });
    FakeIntersectionObserver.leave(find("#low"), { top: 5000, height: 100 });
    await settle();
    expect(attributes("img")).toEqual({ alt: "Lion", src: "/lion.jpg" });
    expect(attributes("#low")).toEqual({ id: "low", src: "blob:verified" });
  });

  it("knows at any time what is in view", async () => {
    loader.answer = () => new Promise(() => undefined);
    takeOver(lion);
    await settle();
    const [request] = loader.requests;
    expect(request?.isVisible()).toBe(false);
    FakeIntersectionObserver.enter(find("img"), { height: 100 });
    expect(request?.isVisible()).toBe(true);
    FakeIntersectionObserver.leave(find("img"), { height: 100 });
    expect(request?.isVisible()).toBe(false);
  });

  it("lets a script win that sets an address meanwhile", async () => {
    loader.answer = () => new Promise(() => undefined);
    takeOver(lion);
    await settle();
    find("img").setAttribute("src", "/mine.jpg");
    await settle();
    expect(loader.requests[0]?.signal.aborted).toBe(true);
    expect(attributes("img")).toEqual({ alt: "Lion", src: "/mine.jpg" });
  });

  it("forgets the hash of an address that a script replaced", async () => {
    loader.answer = () => new Promise(() => undefined);
    takeOver(lion);
    await settle();
    find("img").setAttribute("data-peer-src", "/tiger.jpg");
    await settle();
    expect(loader.resolved).toEqual([["/tiger.jpg"]]);
    expect(attributes("img")).toEqual({ alt: "Lion", src: "/tiger.jpg" });
  });

  it("aborts when the element leaves, and begins again when it returns", async () => {
    loader.answer = () => new Promise(() => undefined);
    takeOver(lion);
    await settle();
    const image = find("img");
    image.remove();
    await settle();
    expect(loader.requests[0]?.signal.aborted).toBe(true);
    document.body.append(image);
    await settle();
    expect(loader.requests.length).toBe(2);
  });

  it("takes over images that scripts add", async () => {
    takeOver("<div></div>");
    find("div").innerHTML = `<p>${lion}</p>`;
    await settle();
    expect(attributes("img")).toEqual({ alt: "Lion", src: "blob:verified" });
  });

  it("revokes the blob when the element leaves", async () => {
    takeOver(lion);
    await settle();
    expect(revoke).not.toHaveBeenCalled();
    find("img").remove();
    await settle();
    expect(revoke).toHaveBeenCalledExactlyOnceWith("blob:verified");
  });

  it("revokes the blob when a script sets another address", async () => {
    takeOver(lion);
    await settle();
    find("img").setAttribute("src", "/other.jpg");
    await settle();
    expect(revoke).toHaveBeenCalledExactlyOnceWith("blob:verified");
    expect(attributes("img")).toEqual({ alt: "Lion", src: "/other.jpg" });
  });

  it("goes to the origin, once and unheard, when the blob does not load", async () => {
    takeOver(lion);
    await settle();
    const heard = vi.fn<() => void>();
    find("img").addEventListener("error", heard);
    find("img").dispatchEvent(new Event("error"));
    expect(attributes("img")).toEqual({ alt: "Lion", src: "/lion.jpg" });
    expect(heard).not.toHaveBeenCalled();
    find("img").dispatchEvent(new Event("error"));
    expect(heard).toHaveBeenCalledOnce();
  });

  it("asks the server for what the author marked, all at once", async () => {
    loader.known = [
      { url: "/a.jpg?x=1", digest: LION, length: 1, mediaType: "image/jpeg", active: true },
      { url: "/b.jpg", digest: TIGER, length: 1, mediaType: "image/jpeg", active: false },
    ];
    takeOver(`<img id="a" src="/placeholder.gif" data-peer-src="/a.jpg?x=1"><img id="b" data-peer-src="/b.jpg">
      <img id="c" data-peer-src="/c.jpg">`);
    await settle();
    expect(loader.resolved).toEqual([["/a.jpg?x=1", "/b.jpg", "/c.jpg"]]);
    expect(attributes("#a")).toEqual({ id: "a", src: "blob:verified" });
    expect(attributes("#b")).toEqual({ id: "b", src: "/b.jpg" });
    expect(attributes("#c")).toEqual({ id: "c", src: "/c.jpg" });
  });

  it("waits for the server's answer only so long", async () => {
    loader.resolve = () => new Promise(() => undefined);
    takeOver(`<img data-peer-src="/a.jpg">`);
    await settle();
    expect(find("img").hasAttribute("src")).toBe(false);
    await vi.advanceTimersByTimeAsync(300);
    expect(attributes("img")).toEqual({ src: "/a.jpg" });
  });

  it("leaves alone what the author switched off", async () => {
    takeOver(`<div data-peer="off">${lion}</div>`);
    await settle();
    expect(loader.requests).toEqual([]);
    expect(attributes("img")).toEqual({ alt: "Lion", src: "/lion.jpg" });
  });

  it("gives everything back when it ends", async () => {
    loader.answer = () => new Promise(() => undefined);
    takeOver(`${lion}<img id="lazy" loading="lazy" data-peer-src="/lazy.jpg">`);
    await settle();
    abort.abort();
    expect(attributes("img")).toEqual({ alt: "Lion", src: "/lion.jpg" });
    expect(attributes("#lazy")).toEqual({ id: "lazy", loading: "lazy", src: "/lazy.jpg" });
  });

  it("loads audio, and starts its sources anew", async () => {
    const load = vi.spyOn(HTMLMediaElement.prototype, "load").mockImplementation(() => undefined);
    vi.spyOn(HTMLMediaElement.prototype, "canPlayType").mockImplementation((type) =>
      type === "audio/ogg" ? "maybe" : "",
    );
    takeOver(`<audio><source type="audio/none" data-peer-src="/a.none" data-peer-hash="-">
      <source type="audio/ogg" data-peer-src="/a.ogg" data-peer-hash="${LION}"></audio>`);
    await settle();
    expect(attributes("source:first-child")).toEqual({ type: "audio/none", src: "/a.none" });
    expect(attributes("source:nth-child(2)")).toEqual({ type: "audio/ogg", src: "blob:verified" });
    expect(load).toHaveBeenCalledOnce();
  });
});
