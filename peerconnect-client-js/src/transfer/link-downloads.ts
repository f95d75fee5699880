import { encodeFrame, type Frame } from "../protocol/frames.ts";
import type { PeerId } from "../protocol/values.ts";
import type { Download } from "./download.ts";
import type { PieceFetch } from "./piece.ts";
import { PullWindow } from "./pull-window.ts";

/** The part of a `PeerLink` that transfers need. */
export interface FrameLink {
  readonly peer: PeerId;
  readonly isOpen: boolean;
  /** Whether it should have opened by now. */
  readonly isLate: boolean;
  readonly bufferedAmount: number;
  send(frame: Uint8Array<ArrayBuffer>): void;
}

/** The longest range that one request asks for, in bytes. */
const MAX_RANGE = 65_536;
const MIN_RANGE = 16_384;
const MAX_FETCHES = 4;
const MAX_CANCELLED = 1024;

interface Outstanding {
  readonly job: Job;
  readonly start: number;
  readonly end: number;
  readonly sentAt: number;
  next: number;
}

interface Job {
  readonly download: Download;
  readonly fetch: PieceFetch;
  /** Where the next request begins, within the piece. */
  next: number;
}

export type DataFrame = Extract<Frame, { type: "data" }>;

/** What we ask of one peer, under a window. */
export class LinkDownloads {
  readonly link: FrameLink;
  readonly window = new PullWindow();
  /** Until when this peer is not asked, after it was busy or stalled. */
  restsUntil = 0;
  /** Since when it has answered that it is busy, and nothing else. */
  busySince: number | undefined;
  /** How often in a row the whole link stalled. */
  stalls = 0;
  readonly #jobs = new Map<PieceFetch, Job>();
  readonly #outstanding = new Map<number, Outstanding>();
  // Bytes of these may still be under way; they are not an offence.
  readonly #cancelled = new Set<number>();
  #lastId = 0;
  #underWay = 0;
  #headSince = 0;
  #dataAt = 0;

  constructor(link: FrameLink) {
    this.link = link;
  }

  get isBusy(): boolean {
    return this.#jobs.size > 0;
  }

  /** Whether another fetch may start now. */
  get hasRoom(): boolean {
    return this.#jobs.size < MAX_FETCHES && this.window.size - this.#underWay >= MIN_RANGE;
  }

  /** The fetches that this peer works on. */
  get fetches(): readonly { readonly download: Download; readonly fetch: PieceFetch }[] {
    return [...this.#jobs.values()];
  }

  start(download: Download, fetch: PieceFetch, now: number): void {
    this.#jobs.set(fetch, { download, fetch, next: fetch.filled });
    this.request(now);
  }

  /** Ask for as much as the window allows, older fetches first. */
  request(now: number): void {
    for (const job of this.#jobs.values()) {
      const { piece } = job.fetch;
      while (job.next < piece.length) {
        const left = piece.length - job.next;
        const length = Math.min(MAX_RANGE, left, this.window.size - this.#underWay);
        if (length < Math.min(MIN_RANGE, left)) {
          return;
        }
        this.#ask(job, length, now);
      }
    }
  }

  #ask(job: Job, length: number, now: number): void {
    const id = ++this.#lastId;
    if (this.#outstanding.size === 0) {
      this.#headSince = now;
      this.#dataAt = now;
    }
    this.#outstanding.set(id, {
      job,
      start: job.next,
      end: job.next + length,
      sentAt: now,
      next: job.next,
    });
    this.#underWay += length;
    const offset = job.fetch.piece.offset + job.next;
    job.next += length;
    this.link.send(
      encodeFrame({ type: "request", id, digest: job.download.digest, offset, length }),
    );
  }

  /**
   * Take in bytes.
   *
   * @returns the fetch that they belong to; `undefined` when they come too late; `false` when the frame breaks the rules
   */
  receive(frame: DataFrame, now: number): PieceFetch | undefined | false {
    const request = this.#outstanding.get(frame.id);
    if (!request) {
      return this.#cancelled.has(frame.id) ? undefined : false;
    }
    const { job, end } = request;
    const { fetch, download } = job;
    const size = frame.payload.length;
    if (
      frame.total !== download.length ||
      frame.offset !== fetch.piece.offset + request.next ||
      request.next + size > end
    ) {
      return false;
    }
    if (request.next === request.start) {
      this.window.answered(now - request.sentAt);
    }
    fetch.buffer.set(frame.payload, request.next);
    fetch.peers.add(this.link.peer);
    request.next += size;
    this.#underWay -= size;
    this.#dataAt = now;
    this.stalls = 0;
    this.busySince = undefined;
    this.window.received(size, now);
    if (this.#isHead(frame.id)) {
      this.#headSince = now;
    }
    if (request.next === end) {
      this.#outstanding.delete(frame.id);
    }
    fetch.filled = this.#filled(job);
    if (fetch.isComplete) {
      this.#jobs.delete(fetch);
    }
    if (this.#outstanding.size === 0 && !this.isBusy) {
      this.window.idle();
    }
    return fetch;
  }

  /** Return the fetch that a request belongs to, if it is still wanted. */
  find(id: number): { readonly download: Download; readonly fetch: PieceFetch } | undefined {
    return this.#outstanding.get(id)?.job;
  }

  /** Whether a request was ours, answered or not. */
  knows(id: number): boolean {
    return id > 0 && id <= this.#lastId;
  }

  /** Stop a fetch: what it has stays with its piece. */
  drop(fetch: PieceFetch): void {
    if (!this.#jobs.delete(fetch)) {
      return;
    }
    for (const [id, request] of this.#outstanding) {
      if (request.job.fetch === fetch) {
        this.#outstanding.delete(id);
        this.#underWay -= request.end - request.next;
        this.#forget(id);
        this.link.send(encodeFrame({ type: "cancel", id }));
      }
    }
  }

  /**
   * Return the fetch that is due for bytes and has had none for too long. Requests behind it wait for their turn, which is
   * no fault of theirs.
   */
  findStalled(now: number, stallMs: number): PieceFetch | undefined {
    const [head] = this.#outstanding.values();
    return head && now - this.#headSince > this.#patience(stallMs) ? head.job.fetch : undefined;
  }

  /** Whether nothing at all came for too long. */
  isStalled(now: number, stallMs: number): boolean {
    return this.#outstanding.size > 0 && now - this.#dataAt > this.#patience(stallMs);
  }

  /** Give the next request in line its full time. */
  nextTurn(now: number): void {
    this.#headSince = now;
  }

  // SCTP repeats what was lost after a timeout of 400 ms and some round trips, and holds back all that came behind it.
  #patience(stallMs: number): number {
    return stallMs + 4 * this.window.roundTripMs;
  }

  #isHead(id: number): boolean {
    const [head] = this.#outstanding.keys();
    return head === id;
  }

  // Requests of one fetch may be answered at the same time: what counts is the stretch without a hole.
  #filled(job: Job): number {
    let filled = job.next;
    for (const request of this.#outstanding.values()) {
      if (request.job === job) {
        filled = Math.min(filled, request.next);
      }
    }
    return filled;
  }

  #forget(id: number): void {
    this.#cancelled.add(id);
    if (this.#cancelled.size > MAX_CANCELLED) {
      for (const oldest of this.#cancelled) {
        this.#cancelled.delete(oldest);
        break;
      }
    }
  }
}
