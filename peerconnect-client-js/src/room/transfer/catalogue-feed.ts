import type { PeerId } from "../../protocol/values.ts";
import type { MessageOf } from "./messages.ts";
import type { OwnOffers } from "./own-offers.ts";

/** How many messages may be sent and not read yet: a list of 10,000 files would overrun a relay's buffer. */
const MAX_UNREAD = 4;

/** Tells one member our list, and what changes. */
export class CatalogueFeed {
  readonly #offers: OwnOffers;
  readonly #peer: PeerId;
  readonly #send: (message: MessageOf<"catalogue">) => void;
  #messages: Iterator<MessageOf<"catalogue">> | undefined;
  #told: number | undefined;
  #unread = 0;

  constructor(offers: OwnOffers, peer: PeerId, send: (message: MessageOf<"catalogue">) => void) {
    this.#offers = offers;
    this.#peer = peer;
    this.#send = send;
  }

  /** Begin, or begin again on another path. */
  start(known: number): void {
    this.#told = known;
    this.#unread = 0;
    // Also an empty list is told: otherwise nobody knows that there is nothing.
    this.#messages = this.#offers.changes(this.#peer, known)[Symbol.iterator]();
    this.pump();
  }

  /** Stop until the next `start`. */
  stop(): void {
    this.#told = undefined;
    this.#messages = undefined;
  }

  /** Hear that the member read a message. */
  read(): void {
    this.#unread = Math.max(0, this.#unread - 1);
    this.pump();
  }

  /** Tell what is new, as far as the member keeps up. */
  pump(): void {
    while (this.#told !== undefined && this.#unread < MAX_UNREAD) {
      if (!this.#messages && this.#told < this.#offers.version) {
        this.#messages = this.#offers.changes(this.#peer, this.#told)[Symbol.iterator]();
      }
      const next = this.#messages?.next();
      if (!next) {
        return;
      }
      if (next.done) {
        this.#messages = undefined;
        continue;
      }
      this.#told = next.value.version;
      this.#unread++;
      this.#send(next.value);
    }
  }
}
