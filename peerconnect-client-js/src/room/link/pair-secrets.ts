import { CounterCipher } from "./counter-cipher.ts";
import { deriveBytes, importCipherKey, importSecret } from "./derive.ts";

/** The two ciphers of one conversation. */
export interface Ciphers {
  /** For what this end says. */
  readonly out: CounterCipher;
  /** For what it hears. */
  readonly in: CounterCipher;
}

const NO_SALT = new Uint8Array(0);

/** What two members have in common and nobody else knows, not even other members of the room. */
export class PairSecrets {
  /** The same 16 bytes at both ends; somebody in between would have had to guess them. */
  readonly authentication: Uint8Array;
  /** Tells what was sealed under these secrets from what was sealed before them: 8 bytes. */
  readonly tag: Uint8Array;
  readonly #secret: CryptoKey;
  readonly #isCaller: boolean;

  private constructor(
    secret: CryptoKey,
    isCaller: boolean,
    authentication: Uint8Array,
    tag: Uint8Array,
  ) {
    this.#secret = secret;
    this.#isCaller = isCaller;
    this.authentication = authentication;
    this.tag = tag;
  }

  static async of(
    material: Uint8Array<ArrayBuffer>,
    transcript: Uint8Array<ArrayBuffer>,
    isCaller: boolean,
  ): Promise<PairSecrets> {
    const secret = await importSecret(
      await deriveBytes(await importSecret(material), transcript, "peerconnect pair", 32),
    );
    return new PairSecrets(
      secret,
      isCaller,
      await deriveBytes(secret, NO_SALT, "authentication", 16),
      await deriveBytes(secret, NO_SALT, "tag", 8),
    );
  }

  /**
   * Return the ciphers of a conversation between the two.
   *
   * @param name what it is, such as `signal`
   * @param salt makes it another one than those before
   */
  async ciphers(name: string, salt: Uint8Array<ArrayBuffer> = NO_SALT): Promise<Ciphers> {
    const [caller, callee] = await Promise.all(
      ["caller", "callee"].map(async (end) =>
        importCipherKey(await deriveBytes(this.#secret, salt, `${name} ${end}`, 32)),
      ),
    );
    if (!caller || !callee) {
      throw new TypeError("Two keys were derived");
    }
    return {
      out: new CounterCipher(this.#isCaller ? caller : callee),
      in: new CounterCipher(this.#isCaller ? callee : caller),
    };
  }
}
