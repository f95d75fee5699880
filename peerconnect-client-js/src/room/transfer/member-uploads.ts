import type { PeerId } from "../../protocol/values.ts";
import { blockLength } from "./blocks.ts";
import { MAX_PAYLOAD } from "./layout.ts";
import type { Mailer } from "./mailer.ts";
import type { MessageOf, RefusalReason } from "./messages.ts";
import type { SharedFile } from "./shared-file.ts";
import { WorkQueue } from "./work-queue.ts";

/** Something that a member may ask us for: a file of ours, or one that we are receiving. */
export interface Shelf {
  /** Of the file, in bytes. */
  readonly size: number;
  /** Set when the file is ours. */
  readonly own?: SharedFile;
  /** Return a block, or `undefined` when we do not have it (any more). */
  read(block: number): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

type Request = MessageOf<"request">;

export interface MemberUploadsOptions {
  readonly peer: PeerId;
  readonly mailer: Mailer;
  readonly bufferedAmount: () => number;
  readonly findShelf: (peer: PeerId, request: Request) => Shelf | undefined;
  /** Whether we answer, and do not refer to others who have the block. */
  readonly admits: (file: SharedFile, request: Request, peer: PeerId) => boolean;
  readonly onsent: (bytes: number) => void;
}

/** Above this many waiting bytes nothing is added to a link. */
const HIGH_WATER = 1_048_576;
const MAX_QUEUE = 512;
/** How many bytes are read ahead of what is being sent. */
const READ_AHEAD = 2 * 1_048_576;

/** What one member asks of us: answered in order, one after the other. */
export class MemberUploads {
  readonly #options: MemberUploadsOptions;
  readonly #queue: WorkQueue<Request>;
  #wake: () => void = () => {};

  constructor(options: MemberUploadsOptions) {
    const { mailer } = options;
    this.#options = options;
    this.#queue = new WorkQueue<Request>(
      (request) => this.#answer(request),
      // While requests wait, the answers to short ones travel together.
      (isBusy) => (isBusy ? mailer.hold() : mailer.release()),
    );
  }

  /**
   * Take in a request.
   *
   * @returns whether it keeps to the rules
   */
  request(request: Request): boolean {
    if (this.#queue.items.some(({ id }) => id === request.id)) {
      return false;
    }
    if (this.#queue.items.length >= MAX_QUEUE) {
      this.#refuse(request, "busy");
      return true;
    }
    this.#readAhead(request);
    this.#queue.add(request);
    return true;
  }

  cancel(id: number): void {
    this.#queue.drop((request) => request.id === id);
    this.#wake();
  }

  /** Hear that the link has room again. */
  low(): void {
    this.#wake();
  }

  /** Forget all: the path is gone, and the member will ask again. */
  stop(): void {
    this.#queue.drop();
    this.#wake();
  }

  async #answer(request: Request): Promise<void> {
    const { findShelf, admits, onsent, peer, mailer } = this.#options;
    const { id, block, offset, length } = request;
    const shelf = findShelf(peer, request);
    if (!shelf) {
      this.#refuse(request, "not-held");
      return;
    }
    if (offset + length > blockLength(shelf.size, block)) {
      this.#refuse(request, "bad-range");
      return;
    }
    if (shelf.own && !admits(shelf.own, request, peer)) {
      this.#refuse(request, "elsewhere");
      return;
    }
    const bytes = await shelf.read(block);
    if (!bytes) {
      this.#refuse(request, "not-held");
      return;
    }
    if (shelf.own && request.wantsHash && this.#queue.isCurrent(request)) {
      mailer.send(await shelf.own.hashes(block, 1));
    }
    for (let at = offset; at < offset + length; at += MAX_PAYLOAD) {
      await this.#room(request);
      // Gone from the queue: cancelled, or the path is lost.
      if (!this.#queue.isCurrent(request)) {
        return;
      }
      const payload = bytes.subarray(at, Math.min(at + MAX_PAYLOAD, offset + length));
      onsent(payload.length);
      mailer.send({ type: "data", id, offset: at, payload });
    }
  }

  async #room(request: Request): Promise<void> {
    while (this.#options.bufferedAmount() >= HIGH_WATER && this.#queue.isCurrent(request)) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  // The disk works while the line does.
  #readAhead(request: Request): void {
    const ahead = this.#queue.items.reduce((sum, { length }) => sum + length, 0);
    const shelf =
      ahead < READ_AHEAD ? this.#options.findShelf(this.#options.peer, request) : undefined;
    if (shelf && request.offset + request.length <= blockLength(shelf.size, request.block)) {
      void shelf.read(request.block);
    }
  }

  #refuse({ id }: Request, reason: RefusalReason): void {
    this.#options.mailer.send({ type: "refuse", id, reason });
  }
}
