import type { Pieces } from "../video/pieces.ts";

export interface OriginRunsOptions {
  readonly pieces: Pieces;
  readonly url: string;
  readonly onpiece: (piece: number, bytes: Uint8Array<ArrayBuffer>) => void;
  readonly onbytes: (bytes: number) => void;
  /** The site delivers something else under this address, or nothing. */
  readonly onrefused: () => void;
  /** @default window.fetch */
  readonly fetch?: typeof fetch;
}

/** Requests at the same time. One for what is next and one for what comes after. */
const MAX_RUNS = 2;
/** Longest run, in bytes: what is asked for at once cannot be left to others any more. */
const MAX_RUN_BYTES = 2_097_152;
const RETRY_MS = 1000;

/** Takes pieces from the site, neighbours in one request. */
export class OriginRuns {
  readonly #options: OriginRunsOptions;
  readonly #fetch: typeof fetch;
  readonly #closed = new AbortController();
  /** Pieces to be asked for. */
  readonly #queue = new Set<number>();
  /** Pieces that are on their way. */
  readonly #running = new Set<number>();
  #runs = 0;
  #notBefore = 0;
  /** How long a piece took, in milliseconds. */
  #pieceMs = 0;

  constructor(options: OriginRunsOptions) {
    const { fetch: load = window.fetch.bind(window) } = options;
    this.#options = options;
    this.#fetch = load;
  }

  isRunning(piece: number): boolean {
    return this.#running.has(piece);
  }

  /** How long the site takes for one piece, in milliseconds, as far as that is known. */
  get pieceMs(): number {
    return this.#pieceMs;
  }

  /** Take these pieces, and of others only those that are on their way. */
  take(pieces: Iterable<number>): void {
    this.#queue.clear();
    for (const piece of pieces) if (!this.#running.has(piece)) this.#queue.add(piece);
    this.#next();
  }

  close(): void {
    this.#queue.clear();
    this.#closed.abort();
  }

  #next(): void {
    if (performance.now() < this.#notBefore) return;
    while (this.#runs < MAX_RUNS && this.#queue.size > 0) {
      const { pieceLength } = this.#options.pieces;
      const longest = Math.max(1, Math.floor(MAX_RUN_BYTES / pieceLength));
      const from = Math.min(...this.#queue);
      let to = from;
      while (this.#queue.has(to + 1) && to + 1 - from < longest) to++;
      this.#run(from, to).catch(() => undefined);
    }
  }

  async #run(from: number, to: number): Promise<void> {
    const pieces = Array.from({ length: to - from + 1 }, (_, i) => from + i);
    for (const piece of pieces) {
      this.#queue.delete(piece);
      this.#running.add(piece);
    }
    this.#runs++;
    try {
      await this.#load(from, to);
    } catch {
      // Whoever wants them asks again, or takes them from somebody else.
      this.#notBefore = performance.now() + RETRY_MS;
    } finally {
      this.#runs--;
      for (const piece of pieces) this.#running.delete(piece);
      if (!this.#closed.signal.aborted) this.#next();
    }
  }

  async #load(from: number, to: number): Promise<void> {
    const { pieces, url, onpiece, onbytes, onrefused } = this.#options;
    const start = pieces.startOf(from);
    const end = pieces.endOf(to);
    const beganAt = performance.now();
    const response = await this.#fetch(url, {
      headers: { Range: `bytes=${start}-${end - 1}` },
      // Of two ranges at the same time, Chromium's cache asks for the second twice.
      cache: this.#runs > 1 ? "no-store" : "default",
      signal: this.#closed.signal,
    });
    const isRight =
      response.status === 206 &&
      response.headers.get("Content-Range") === `bytes ${start}-${end - 1}/${pieces.length}`;
    if (!isRight || !response.body) {
      await response.body?.cancel();
      // A server that is busy or restarts is asked again; one that has something else is not.
      if (response.status < 500) onrefused();
      throw new TypeError(`Status ${response.status} for a part of a video`);
    }
    const reader = response.body.getReader();
    let piece = from;
    let whole = new Uint8Array(pieces.lengthOf(piece));
    let filled = 0;
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      onbytes(value.length);
      for (let at = 0; at < value.length && piece <= to;) {
        const part = value.subarray(at, at + whole.length - filled);
        whole.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled < whole.length) continue;
        this.#running.delete(piece);
        this.#pieceMs = (performance.now() - beganAt) / (piece - from + 1);
        onpiece(piece++, whole);
        whole = new Uint8Array(piece <= to ? pieces.lengthOf(piece) : 0);
        filled = 0;
      }
    }
  }
}
