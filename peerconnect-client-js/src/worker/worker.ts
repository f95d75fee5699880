/*
 * `<base>/worker.js` has two lives, so that pages in the other modes do not carry the page's side of this one: in a worker,
 * its own or a site's by `importScripts`, it serves; in a page, which imports it as a module, it hands out the class that
 * talks to the worker.
 */
import { serve } from "./serve.ts";
import type { ServiceWorkerScope } from "./service-worker-scope.ts";
import { WorkerClient } from "./worker-client.ts";
import { WORKER_CLIENT_EVENT } from "./worker-messages.ts";

if ("document" in globalThis) {
  document.dispatchEvent(new CustomEvent(WORKER_CLIENT_EVENT, { detail: WorkerClient }));
} else {
  serve(globalThis as unknown as ServiceWorkerScope);
}
