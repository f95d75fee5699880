import type { PeerId } from "../../protocol/values.ts";
import type { RoomId, RoomKind } from "../protocol/values.ts";
import { concat, deriveBytes, importCipherKey, isEqual, sha256 } from "./derive.ts";
import { PairSecrets } from "./pair-secrets.ts";

export interface GreetingOptions {
  readonly room: RoomId;
  readonly kind: RoomKind;
  readonly key: CryptoKey;
  readonly self: PeerId;
  readonly peer: PeerId;
  readonly send: (box: Uint8Array<ArrayBuffer>) => void;
  /** The two agreed on secrets, perhaps not for the first time: the other may have begun anew. */
  readonly onsecrets: (secrets: PairSecrets) => Promise<void>;
}

/** The first byte of a box. */
export const GREETING = { commit: 1, key: 2, reveal: 3, again: 4 } as const;

type Step = (typeof GREETING)[keyof typeof GREETING];

const ECDH = { name: "ECDH", namedCurve: "P-256" };
const IV_BYTES = 12;

/*
 * How two members agree on secrets. The room's key authenticates both; an ephemeral Diffie-Hellman exchange on top keeps what
 * they say from other members and from whoever learns the key later. The caller commits to its public key before it sees the
 * other's, so that nobody in between can try keys until both ends show the same short authentication string (as in ZRTP,
 * RFC 6189 §4.4.1.1):
 *
 *   caller → callee   commit   SHA-256 of the caller's public key
 *   callee → caller   key      the callee's public key
 *   caller → callee   reveal   the caller's public key
 *
 * Each is sealed under a key that follows from the room's key, its kind, its id and both names, with its step and sender as
 * additional data. The smaller name calls. What got lost is said again when somebody asks (`again`, or `nudge`).
 */
export class Greeting {
  readonly #options: GreetingOptions;
  readonly #isCaller: boolean;
  readonly #room: Promise<{ readonly cipher: CryptoKey; readonly material: Uint8Array }>;
  #own: Promise<CryptoKeyPair> | undefined;
  #commit: Uint8Array | undefined;
  #peerKey: Uint8Array | undefined;
  #isDone = false;

  constructor(options: GreetingOptions) {
    this.#options = options;
    this.#isCaller = options.self < options.peer;
    this.#room = this.#deriveRoomKeys();
    // Whoever uses it handles it; until then it is nobody's.
    this.#room.catch(() => {});
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  /** Say again what the other does not seem to have heard. */
  async nudge(): Promise<void> {
    if (this.#isDone) {
      return;
    }
    if (this.#isCaller) {
      await this.#sendCommit();
    } else if (this.#commit) {
      await this.#sendKey();
    } else {
      await this.#send(GREETING.again, new Uint8Array(0));
    }
  }

  /** Take in a part of the greeting. Rejects when it does not come from a member of this room, of this kind. */
  async receive(box: Uint8Array<ArrayBuffer>): Promise<void> {
    const step = box[0] as Step;
    const body = await this.#open(step, box);
    if (this.#isCaller && step === GREETING.again) {
      // The other began anew and knows nothing of what we agreed on.
      if (this.#isDone) {
        this.#restart();
      }
      await this.#sendCommit();
    } else if (this.#isCaller && step === GREETING.key) {
      await this.#receiveKey(body);
    } else if (!this.#isCaller && step === GREETING.commit) {
      await this.#receiveCommit(body);
    } else if (!this.#isCaller && step === GREETING.reveal) {
      await this.#receiveReveal(body);
    }
  }

  async #receiveCommit(commit: Uint8Array): Promise<void> {
    if (!this.#commit || !isEqual(this.#commit, commit)) {
      this.#restart();
      this.#commit = commit;
    }
    await this.#sendKey();
  }

  async #receiveKey(key: Uint8Array<ArrayBuffer>): Promise<void> {
    if (!this.#own || (this.#peerKey && !isEqual(this.#peerKey, key))) {
      // Of an exchange that is over: ours is settled, or the next answer is on its way.
      return;
    }
    this.#peerKey = key;
    await this.#send(GREETING.reveal, await this.#publicKey());
    await this.#finish(key);
  }

  async #receiveReveal(key: Uint8Array<ArrayBuffer>): Promise<void> {
    const commit = this.#commit;
    if (!commit || !this.#own || this.#isDone) {
      return;
    }
    if (!isEqual(await sha256(key), commit)) {
      throw new TypeError("The key is not the one that was committed to");
    }
    await this.#finish(key);
  }

  async #finish(peerKey: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.#isDone) {
      return;
    }
    this.#isDone = true;
    const { privateKey } = await this.#ownKeys();
    const imported = await crypto.subtle.importKey("raw", peerKey, ECDH, false, []);
    const shared = await crypto.subtle.deriveBits(
      { name: "ECDH", public: imported },
      privateKey,
      256,
    );
    const own = await this.#publicKey();
    const transcript = this.#isCaller ? await sha256(own, peerKey) : await sha256(peerKey, own);
    const { material } = await this.#room;
    await this.#options.onsecrets(
      await PairSecrets.of(concat(material, new Uint8Array(shared)), transcript, this.#isCaller),
    );
  }

  #restart(): void {
    this.#own = undefined;
    this.#commit = undefined;
    this.#peerKey = undefined;
    this.#isDone = false;
  }

  #ownKeys(): Promise<CryptoKeyPair> {
    this.#own ??= crypto.subtle.generateKey(ECDH, false, ["deriveBits"]);
    return this.#own;
  }

  async #publicKey(): Promise<Uint8Array<ArrayBuffer>> {
    const { publicKey } = await this.#ownKeys();
    return new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  }

  async #sendCommit(): Promise<void> {
    await this.#send(GREETING.commit, await sha256(await this.#publicKey()));
  }

  async #sendKey(): Promise<void> {
    await this.#send(GREETING.key, await this.#publicKey());
  }

  async #send(step: Step, body: Uint8Array<ArrayBuffer>): Promise<void> {
    const { cipher } = await this.#room;
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const additionalData = this.#context(step, this.#options.self);
    const sealed = await crypto.subtle.encrypt(
      { name: "AES-GCM", iv, additionalData },
      cipher,
      body,
    );
    this.#options.send(concat(Uint8Array.of(step), iv, new Uint8Array(sealed)));
  }

  async #open(step: Step, box: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    const { cipher } = await this.#room;
    const iv = box.slice(1, 1 + IV_BYTES);
    const additionalData = this.#context(step, this.#options.peer);
    const body = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv, additionalData },
      cipher,
      box.slice(1 + IV_BYTES),
    );
    return new Uint8Array(body);
  }

  #context(step: Step, sender: PeerId): Uint8Array<ArrayBuffer> {
    return new TextEncoder().encode(`${step} ${sender}`);
  }

  async #deriveRoomKeys(): Promise<{
    readonly cipher: CryptoKey;
    readonly material: Uint8Array;
  }> {
    const { key, kind, room, self, peer } = this.#options;
    const [caller, callee] = this.#isCaller ? [self, peer] : [peer, self];
    const info = `peerconnect link ${kind} ${room} ${caller} ${callee}`;
    const bytes = await deriveBytes(key, new Uint8Array(0), info, 64);
    return { cipher: await importCipherKey(bytes.slice(0, 32)), material: bytes.slice(32) };
  }
}
