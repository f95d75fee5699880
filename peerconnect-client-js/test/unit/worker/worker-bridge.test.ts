// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ResolvedAsset } from "../../../src/protocol/messages.ts";
import type { Digest } from "../../../src/protocol/values.ts";
import type { Delivery } from "../../../src/transfer/delivery.ts";
import { WorkerBridge } from "../../../src/worker/worker-bridge.ts";
import type { PageMessage } from "../../../src/worker/worker-messages.ts";

const LION: ResolvedAsset = {
  url: "/lion.jpg",
  digest: "lion" as Digest,
  length: 4,
  mediaType: "image/jpeg",
  active: true,
};

interface Registration {
  readonly active: { readonly scriptURL: string };
  unregister(): Promise<boolean>;
}

/** A container with a worker that keeps what it hears. */
class FakeContainer extends EventTarget {
  readonly heard: PageMessage[] = [];
  readonly registered: string[] = [];
  registration: Registration | undefined;
  port: MessagePort | undefined;
  readonly controller = {
    postMessage: (_: unknown, [port]: MessagePort[]) => {
      this.port = port;
      port?.addEventListener("message", ({ data }: MessageEvent<PageMessage>) =>
        this.heard.push(data),
      );
      port?.start();
    },
  };

  getRegistration(): Promise<Registration | undefined> {
    return Promise.resolve(this.registration);
  }

  register(script: string, { scope }: { scope: string }): Promise<void> {
    this.registered.push(`${script} ${scope}`);
    return Promise.resolve();
  }
}

let abort = new AbortController();

function setUp(delivery: Delivery = { source: "origin", cause: "no-peer" }) {
  const container = new FakeContainer();
  const bridge = new WorkerBridge({
    loader: { load: () => Promise.resolve(delivery) },
    base: "/shop/peerconnect",
    scope: "/shop/",
    container: container as unknown as ServiceWorkerContainer,
    signal: abort.signal,
  });
  return { container, bridge };
}

beforeEach(() => {
  abort = new AbortController();
});

afterEach(() => {
  abort.abort();
});

describe("WorkerBridge", () => {
  it("registers the worker for the context path", async () => {
    const { container, bridge } = setUp();
    await bridge.start();
    expect(container.registered).toEqual(["/shop/peerconnect/worker.js?own /shop/"]);
  });

  it("never takes a scope from a site's own worker", async () => {
    const { container, bridge } = setUp();
    const unregister = vi.fn<() => Promise<boolean>>();
    container.registration = { active: { scriptURL: "https://site.example/sw.js" }, unregister };
    await bridge.start();
    await bridge.remove();
    expect(container.registered).toEqual([]);
    expect(unregister).not.toHaveBeenCalled();
  });

  it("tells the worker what it may answer, and a new worker again", async () => {
    const { container, bridge } = setUp();
    await bridge.start();
    bridge.tell([LION], "held");
    const told = { path: "/lion.jpg", digest: "lion", mediaType: "image/jpeg", from: "held" };
    await vi.waitFor(() =>
      expect(container.heard.at(-1)).toEqual({ type: "assets", assets: [told] }),
    );
    container.heard.length = 0;
    container.dispatchEvent(new Event("controllerchange"));
    await vi.waitFor(() => expect(container.heard).toEqual([{ type: "assets", assets: [told] }]));
  });

  it.each<[string, Delivery, boolean]>([
    ["the bytes", { source: "peer", blob: new Blob(["lion"]) }, true],
    ["that there are none", { source: "origin", cause: "no-peer" }, false],
  ])("answers the worker with %s", async (_, delivery, hasBlob) => {
    const { container, bridge } = setUp(delivery);
    await bridge.start();
    container.port?.postMessage({ type: "want", id: 7, path: "/lion.jpg", digest: "lion" });
    await vi.waitFor(() =>
      expect(container.heard.at(-1)).toMatchObject({ type: "delivery", id: 7 }),
    );
    const answer = container.heard.at(-1);
    expect(answer?.type === "delivery" && answer.blob !== undefined).toBe(hasBlob);
  });

  it("removes our worker when the visitor opts out", async () => {
    const { container, bridge } = setUp();
    await bridge.start();
    const unregister = vi.fn<() => Promise<boolean>>(() => Promise.resolve(true));
    const scriptURL = "https://site.example/shop/peerconnect/worker.js?own";
    container.registration = { active: { scriptURL }, unregister };
    await bridge.remove();
    expect(unregister).toHaveBeenCalledOnce();
  });
});
