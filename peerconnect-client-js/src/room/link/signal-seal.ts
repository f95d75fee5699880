import type { CounterCipher } from "./counter-cipher.ts";
import { concat, isEqual } from "./derive.ts";
import { type LinkSignal, parseLinkSignals } from "./link-signal.ts";
import type { PairSecrets } from "./pair-secrets.ts";

/** The first byte of a box with signals; smaller ones are of the greeting. */
export const SIGNALS = 5;

const TAG_AT = 1;
const COUNTER_AT = 9;
const SEALED_AT = 17;

/**
 * Puts signals into boxes and takes them out: byte 0 is the kind of the box, then 8 bytes that name the secrets, an 8-byte
 * counter, and what is sealed. Boxes may get lost, so each carries its counter; none is taken twice.
 */
export class SignalSeal {
  readonly #tag: Uint8Array;
  readonly #out: CounterCipher;
  readonly #in: CounterCipher;

  private constructor(tag: Uint8Array, outgoing: CounterCipher, incoming: CounterCipher) {
    this.#tag = tag;
    this.#out = outgoing;
    this.#in = incoming;
  }

  static async of(secrets: PairSecrets): Promise<SignalSeal> {
    const ciphers = await secrets.ciphers("signal");
    return new SignalSeal(secrets.tag, ciphers.out, ciphers.in);
  }

  async seal(signals: readonly LinkSignal[]): Promise<Uint8Array<ArrayBuffer>> {
    const header = new Uint8Array(SEALED_AT);
    header[0] = SIGNALS;
    header.set(this.#tag, TAG_AT);
    new DataView(header.buffer).setBigUint64(COUNTER_AT, BigInt(this.#out.counter));
    const plain = new TextEncoder().encode(JSON.stringify(signals));
    return concat(header, await this.#out.seal(plain));
  }

  /** Whether a box was sealed under these secrets, and not under earlier ones. */
  isFor(box: Uint8Array): boolean {
    return isEqual(box.subarray(TAG_AT, COUNTER_AT), this.#tag);
  }

  /** Return the signals in a box that is for us. Rejects when somebody else made it, changed it, or sends it again. */
  async open(box: Uint8Array<ArrayBuffer>): Promise<readonly LinkSignal[]> {
    const counter = new DataView(box.buffer, box.byteOffset).getBigUint64(COUNTER_AT);
    const plain = await this.#in.open(box.slice(SEALED_AT), Number(counter));
    const signals = parseLinkSignals(new TextDecoder().decode(plain));
    if (!signals) {
      throw new TypeError("Not the signals of a link");
    }
    return signals;
  }
}
