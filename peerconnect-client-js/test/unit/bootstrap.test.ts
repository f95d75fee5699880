// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeIntersectionObserver } from "./page/fake-intersection-observer.ts";

const IMAGES = `<picture><source data-peer-srcset="/a.webp 2x"><img id="a" data-peer-src="/a.jpg"></picture>
  <img id="b" data-peer-src="/b.jpg" data-peer-hash="x">`;

interface Circumstances {
  readonly config?: object;
  readonly cookie?: string;
  readonly navigator?: object;
}

/** Run the bootstrap as a page does: the configuration before it, the images after it. */
async function run({
  config = {},
  cookie = "",
  navigator: facts = {},
}: Circumstances = {}): Promise<void> {
  const page = { base: "/peerconnect", consent: "implied", foldLoading: false, ...config };
  document.head.innerHTML = `<script type="application/json" id="peerconnect-config">${JSON.stringify(page)}</script>`;
  vi.spyOn(document, "cookie", "get").mockReturnValue(cookie);
  vi.stubGlobal("navigator", { ...facts });
  vi.resetModules();
  await import("../../src/bootstrap.ts");
  document.body.innerHTML = IMAGES;
  await vi.advanceTimersByTimeAsync(1);
}

const handedOver = (): number =>
  document.querySelectorAll("[data-peer-src],[data-peer-srcset]").length;
const sources = (): (string | null)[] =>
  ["source", "#a", "#b"].map((selector) => {
    const element = document.querySelector(selector);
    return element?.getAttribute(selector === "source" ? "srcset" : "src") ?? null;
  });

const ALL = ["/a.webp 2x", "/a.jpg", "/b.jpg"];
const NONE = [null, null, null];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("RTCPeerConnection", class {});
  vi.stubGlobal("IntersectionObserver", FakeIntersectionObserver);
  document.body.innerHTML = "";
});

afterEach(() => {
  // Whatever an earlier bootstrap still watches, it rests from here on.
  document.dispatchEvent(new Event("peerconnect"));
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("bootstrap", () => {
  it("leaves the images to the client", async () => {
    await run();
    expect(sources()).toEqual(NONE);
  });

  it.each<[string, Circumstances]>([
    ["opted out", { cookie: "a=b; peerconnect=off" }],
    ["sends the privacy signal", { navigator: { globalPrivacyControl: true } }],
    ["has yet to be asked", { config: { consent: "ask" } }],
    ["saves data", { navigator: { connection: { saveData: true } } }],
    ["is on mobile data", { navigator: { connection: { type: "cellular" } } }],
    [
      "saves data though they agreed",
      { cookie: "peerconnect=on", navigator: { connection: { saveData: true } } },
    ],
  ])("restores the images at once for who %s", async (_, circumstances) => {
    await run(circumstances);
    expect(sources()).toEqual(ALL);
    expect(handedOver()).toBe(0);
  });

  it("restores the images at once without WebRTC", async () => {
    vi.stubGlobal("RTCPeerConnection", undefined);
    await run();
    expect(sources()).toEqual(ALL);
  });

  it.each<[string, Circumstances]>([
    ["the privacy signal", { cookie: "peerconnect=on", navigator: { globalPrivacyControl: true } }],
    ["the question", { cookie: "peerconnect=on", config: { consent: "ask" } }],
  ])("takes an earlier yes for more than %s", async (_, circumstances) => {
    await run(circumstances);
    expect(sources()).toEqual(NONE);
  });

  it("restores the images, and later ones, when the client does not start in time", async () => {
    await run();
    await vi.advanceTimersByTimeAsync(4000);
    expect(sources()).toEqual(ALL);
    document.body.insertAdjacentHTML("beforeend", `<img id="late" data-peer-src="/late.jpg">`);
    await vi.advanceTimersByTimeAsync(1);
    expect(document.querySelector("#late")?.getAttribute("src")).toBe("/late.jpg");
  });

  it("rests once the client has started", async () => {
    await run();
    document.dispatchEvent(new Event("peerconnect"));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sources()).toEqual(NONE);
  });

  it("restores the images when the client is not delivered", async () => {
    await run();
    const script = document.createElement("script");
    vi.spyOn(script, "src", "get").mockReturnValue(
      "https://site.example/peerconnect/peerconnect.1a2b.js",
    );
    document.head.append(script);
    script.dispatchEvent(new Event("error"));
    expect(sources()).toEqual(ALL);
  });

  it("restores the images when the client fails, even after its start", async () => {
    await run();
    document.dispatchEvent(new Event("peerconnect"));
    const filename = "https://site.example/peerconnect/peerconnect.1a2b.js";
    window.dispatchEvent(new ErrorEvent("error", { filename }));
    expect(sources()).toEqual(ALL);
  });

  it("does not care about the errors of others", async () => {
    await run();
    window.dispatchEvent(new ErrorEvent("error", { filename: "https://site.example/app.js" }));
    expect(sources()).toEqual(NONE);
  });

  it("restores the images above the fold, a picture as a whole", async () => {
    await run({ config: { foldLoading: true } });
    const [a, b] = document.querySelectorAll("img");
    if (a) FakeIntersectionObserver.enter(a, { height: 100 });
    if (b) FakeIntersectionObserver.enter(b, { height: 20 });
    expect(sources()).toEqual(["/a.webp 2x", "/a.jpg", null]);
  });
});
