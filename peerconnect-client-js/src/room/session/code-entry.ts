import { fromBase64Url, toBase64Url } from "../protocol/base64url.ts";
import type { RoomEvent, RoomFailure } from "../protocol/room-messages.ts";
import { CodeGuest } from "./code-exchange.ts";
import type { RoomAddress } from "./room-address.ts";
import type { RoomChannel } from "./room-channel.ts";
import type { ShortCode } from "./short-code.ts";

/** Why a code led nowhere. */
export type CodeFailure =
  | "unknown"
  | "wrong"
  | "burnt"
  | "expired"
  /** Too many tries from here, or too many others try at the same time. */
  | "busy"
  | "unreachable";

export interface CodeEntryOptions {
  readonly channel: Pick<RoomChannel, "send">;
  readonly code: ShortCode;
  readonly onaddress: (address: RoomAddress) => void;
  readonly onfailure: (failure: CodeFailure) => void;
}

/** How long it may take, in milliseconds: the host's tab may be asleep. */
const ANSWER_MS = 20_000;

const FAILURES: Readonly<Record<string, CodeFailure>> = {
  "code-unknown": "unknown",
  "code-burnt": "burnt",
  "rate-limited": "busy",
};

/** The guest's side of a short code: ends with the address of a room, or with a reason. */
export class CodeEntry {
  readonly #options: CodeEntryOptions;
  #guest: Promise<CodeGuest> | undefined;
  #attempt: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;

  constructor(options: CodeEntryOptions) {
    this.#options = options;
    this.#timer = setTimeout(() => this.#fail("unreachable"), ANSWER_MS);
  }

  /** Ask for the host, as soon as the site can be spoken to. */
  ask(): void {
    if (this.#attempt === undefined && !this.#isOver) {
      this.#options.channel.send({ type: "code-join", number: this.#options.code.number });
    }
  }

  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  /** Take in what the site says. */
  receive(event: RoomEvent): void {
    const { code } = this.#options;
    if (this.#isOver) {
      return;
    }
    if (event.type === "failure") {
      this.#refused(event);
    } else if ("number" in event && event.number === code.number) {
      this.#dispatch(event);
    }
  }

  #dispatch(event: Extract<RoomEvent, { readonly number: number }>): void {
    const { code } = this.#options;
    switch (event.type) {
      case "code-joined":
        this.#attempt ??= event.attempt;
        this.#guest ??= CodeGuest.begin({ code, attempt: this.#attempt });
        break;
      case "code-message":
        if (event.attempt === this.#attempt) {
          void this.#answer(event.box);
        }
        break;
      case "code-result":
        // The host's answer came before it, unless there is none: the server gave up waiting.
        if (event.attempt === this.#attempt && !event.accepted) {
          this.#fail(event.attemptsLeft > 0 ? "wrong" : "burnt");
        }
        break;
      case "code-closed":
        this.#fail(event.reason === "burnt" ? "burnt" : "expired");
        break;
      default:
      // For hosts.
    }
  }

  async #answer(box: string): Promise<void> {
    const guest = await this.#guest;
    const answer = await guest?.receive(fromBase64Url(box) ?? new Uint8Array());
    if (!answer || this.#isOver || this.#attempt === undefined) {
      return;
    }
    if (answer instanceof Uint8Array) {
      const { channel, code } = this.#options;
      const { number } = code;
      channel.send({
        type: "code-message",
        number,
        attempt: this.#attempt,
        box: toBase64Url(answer),
      });
    } else if (answer === "wrong") {
      this.#fail("wrong");
    } else {
      this.stop();
      this.#options.onaddress(answer);
    }
  }

  #refused({ code, about }: RoomFailure): void {
    const failure = FAILURES[code];
    if (failure && (about === undefined || about === String(this.#options.code.number))) {
      this.#fail(failure);
    }
  }

  #fail(failure: CodeFailure): void {
    if (!this.#isOver) {
      this.stop();
      this.#options.onfailure(failure);
    }
  }
}
