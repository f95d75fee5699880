import { bringUp, isOwnWorker } from "../worker/own-worker.ts";
import {
  KEEP_ALIVE_MESSAGE,
  VIDEO_PORT_MESSAGE,
  type KnownVideo,
  type VideoAnswer,
  type VideoQuestion,
} from "../worker/video-messages.ts";
import { PORT_MESSAGE } from "../worker/worker-messages.ts";

export interface WorkerLinkOptions {
  /** Path prefix of our endpoints. */
  readonly base: string;
  readonly onquestion: (question: VideoQuestion) => void;
  /** Our worker controls this page from now on. */
  readonly onready: () => void;
  /** @default navigator.serviceWorker */
  readonly container?: ServiceWorkerContainer;
  readonly signal: AbortSignal;
}

/** The page's end of the port for videos. */
export class WorkerLink {
  readonly #options: WorkerLinkOptions;
  readonly #container: ServiceWorkerContainer;
  readonly #known = new Map<string, KnownVideo>();
  #port: MessagePort | undefined;
  #coming: Promise<void> | undefined;

  constructor(options: WorkerLinkOptions) {
    const { container = navigator.serviceWorker, signal } = options;
    this.#options = options;
    this.#container = container;
    container.addEventListener("controllerchange", () => this.#connect(), { signal });
    container.addEventListener(
      "message",
      // Sent by a worker that has just started and knows nobody.
      ({ data }: MessageEvent<{ readonly type?: unknown } | null>) => {
        if (data?.type === PORT_MESSAGE) this.#connect();
      },
      { signal },
    );
    signal.addEventListener("abort", () => this.#disconnect());
    this.#connect();
  }

  /** Whether elements of this page may be answered by our worker. */
  get isReady(): boolean {
    return isOwnWorker(this.#container.controller, this.#options.base);
  }

  /** Let our worker control this page, unless the site has one of its own here. */
  start(): Promise<void> {
    const { base, signal } = this.#options;
    if (this.#container.controller) return Promise.resolve();
    this.#coming ??= bringUp(this.#container, base, signal).catch((error: unknown) => {
      this.#coming = undefined;
      throw error;
    });
    return this.#coming;
  }

  /** Tell that this page streams a video. */
  tell(video: KnownVideo): void {
    this.#known.set(video.path, video);
    this.send({ type: "known", videos: [video] });
  }

  send(answer: VideoAnswer): void {
    this.#port?.postMessage(answer, answer.type === "bytes" ? [answer.bytes.buffer] : []);
  }

  /** Keep the worker from being stopped for a while. */
  keepAlive(): void {
    this.#container.controller?.postMessage(KEEP_ALIVE_MESSAGE);
  }

  /** The page is left: what is asked from now on is for the worker to find. */
  suspend(): void {
    this.send({ type: "bye" });
    this.#disconnect();
  }

  /** The page is back. */
  resume(): void {
    this.#connect();
  }

  #connect(): void {
    this.#disconnect();
    if (!this.isReady || this.#options.signal.aborted) return;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.addEventListener("message", ({ data }: MessageEvent<VideoQuestion>) =>
      this.#options.onquestion(data),
    );
    port1.start();
    this.#container.controller?.postMessage(VIDEO_PORT_MESSAGE, [port2]);
    this.send({ type: "known", videos: [...this.#known.values()] });
    this.#options.onready();
  }

  #disconnect(): void {
    this.#port?.close();
    this.#port = undefined;
  }
}
