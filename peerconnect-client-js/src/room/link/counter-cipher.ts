/** The authentication tag of AES-GCM, in bytes. */
export const TAG_BYTES = 16;

/**
 * AES-256-GCM under a key that seals in one direction only, with a counter as nonce. Both ends count for themselves, so that
 * what was changed, repeated, left out or put in another order does not open.
 */
export class CounterCipher {
  readonly #key: CryptoKey;
  #counter = 0;

  constructor(key: CryptoKey) {
    this.#key = key;
  }

  /** How many messages came by, which is the counter of the next one. */
  get counter(): number {
    return this.#counter;
  }

  /** Seal the next message. */
  async seal(plain: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    const iv = nonce(this.#counter++);
    return new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, this.#key, plain));
  }

  /**
   * Open the next message. Rejects when it is not that.
   *
   * @param counter which one it is, if some may have been lost on the way
   */
  async open(
    sealed: Uint8Array<ArrayBuffer>,
    counter = this.#counter,
  ): Promise<Uint8Array<ArrayBuffer>> {
    if (counter < this.#counter) {
      throw new RangeError(`Message ${counter} came before`);
    }
    this.#counter = counter + 1;
    const iv = nonce(counter);
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, this.#key, sealed));
  }
}

function nonce(counter: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12);
  new DataView(bytes.buffer).setBigUint64(4, BigInt(counter));
  return bytes;
}
