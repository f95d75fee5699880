import { digestOf } from "../protocol/digests.ts";
import { CacheApiStore } from "../store/cache-api-store.ts";
import { AssetRegistry } from "./asset-registry.ts";
import { PagePorts } from "./page-ports.ts";
import { Responder } from "./responder.ts";
import type {
  InstallEvent,
  ServiceWorkerScope,
  WorkerMessageEvent,
} from "./service-worker-scope.ts";
import { CLAIM_MESSAGE, VIDEO_PORT_MESSAGE } from "./video-messages.ts";
import { VideoResponder } from "./video-responder.ts";
import { OWN_WORKER, PORT_MESSAGE, type PageMessage } from "./worker-messages.ts";

/**
 * Be the Service Worker, or a part of a site's own. WebRTC does not exist in workers, so it serves what the verified cache
 * holds and asks a page for what others hold. It answers only what a page vouched for. All it knows dies with it, and
 * what it does not know goes to the origin untouched.
 */
export function serve(scope: ServiceWorkerScope): void {
  const isOwn = scope.location.search === OWN_WORKER;
  const videos = new VideoResponder({ origin: scope.location.origin });
  const registry = new AssetRegistry();
  const ports = new PagePorts();
  let store: CacheApiStore | undefined;

  const responder = new Responder({
    registry,
    origin: scope.location.origin,
    findHeld: async ({ digest }) => store?.read(digest),
    askPage: (pageId, asset) => ports.ask(pageId, asset),
    digestOf,
  });

  function onPageMessage(pageId: string, message: PageMessage): void {
    switch (message.type) {
      case "assets":
        registry.tell(pageId, message.assets);
        break;
      case "delivery":
        ports.settle(message.id, message.blob);
        break;
      case "bye":
        registry.leave(pageId);
        ports.remove(pageId);
        break;
      case "off":
        registry.clear();
        break;
    }
  }

  function onPort({ data, source, ports: [port] }: WorkerMessageEvent): void {
    if (source && port && data === VIDEO_PORT_MESSAGE) videos.add(source.id, port);
    if (typeof data !== "object" || data === null || !source || !port) return;
    if (!("type" in data) || data.type !== PORT_MESSAGE || !("base" in data)) return;
    const pageId = source.id;
    store ??= new CacheApiStore(String(data.base), caches);
    ports.add(pageId, port);
    port.addEventListener("message", ({ data: message }: MessageEvent<PageMessage>) =>
      onPageMessage(pageId, message),
    );
    port.start();
  }

  scope.addEventListener("message", onPort);
  scope.addEventListener("fetch", (event) => {
    if (isOwn && videos.isOurs(event.request)) {
      event.respondWith(videos.answer(event.request, event.clientId));
      return;
    }
    const asset = responder.find(event.request);
    if (asset) {
      event.respondWith(responder.answer(asset, event.clientId, () => fetch(event.request)));
    }
  });
  if (isOwn) {
    scope.addEventListener("message", (event) => {
      if (event.data === CLAIM_MESSAGE) event.waitUntil(scope.clients.claim());
    });
    scope.addEventListener("install", (event) => {
      event.waitUntil(scope.skipWaiting());
      event.waitUntil(routeOthersToNetwork(event));
    });
  }
  // The browser stops idle workers: whoever lives still has to introduce itself again.
  scope.clients
    .matchAll({ type: "window" })
    .then((pages) => pages.forEach((page) => page.postMessage({ type: PORT_MESSAGE })))
    // Then the pages stay unknown.
    .catch(() => undefined);
}

/** See to it that what is never ours need not wait for the worker to start. Where the browser cannot do that, it does. */
async function routeOthersToNetwork(event: InstallEvent): Promise<void> {
  const displayed = ["image", "audio", "video"].map((it) => ({ requestDestination: it }));
  const rule = { condition: { not: { or: displayed } }, source: "network" };
  try {
    await event.addRoutes?.([rule]);
  } catch {
    // An early version of the API knows fewer conditions.
  }
}
