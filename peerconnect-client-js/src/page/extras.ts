import type { Badge } from "../consent/badge.ts";
import type { WorkerClient } from "../worker/worker-client.ts";
import type { Eligibility } from "./eligibility.ts";
import type { Learner } from "./learner.ts";

/** What no page needs before it has loaded. `<base>/worker.js` has it, to keep the core script small. */
export interface Extras {
  readonly Badge: typeof Badge;
  readonly Eligibility: typeof Eligibility;
  readonly Learner: typeof Learner;
  readonly WorkerClient: typeof WorkerClient;
}

/** The event by which the extras arrive: a script that has to be a classic one for workers cannot export. */
export const EXTRAS_EVENT = "peerconnect-extras";

/**
 * Import the extras. A page can do that once.
 * @param base - path prefix of our endpoints
 */
export function importExtras(base: string, signal: AbortSignal): Promise<Extras> {
  return new Promise((resolve, reject) => {
    document.addEventListener(
      EXTRAS_EVENT,
      ({ detail }: CustomEventInit<Extras>) => detail && resolve(detail),
      { signal },
    );
    import(/* @vite-ignore */ `${base}/worker.js`).catch(reject);
  });
}
