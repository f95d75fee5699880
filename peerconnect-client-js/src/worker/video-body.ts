import type { VideoPage } from "./video-page.ts";

export interface VideoBodyOptions {
  readonly id: number;
  readonly url: string;
  readonly path: string;
  /** Length of the whole video, in bytes. */
  readonly length: number;
  /** The first byte to deliver, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** The page that shows the video, if it has introduced itself. */
  readonly findPage: () => VideoPage | undefined;
  readonly fetch: typeof fetch;
  /** An answer of the site that begins with the first byte. */
  readonly begun?: Response;
}

/** How much to take from the site where no page says how much: at the beginning of a video, then where it goes on, and at most. */
export const FIRST_RUN = 360_448;
const LATER_RUN = 65_536;
const LONGEST_RUN = 4_194_304;

/** How much is kept for a page that has yet to introduce itself, in bytes. */
const MAX_UNTOLD = 2_097_152;

/** How often the site may fail in a row, and how long to wait in between, in milliseconds. */
const MAX_FAILURES = 40;
const RETRY_MS = 500;

/**
 * The bytes of a video, for one request of a media element: from the page, who has or gets them from others, or else from the
 * site, always from the byte on that is needed next. The element notices nothing when one takes the place of the other.
 */
export class VideoBody implements UnderlyingDefaultSource<Uint8Array> {
  readonly #options: VideoBodyOptions;
  readonly #aborted = new AbortController();
  #offset: number;
  /** What the site is sending. */
  #run: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
  #nextRun: number;
  #failures = 0;
  /** What the site sent and no page has heard of yet. */
  #untold: { readonly offset: number; readonly bytes: Uint8Array<ArrayBuffer> }[] = [];

  constructor(options: VideoBodyOptions) {
    this.#options = options;
    this.#offset = options.from;
    this.#nextRun = options.from === 0 ? FIRST_RUN : LATER_RUN;
    this.#run = options.begun?.body?.getReader();
  }

  async pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    while (!this.#aborted.signal.aborted) {
      if (this.#offset >= this.#options.to) {
        this.#end();
        controller.close();
        return;
      }
      const bytes = await this.#next();
      if (bytes) {
        this.#offset += bytes.length;
        controller.enqueue(bytes);
        return;
      }
    }
  }

  cancel(): void {
    this.#end();
  }

  #end(): void {
    const { id, findPage } = this.#options;
    this.#aborted.abort();
    this.#run?.cancel().catch(() => undefined);
    this.#tell();
    findPage()?.tell({ type: "close", id });
  }

  /** Return the next bytes, `undefined` to ask again. */
  async #next(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (this.#run) return this.#readRun(this.#run);
    this.#tell();
    const { id, path, length, to, findPage } = this.#options;
    const page = findPage();
    const offset = this.#offset;
    const answer = await page?.ask({ type: "read", id, path, offset, length });
    if (answer instanceof Uint8Array) return answer.subarray(0, to - offset);
    await this.#openRun(answer ?? this.#nextRun);
    if (answer === undefined) this.#nextRun = Math.min(LONGEST_RUN, 2 * this.#nextRun);
    return undefined;
  }

  async #readRun(
    run: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> {
    try {
      const { value: received, done } = await run.read();
      if (done) this.#run = undefined;
      // A first run is longer than some requests.
      const value = received?.subarray(0, this.#options.to - this.#offset);
      if (!value) return undefined;
      this.#failures = 0;
      if (this.#untold.length === 0 || this.#offset - this.#options.from < MAX_UNTOLD) {
        this.#untold.push({ offset: this.#offset, bytes: value.slice() });
      }
      this.#tell();
      return value;
    } catch {
      // The connection broke: the next run begins where this one ended.
      this.#run = undefined;
      await this.#failed();
      return undefined;
    }
  }

  /** Tell the page what the site sent, so that it can share it. */
  #tell(): void {
    const { path, findPage } = this.#options;
    const page = findPage();
    if (!page) return;
    for (const part of this.#untold.splice(0)) page.tell({ type: "took", path, ...part });
  }

  async #openRun(length: number): Promise<void> {
    const { url, to, fetch } = this.#options;
    const last = Math.min(to, this.#offset + length) - 1;
    const headers = { Range: `bytes=${this.#offset}-${last}` };
    let response: Response;
    try {
      response = await fetch(url, { headers, signal: this.#aborted.signal });
    } catch {
      await this.#failed();
      return;
    }
    if (response.status !== 206 || totalOf(response) !== this.#options.length) {
      // Another video is there by now, or none.
      throw new TypeError(`Status ${response.status} for a part of a video`);
    }
    this.#run = response.body?.getReader();
  }

  async #failed(): Promise<void> {
    if (this.#aborted.signal.aborted) return;
    if (++this.#failures > MAX_FAILURES) throw new TypeError("The site does not answer");
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

/** Return the length of the whole that a part is of. */
export function totalOf(response: Response): number | undefined {
  const total = /\/(\d+)$/.exec(response.headers.get("Content-Range") ?? "")?.[1];
  return total === undefined ? undefined : Number(total);
}
