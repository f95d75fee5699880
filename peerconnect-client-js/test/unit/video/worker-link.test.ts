import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { WorkerLink } from "../../../src/video/worker-link.ts";
import { CLAIM_MESSAGE } from "../../../src/worker/video-messages.ts";
import { OWN_WORKER } from "../../../src/worker/worker-messages.ts";

/** A browser that activates whatever is registered, and keeps what the worker hears. */
class FakeContainer extends EventTarget {
  readonly registered: string[] = [];
  readonly heard: unknown[] = [];
  controller: object | null = null;
  present: object | undefined;
  onregister: () => void = () => undefined;

  get ready(): Promise<object> {
    return Promise.resolve({
      active: { postMessage: (message: unknown) => this.heard.push(message) },
    });
  }

  async getRegistration(): Promise<object | undefined> {
    return this.present;
  }

  async register(script: string): Promise<object> {
    this.registered.push(script);
    this.onregister();
    return {};
  }
}

let container: FakeContainer;
let closed: AbortController;
let link: WorkerLink;

beforeEach(() => {
  container = new FakeContainer();
  closed = new AbortController();
  link = new WorkerLink({
    base: "/peerconnect",
    onquestion: vi.fn<() => void>(),
    onready: vi.fn<() => void>(),
    container: container as unknown as ServiceWorkerContainer,
    signal: closed.signal,
  });
});

afterEach(() => {
  closed.abort();
});

it("brings the worker up once, however often it is wanted", async () => {
  await Promise.all([link.start(), link.start()]);
  await link.start();
  expect(container.registered).toEqual([`/peerconnect/worker.js${OWN_WORKER}`]);
  expect(container.heard).toEqual([CLAIM_MESSAGE]);
});

it("leaves a page to the worker that controls it", async () => {
  container.controller = { scriptURL: "https://example.org/site-worker.js" };
  await link.start();
  expect(container.registered).toEqual([]);
});

it("leaves a site to a worker of its own that does not control the page yet", async () => {
  container.present = { active: { scriptURL: "https://example.org/site-worker.js" } };
  await link.start();
  expect(container.registered).toEqual([]);
  expect(container.heard).toEqual([]);
});

it("registers nothing for a page that stopped", async () => {
  const started = link.start();
  closed.abort();
  await started;
  expect(container.registered).toEqual([]);
});

it("claims nothing for a page that stopped while the worker came up", async () => {
  container.onregister = () => closed.abort();
  await link.start();
  expect(container.registered).toHaveLength(1);
  expect(container.heard).toEqual([]);
});
