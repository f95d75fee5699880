import type { KnownVideo, VideoAnswer, VideoQuestion } from "./video-messages.ts";

/** What a page answers: bytes, or how many of them to take from the site. `undefined`: the page does not answer. */
export type PageAnswer = Uint8Array<ArrayBuffer> | number | undefined;

/** How long a page may be silent before the site takes its place, in milliseconds. */
const SILENCE_MS = 3000;

/** One page, seen from the worker. */
export class VideoPage {
  readonly #port: MessagePort;
  readonly #onbye: () => void;
  readonly #known = new Map<string, KnownVideo>();
  readonly #waiting = new Map<number, (answer: PageAnswer) => void>();
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /**
   * @param onbye - called when the page is left
   */
  constructor(port: MessagePort, onbye: () => void) {
    this.#port = port;
    this.#onbye = onbye;
    port.addEventListener("message", ({ data }: MessageEvent<VideoAnswer>) => this.#receive(data));
    port.start();
  }

  find(path: string): KnownVideo | undefined {
    return this.#known.get(path);
  }

  /** Ask for bytes; there is one question at a time for one id. */
  ask(question: Extract<VideoQuestion, { type: "read" }>): Promise<PageAnswer> {
    return new Promise((resolve) => {
      this.#waiting.set(question.id, resolve);
      this.#wait(question.id);
      this.#port.postMessage(question);
    });
  }

  /** Tell what needs no answer. */
  tell(message: Exclude<VideoQuestion, { type: "read" }>): void {
    if (message.type === "close") this.#settle(message.id, undefined);
    this.#port.postMessage(message, message.type === "took" ? [message.bytes.buffer] : []);
  }

  /** The page is gone, or has another port. */
  close(): void {
    this.#port.close();
    for (const id of this.#waiting.keys()) this.#settle(id, undefined);
  }

  #receive(answer: VideoAnswer): void {
    switch (answer.type) {
      case "known":
        for (const video of answer.videos) this.#known.set(video.path, video);
        break;
      case "bytes":
        this.#settle(answer.id, answer.bytes);
        break;
      case "origin":
        this.#settle(answer.id, answer.length);
        break;
      case "wait":
        this.#wait(answer.id);
        break;
      case "bye":
        this.close();
        this.#onbye();
        break;
    }
  }

  #wait(id: number): void {
    clearTimeout(this.#timers.get(id));
    if (this.#waiting.has(id)) {
      this.#timers.set(
        id,
        setTimeout(() => this.#settle(id, undefined), SILENCE_MS),
      );
    }
  }

  #settle(id: number, answer: PageAnswer): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
  }
}
