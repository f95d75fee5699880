import type { ResolvedAsset } from "../protocol/messages.ts";
import type { AssetLoader } from "../transfer/asset-loader.ts";
import { isOwnWorker, registerOwnWorker, workerOf } from "./own-worker.ts";
import {
  PORT_MESSAGE,
  type PageMessage,
  type WorkerAsset,
  type WorkerMessage,
} from "./worker-messages.ts";

export interface WorkerBridgeOptions {
  readonly loader: Pick<AssetLoader, "load">;
  /** Path prefix of our endpoints. */
  readonly base: string;
  /** Where the worker may act: the context path of the site, with a slash at its end. */
  readonly scope: string;
  /** @default navigator.serviceWorker */
  readonly container?: ServiceWorkerContainer;
  readonly signal: AbortSignal;
}

/** The page's end of the port: tells the worker what it may answer, and fetches what the worker asks for. */
export class WorkerBridge {
  readonly #options: WorkerBridgeOptions;
  readonly #container: ServiceWorkerContainer;
  readonly #assets = new Map<string, WorkerAsset>();
  #port: MessagePort | undefined;
  #order = 0;

  constructor(options: WorkerBridgeOptions) {
    const { container = navigator.serviceWorker, signal } = options;
    this.#options = options;
    this.#container = container;
    container.addEventListener("controllerchange", () => this.#connect(), { signal });
    container.addEventListener(
      "message",
      ({ data }: MessageEvent<{ readonly type?: unknown } | null>) => {
        if (data?.type === PORT_MESSAGE) this.#connect();
      },
      { signal },
    );
    addEventListener("pagehide", () => this.#send({ type: "bye" }), { signal });
    addEventListener("pageshow", ({ persisted }) => persisted && this.#connect(), { signal });
    signal.addEventListener("abort", () => this.#disconnect());
  }

  /** Register the worker, unless the site has one of its own here, and say hello to whichever controls this page. */
  async start(): Promise<void> {
    this.#connect();
    const { base, scope, signal } = this.#options;
    await registerOwnWorker(this.#container, base, scope, signal);
  }

  /** Tell that the worker may answer for these assets. */
  tell(assets: readonly ResolvedAsset[], from: WorkerAsset["from"]): void {
    const told = assets.map(({ url, digest, mediaType }) => ({
      path: url,
      digest,
      mediaType,
      from,
    }));
    if (told.length === 0) return;
    for (const asset of told) this.#assets.set(asset.path, asset);
    this.#send({ type: "assets", assets: told });
  }

  /** The visitor opted out: make the worker forget everything, and remove it if it is ours. */
  async remove(): Promise<void> {
    this.#assets.clear();
    this.#send({ type: "off" });
    this.#disconnect();
    const registration = await this.#container.getRegistration(this.#options.scope);
    if (registration && isOwnWorker(workerOf(registration), this.#options.base)) {
      await registration.unregister();
    }
  }

  #connect(): void {
    const worker = this.#container.controller;
    this.#disconnect();
    if (!worker || this.#options.signal.aborted) return;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.addEventListener("message", ({ data }: MessageEvent<WorkerMessage>) => {
      void this.#onWant(data);
    });
    port1.start();
    worker.postMessage({ type: PORT_MESSAGE, base: this.#options.base }, [port2]);
    this.#send({ type: "assets", assets: [...this.#assets.values()] });
  }

  async #onWant({ id, path, digest }: WorkerMessage): Promise<void> {
    let blob: Blob | undefined;
    try {
      const delivery = await this.#options.loader.load({
        url: new URL(path, location.origin).href,
        digest,
        isVisible: () => document.visibilityState === "visible",
        order: this.#order++,
        signal: this.#options.signal,
      });
      if (delivery.source !== "origin") blob = delivery.blob;
    } catch {
      // Stopped: the worker takes the origin.
    }
    this.#send({ type: "delivery", id, ...(blob && { blob }) });
  }

  #send(message: PageMessage): void {
    this.#port?.postMessage(message);
  }

  #disconnect(): void {
    this.#port?.close();
    this.#port = undefined;
  }
}
