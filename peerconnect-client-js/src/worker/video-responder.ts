import type { RequestFacts } from "./responder.ts";
import { FIRST_RUN, totalOf, VideoBody } from "./video-body.ts";
import { VideoPage } from "./video-page.ts";

export interface VideoResponderOptions {
  readonly origin: string;
  /** @default fetch */
  readonly fetch?: typeof fetch;
}

/** How much to take from the site to hear what a video is, where it is not at its beginning. The page knows what is needed now. */
const PROBE = 1;

type Facts = RequestFacts & Pick<Request, "mode" | "credentials">;

/**
 * Answers the requests of media elements that a page of ours put into the mode `use-credentials`. On its own site that mode
 * changes nothing for an element; so it can tell us which elements are ours, whatever we forgot. And only in such a mode does
 * Chromium let one load mix answers that a worker made with answers of the site.
 */
export class VideoResponder {
  readonly #origin: string;
  readonly #fetch: typeof fetch;
  readonly #pages = new Map<string, VideoPage>();
  #lastId = 0;

  constructor({ origin, fetch: load = fetch }: VideoResponderOptions) {
    this.#origin = origin;
    // Called as a method, the platform's would throw.
    this.#fetch = (...request) => load(...request);
  }

  /** Take on a page. */
  add(pageId: string, port: MessagePort): void {
    this.#pages.get(pageId)?.close();
    const page = new VideoPage(port, () => {
      if (this.#pages.get(pageId) === page) this.#pages.delete(pageId);
    });
    this.#pages.set(pageId, page);
  }

  /** Tell whether a request is one for us. */
  isOurs({ method, mode, credentials, destination, url }: Facts): boolean {
    return (
      method === "GET" &&
      mode === "cors" &&
      credentials === "include" &&
      (destination === "video" || destination === "audio") &&
      url.startsWith(`${this.#origin}/`)
    );
  }

  /**
   * Answer a request.
   * @param pageId - the page that shows the video
   */
  async answer(
    { url, headers }: Pick<Facts, "url" | "headers">,
    pageId: string,
  ): Promise<Response> {
    const range = /^bytes=(\d+)-(\d*)$/.exec(headers.get("Range") ?? "");
    const from = Number(range?.[1] ?? 0);
    const { pathname: path } = new URL(url);
    let begun: Response | undefined;
    let video = this.#pages.get(pageId)?.find(path);
    if (!video) {
      begun = await this.#fetch(url, {
        headers: { Range: `bytes=${from}-${from + (from > 0 ? PROBE : FIRST_RUN) - 1}` },
      });
      const length = totalOf(begun);
      const mediaType = begun.headers.get("Content-Type");
      if (begun.status !== 206 || length === undefined || mediaType === null) return begun;
      video = { path, length, mediaType };
    }
    const { length, mediaType } = video;
    if (from >= length) {
      return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${length}` } });
    }
    const to = range?.[2] ? Math.min(length, Number(range[2]) + 1) : length;
    const id = ++this.#lastId;
    const body = new VideoBody({
      id,
      url,
      path,
      length,
      from,
      to,
      findPage: () => this.#pages.get(pageId),
      fetch: this.#fetch,
      ...(begun && { begun }),
    });
    // Nothing is read in advance: how far ahead a video is loaded is for the page to decide.
    return new Response(new ReadableStream(body, { highWaterMark: 0 }), {
      status: range ? 206 : 200,
      headers: {
        "Accept-Ranges": "bytes",
        "Content-Length": String(to - from),
        "Content-Type": mediaType,
        ...(range && { "Content-Range": `bytes ${from}-${to - 1}/${length}` }),
      },
    });
  }
}
