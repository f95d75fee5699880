import { fromBase64Url, toBase64Url } from "../protocol/base64url.ts";
import type { RoomEvent } from "../protocol/room-messages.ts";
import { CodeHost } from "./code-exchange.ts";
import type { RoomAddress } from "./room-address.ts";
import type { RoomChannel } from "./room-channel.ts";
import { newShortCode, type ShortCode } from "./short-code.ts";

export type CodeOfferState =
  | { readonly name: "none" }
  | { readonly name: "asked" }
  | { readonly name: "open"; readonly code: ShortCode; readonly endsAt: number }
  | { readonly name: "over"; readonly why: "expired" | "burnt" | "limit" };

export interface CodeOfferOptions {
  readonly channel: Pick<RoomChannel, "send">;
  readonly address: RoomAddress;
  readonly onchange: () => void;
  /** @default Date.now */
  readonly now?: () => number;
}

/** How many attempts may fail. Counted here, too: the server is not to be trusted with it. */
const MAX_FAILURES = 3;

/** The host's side of a short code: asks for a number, and hands the address to whoever proves to know the words. */
export class CodeOffer {
  readonly #options: CodeOfferOptions;
  readonly #now: () => number;
  readonly #attempts = new Map<number, Promise<CodeHost>>();
  #state: CodeOfferState = { name: "none" };
  #failures = 0;
  #expiry: ReturnType<typeof setTimeout> | undefined;

  constructor(options: CodeOfferOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  get state(): CodeOfferState {
    return this.#state;
  }

  /** Ask for a code, in place of an earlier one. */
  open(): void {
    this.#reset();
    const { channel, address } = this.#options;
    const isSent = channel.send({ type: "code-open", room: address.room });
    this.#become(isSent ? { name: "asked" } : { name: "none" });
  }

  /** Withdraw the code. */
  close(): void {
    if (this.#state.name === "open") {
      this.#options.channel.send({ type: "code-close", number: this.#state.code.number });
    }
    this.#reset();
    this.#become({ name: "none" });
  }

  /** Take in what the site says. */
  receive(event: RoomEvent): void {
    const { room } = this.#options.address;
    if (event.type === "code-opened" && event.room === room && this.#state.name === "asked") {
      const code = newShortCode(event.number);
      this.#become({ name: "open", code, endsAt: this.#now() + event.expiresInMs });
      this.#expiry = setTimeout(() => this.#over("expired"), event.expiresInMs);
    } else if (event.type === "failure" && event.about === room && this.#state.name === "asked") {
      this.#become({ name: "over", why: "limit" });
    } else if ("number" in event && this.#isOpen(event.number)) {
      this.#dispatch(event);
    }
  }

  #dispatch(event: Extract<RoomEvent, { readonly number: number }>): void {
    switch (event.type) {
      case "code-joined":
        void this.#begin(event.attempt);
        break;
      case "code-message":
        void this.#answer(event.attempt, event.box);
        break;
      case "code-closed":
        this.#over(event.reason === "burnt" ? "burnt" : "expired");
        break;
      default:
      // The server's count of what we told it.
    }
  }

  async #begin(attempt: number): Promise<void> {
    if (this.#state.name !== "open" || this.#attempts.has(attempt)) {
      return;
    }
    const { code } = this.#state;
    const opening = CodeHost.begin({ code, attempt });
    this.#attempts.set(attempt, opening);
    this.#say(code.number, attempt, (await opening).opening);
  }

  async #answer(attempt: number, box: string): Promise<void> {
    const host = await this.#attempts.get(attempt);
    // One guess for each attempt, whatever comes after it.
    if (!host || this.#state.name !== "open" || !this.#attempts.delete(attempt)) {
      return;
    }
    const { code } = this.#state;
    const message = fromBase64Url(box) ?? new Uint8Array();
    const { isProved, answer } = await host.receive(message, this.#options.address);
    if (!this.#isOpen(code.number)) {
      return;
    }
    this.#say(code.number, attempt, answer);
    this.#options.channel.send({
      type: "code-result",
      number: code.number,
      attempt,
      accepted: isProved,
    });
    this.#failures += isProved ? 0 : 1;
    if (this.#failures >= MAX_FAILURES) {
      this.#options.channel.send({ type: "code-close", number: code.number });
      this.#over("burnt");
    }
  }

  #isOpen(number: number): boolean {
    return this.#state.name === "open" && this.#state.code.number === number;
  }

  #say(number: number, attempt: number, message: Uint8Array): void {
    const box = toBase64Url(message);
    this.#options.channel.send({ type: "code-message", number, attempt, box });
  }

  #over(why: "expired" | "burnt"): void {
    this.#reset();
    this.#become({ name: "over", why });
  }

  #reset(): void {
    clearTimeout(this.#expiry);
    this.#attempts.clear();
    this.#failures = 0;
  }

  #become(state: CodeOfferState): void {
    this.#state = state;
    this.#options.onchange();
  }
}
