/*
 * `<base>/worker.js` has two lives: in a worker, its own or a site's by `importScripts`, it serves; in a page, which imports
 * it as a module, it hands out what pages need once they have loaded.
 */
import { Badge } from "../consent/badge.ts";
import { Eligibility } from "../page/eligibility.ts";
import { EXTRAS_EVENT, type Extras } from "../page/extras.ts";
import { Learner } from "../page/learner.ts";
import { serve } from "./serve.ts";
import type { ServiceWorkerScope } from "./service-worker-scope.ts";
import { WorkerClient } from "./worker-client.ts";

if ("document" in globalThis) {
  const detail: Extras = { Badge, Eligibility, Learner, WorkerClient };
  document.dispatchEvent(new CustomEvent(EXTRAS_EVENT, { detail }));
} else {
  serve(globalThis as unknown as ServiceWorkerScope);
}
