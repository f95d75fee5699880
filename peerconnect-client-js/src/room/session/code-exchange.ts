import { isRoomId, isRoomKey } from "../protocol/values.ts";
import type { RoomAddress } from "./room-address.ts";
import type { ShortCode } from "./short-code.ts";
import { GROUP_ORDER, Spake2, type Spake2Outcome } from "./spake2.ts";

/*
 * How a short code becomes the link of a room. The server passes three messages on and learns nothing from them:
 *
 *   host → guest   SHARE      the host's share
 *   guest → host   PROOF      the guest's share and confirmation
 *   host → guest   ADDRESS    the host's confirmation, and the address under the key that both now have
 *                  or WRONG   the confirmation was not as expected: the guest has other words
 *
 * The guest proves first, so whoever guesses (the server included) is counted before it gets anything. The key is good for
 * one message: it is new in each exchange, which is why the nonce may be constant.
 */

const SHARE = 1;
const PROOF = 2;
const ADDRESS = 3;
const WRONG = 4;

const SHARE_BYTES = 65;
const CONFIRMATION_BYTES = 32;
const NONCE = new Uint8Array(12);

/** Tells apart the exchanges of one code. */
export interface CodeAttempt {
  readonly code: ShortCode;
  /** The server's name of this exchange. */
  readonly attempt: number;
}

/** The host's end of one exchange. */
export class CodeHost {
  /** The first message to the guest. */
  readonly opening: Uint8Array;
  readonly #spake: Spake2;

  private constructor(spake: Spake2) {
    this.#spake = spake;
    this.opening = new Uint8Array([SHARE, ...spake.share]);
  }

  static async begin(attempt: CodeAttempt): Promise<CodeHost> {
    return new CodeHost(await openSpake("A", attempt));
  }

  /**
   * Take in the guest's message.
   *
   * @returns what to answer, and whether the guest had the right words
   */
  async receive(
    message: Uint8Array<ArrayBuffer>,
    address: RoomAddress,
  ): Promise<{ readonly isProved: boolean; readonly answer: Uint8Array }> {
    const isProof = message[0] === PROOF && message.length === 1 + SHARE_BYTES + CONFIRMATION_BYTES;
    const outcome = isProof
      ? await this.#spake.finish(message.slice(1, 1 + SHARE_BYTES))
      : undefined;
    if (!outcome || !areEqual(outcome.expected, message.slice(1 + SHARE_BYTES))) {
      return { isProved: false, answer: new Uint8Array([WRONG]) };
    }
    const sealed = await seal(outcome, new TextEncoder().encode(JSON.stringify(address)));
    return {
      isProved: true,
      answer: new Uint8Array([ADDRESS, ...outcome.confirmation, ...sealed]),
    };
  }
}

/** The guest's end of one exchange. */
export class CodeGuest {
  readonly #spake: Spake2;
  #outcome: Spake2Outcome | undefined;

  private constructor(spake: Spake2) {
    this.#spake = spake;
  }

  static async begin(attempt: CodeAttempt): Promise<CodeGuest> {
    return new CodeGuest(await openSpake("B", attempt));
  }

  /**
   * Take in a message of the host.
   *
   * @returns what to answer, or the address, or `"wrong"` when the two have other words or somebody interfered
   */
  async receive(message: Uint8Array<ArrayBuffer>): Promise<Uint8Array | RoomAddress | "wrong"> {
    if (message[0] === SHARE && !this.#outcome) {
      this.#outcome = await this.#spake.finish(message.slice(1));
      return this.#outcome
        ? new Uint8Array([PROOF, ...this.#spake.share, ...this.#outcome.confirmation])
        : "wrong";
    }
    const confirmation = message.slice(1, 1 + CONFIRMATION_BYTES);
    if (
      message[0] !== ADDRESS ||
      !this.#outcome ||
      !areEqual(this.#outcome.expected, confirmation)
    ) {
      return "wrong";
    }
    return readAddress(await open(this.#outcome, message.slice(1 + CONFIRMATION_BYTES)));
  }
}

async function openSpake(end: "A" | "B", { code, attempt }: CodeAttempt): Promise<Spake2> {
  return new Spake2({
    end,
    password: await toPassword(code),
    nameA: "peerconnect host",
    nameB: "peerconnect guest",
    context: new TextEncoder().encode(`peerconnect code ${code.number} ${attempt}`),
  });
}

// 64 bytes modulo the order, so that no password is likelier than another. No slow hash: nobody can try offline.
async function toPassword({ words }: ShortCode): Promise<bigint> {
  const bytes = new TextEncoder().encode(words.join("-"));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-512", bytes));
  return digest.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) % GROUP_ORDER;
}

async function seal(outcome: Spake2Outcome, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const key = await toSealingKey(outcome);
  return new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: NONCE }, key, bytes));
}

async function open(outcome: Spake2Outcome, sealed: Uint8Array<ArrayBuffer>): Promise<string> {
  const key = await toSealingKey(outcome);
  try {
    const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: NONCE }, key, sealed);
    return new TextDecoder().decode(bytes);
  } catch {
    // Changed on its way: no address is in it.
    return "null";
  }
}

function toSealingKey({ key }: Spake2Outcome): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]);
}

function readAddress(text: string): RoomAddress | "wrong" {
  const value = JSON.parse(text) as Partial<Record<keyof RoomAddress, unknown>> | null;
  const room = value?.room;
  const key = value?.key;
  return isRoomId(room) && isRoomKey(key) ? { room, key } : "wrong";
}

/** Compare without telling by the time taken where the first difference is. */
function areEqual(left: Uint8Array, right: Uint8Array): boolean {
  const difference = left.reduce((sum, byte, index) => sum | (byte ^ (right[index] ?? 256)), 0);
  return difference === 0 && left.length === right.length;
}
