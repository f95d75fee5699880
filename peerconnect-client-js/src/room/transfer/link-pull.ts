import { PullWindow } from "../../transfer/pull-window.ts";
import type { Fetching } from "./fetch-index.ts";
import type { MessageOf, TransferMessage, Urgency } from "./messages.ts";

/** One block on its way from one member. */
export interface BlockFetch extends Fetching {
  readonly block: number;
  readonly buffer: Uint8Array<ArrayBuffer>;
  readonly urgency: Urgency;
  /** How much has come; there are no holes. */
  filled: number;
  /** How much was asked for. */
  asked: number;
}

interface Outstanding {
  readonly job: BlockFetch;
  readonly end: number;
  readonly sentAt: number;
  next: number;
}

/** The longest range that one request asks for, in bytes. */
const MAX_RANGE = 131_072;
/** Shorter ranges are asked for at the end of a block only, in bytes. */
const MIN_RANGE = 32_768;
const MAX_OUTSTANDING = 128;
/** So many requests of so few bytes go out whatever the window says: small files wait for disks, not for the line. */
const MAX_TINY = 64;
const TINY = 4096;

/** What we ask of one member, under a window. */
export class LinkPull {
  window = new PullWindow();
  /** Until when this member is not asked, after it was busy or stalled, in milliseconds. */
  restsUntil = 0;
  readonly #send: (message: TransferMessage) => void;
  readonly #jobs = new Set<BlockFetch>();
  readonly #outstanding = new Map<number, Outstanding>();
  #lastId = 0;
  #underWay = 0;
  /** Whether a block waits for room. */
  #isStuck = false;
  #dataAt = 0;

  constructor(send: (message: TransferMessage) => void) {
    this.#send = send;
  }

  /** The blocks that this member works on. */
  get jobs(): readonly BlockFetch[] {
    return [...this.#jobs];
  }

  /** Whether another block may be asked for. */
  get hasRoom(): boolean {
    return !this.#isStuck && this.#outstanding.size < MAX_OUTSTANDING && this.#room > 0;
  }

  start(job: BlockFetch, now: number): void {
    this.#jobs.add(job);
    this.request(now);
  }

  /** Ask for as much as the window allows, older blocks first. */
  request(now: number): void {
    this.#isStuck = true;
    for (const job of this.#jobs) {
      while (job.asked < job.buffer.length) {
        const left = job.buffer.length - job.asked;
        const length = Math.min(MAX_RANGE, left, this.#room);
        if (length < Math.min(MIN_RANGE, left) || this.#outstanding.size >= MAX_OUTSTANDING) {
          return;
        }
        this.#ask(job, length, now);
      }
    }
    this.#isStuck = false;
  }

  /** Ask again for all that was under way: another path took the place of the one before. */
  reopen(now: number): void {
    this.window = new PullWindow();
    this.#outstanding.clear();
    this.#underWay = 0;
    this.restsUntil = 0;
    for (const job of this.#jobs) {
      job.asked = job.filled;
    }
    this.request(now);
  }

  /**
   * Take in bytes.
   *
   * @returns the block that they belong to; `undefined` when they come too late; `false` when they break the rules
   */
  receive({ id, offset, payload }: MessageOf<"data">, now: number): BlockFetch | undefined | false {
    const request = this.#outstanding.get(id);
    if (!request) {
      return this.#knows(id) ? undefined : false;
    }
    const { job, end, sentAt } = request;
    if (offset !== request.next || offset !== job.filled || offset + payload.length > end) {
      return false;
    }
    this.window.answered(now - sentAt);
    this.window.received(payload.length, now);
    job.buffer.set(payload, offset);
    request.next += payload.length;
    job.filled = request.next;
    this.#underWay -= payload.length;
    this.#dataAt = now;
    if (request.next === end) {
      this.#outstanding.delete(id);
    }
    if (job.filled === job.buffer.length) {
      this.#jobs.delete(job);
    }
    if (this.#outstanding.size === 0) {
      this.window.idle();
    }
    return job;
  }

  /**
   * Take in that a request is refused: its block goes back.
   *
   * @returns the block; `undefined` when it comes too late; `false` when nobody asked
   */
  refused(id: number): BlockFetch | undefined | false {
    const request = this.#outstanding.get(id);
    if (!request) {
      return this.#knows(id) ? undefined : false;
    }
    this.#drop(request.job);
    return request.job;
  }

  /** Give up blocks: all of them, or those that a test picks. Returns them. */
  drop(isDropped: (job: BlockFetch) => boolean = () => true): readonly BlockFetch[] {
    const dropped = this.jobs.filter(isDropped);
    dropped.forEach((job) => this.#drop(job));
    return dropped;
  }

  /** Whether nothing came for too long although something was asked for. */
  isStalled(now: number, stallMs: number): boolean {
    return this.#outstanding.size > 0 && now - this.#dataAt > stallMs;
  }

  get #room(): number {
    const room = this.window.size - this.#underWay;
    return Math.max(room, this.#outstanding.size < MAX_TINY ? TINY : 0);
  }

  #ask(job: BlockFetch, length: number, now: number): void {
    const { fetch, block, asked: offset, urgency } = job;
    const source = fetch.source;
    if (!source) {
      return;
    }
    const id = ++this.#lastId;
    if (this.#outstanding.size === 0) {
      this.#dataAt = now;
    }
    this.#outstanding.set(id, { job, end: offset + length, sentAt: now, next: offset });
    this.#underWay += length;
    job.asked += length;
    this.#send({
      type: "request",
      id,
      session: source.session,
      file: source.id,
      block,
      offset,
      length,
      wantsHash: offset === job.filled && !fetch.hashes.has(block),
      urgency,
    });
  }

  #drop(job: BlockFetch): void {
    this.#jobs.delete(job);
    for (const [id, request] of this.#outstanding) {
      if (request.job === job) {
        this.#outstanding.delete(id);
        this.#underWay -= request.end - request.next;
        this.#send({ type: "cancel", id });
      }
    }
    if (this.#outstanding.size === 0) {
      this.window.idle();
    }
  }

  // Bytes of requests that we gave up may still be under way; they are no offence.
  #knows(id: number): boolean {
    return id > 0 && id <= this.#lastId;
  }
}
