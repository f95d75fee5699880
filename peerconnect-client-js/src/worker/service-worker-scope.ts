/*
 * The parts of the Service Worker API that we use. TypeScript has them in a library that cannot be mixed with the one
 * for pages. https://w3c.github.io/ServiceWorker/
 */

export interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

export interface InstallEvent extends ExtendableEvent {
  /** Only some browsers have the static routing API. */
  addRoutes?(rules: readonly object[]): Promise<void>;
}

export interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  readonly clientId: string;
  respondWith(response: Promise<Response>): void;
}

export interface WorkerMessageEvent extends ExtendableEvent {
  readonly data: unknown;
  readonly source: { readonly id: string } | null;
  readonly ports: readonly MessagePort[];
}

export interface ServiceWorkerEvents {
  install: InstallEvent;
  fetch: FetchEvent;
  message: WorkerMessageEvent;
}

export interface ServiceWorkerScope {
  readonly location: Location;
  readonly clients: {
    matchAll(options: object): Promise<readonly { postMessage(message: unknown): void }[]>;
    claim(): Promise<void>;
  };
  skipWaiting(): Promise<void>;
  addEventListener<K extends keyof ServiceWorkerEvents>(
    type: K,
    listener: (event: ServiceWorkerEvents[K]) => void,
  ): void;
}
