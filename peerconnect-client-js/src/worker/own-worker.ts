import { CLAIM_MESSAGE } from "./video-messages.ts";
import { OWN_WORKER } from "./worker-messages.ts";

/** Tell whether a worker is ours, and not one that the site has here. */
export function isOwnWorker(worker: ServiceWorker | null, base: string): boolean {
  return worker?.scriptURL.endsWith(`${base}/worker.js${OWN_WORKER}`) === true;
}

/** Return the worker of a registration, whatever it is doing. */
export function workerOf({
  active,
  waiting,
  installing,
}: ServiceWorkerRegistration): ServiceWorker | null {
  return active ?? waiting ?? installing;
}

/** Return where our worker may act: the context path of the site, with a slash at its end. */
export function scopeOf(base: string): string {
  return base.replace(/[^/]+\/?$/, "");
}

/**
 * Register our worker, unless the site has one of its own here.
 * @param base - path prefix of our endpoints
 */
export async function registerOwnWorker(
  container: ServiceWorkerContainer,
  base: string,
  scope: string,
  signal?: AbortSignal,
): Promise<ServiceWorkerRegistration | undefined> {
  const present = await Promise.all([
    container.getRegistration(scope),
    container.getRegistration(),
  ]);
  const isTaken = present.some((one) => one && !isOwnWorker(workerOf(one), base));
  if (isTaken || signal?.aborted) return undefined;
  return container.register(`${base}/worker.js${OWN_WORKER}`, { scope });
}

/** Let our worker control this page, unless the site has one of its own here. */
export async function bringUp(
  container: ServiceWorkerContainer,
  base: string,
  signal?: AbortSignal,
): Promise<void> {
  if (!(await registerOwnWorker(container, base, scopeOf(base), signal))) return;
  const { active } = await container.ready;
  if (!signal?.aborted) active?.postMessage(CLAIM_MESSAGE);
}
