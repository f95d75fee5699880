import type { RoomLink } from "../link/room-link.ts";
import { encodeMessage } from "./encode-message.ts";
import { BATCH, BATCH_ENTRY } from "./layout.ts";
import type { TransferMessage } from "./messages.ts";

/** Longer messages travel alone, in bytes. */
const MAX_SMALL = 8192;
/** A batch leaves once it has so many bytes. */
const FULL = 16_384;

/**
 * Sends messages over a link, small ones together: a browser takes a third of a millisecond for each message, however short,
 * and a small file needs four of them.
 */
export class Mailer {
  readonly #link: RoomLink;
  #waiting: Uint8Array<ArrayBuffer>[] = [];
  #bytes = 0;
  #isHeld = false;
  #isDue = false;

  constructor(link: RoomLink) {
    this.#link = link;
  }

  /** Send a message, at the latest at the end of the present task unless they are held. */
  send(message: TransferMessage): void {
    const bytes = encodeMessage(message);
    if (bytes.length > MAX_SMALL) {
      this.flush();
      this.#link.send(bytes);
      return;
    }
    this.#waiting.push(bytes);
    this.#bytes += BATCH_ENTRY + bytes.length;
    if (this.#bytes >= FULL) {
      this.flush();
    } else if (!this.#isHeld) {
      this.#flushSoon();
    }
  }

  /** Let small messages wait for more of them, which are about to come. */
  hold(): void {
    this.#isHeld = true;
  }

  /** Let them go. */
  release(): void {
    this.#isHeld = false;
    this.flush();
  }

  /** Forget what waits: the path is gone. */
  clear(): void {
    this.#waiting = [];
    this.#bytes = 0;
  }

  flush(): void {
    // A full batch and one more small message are far from the longest that a link takes.
    const waiting = this.#waiting;
    const length = 1 + this.#bytes;
    this.clear();
    const [first] = waiting;
    if (waiting.length > 1) {
      this.#link.send(join(waiting, length));
    } else if (first) {
      this.#link.send(first);
    }
  }

  #flushSoon(): void {
    if (!this.#isDue) {
      this.#isDue = true;
      queueMicrotask(() => {
        this.#isDue = false;
        if (!this.#isHeld) {
          this.flush();
        }
      });
    }
  }
}

function join(
  messages: readonly Uint8Array<ArrayBuffer>[],
  length: number,
): Uint8Array<ArrayBuffer> {
  const batch = new Uint8Array(length);
  const view = new DataView(batch.buffer);
  batch[0] = BATCH;
  let at = 1;
  for (const message of messages) {
    view.setUint16(at, message.length);
    batch.set(message, at + BATCH_ENTRY);
    at += BATCH_ENTRY + message.length;
  }
  return batch;
}
