import { TAG_BYTES } from "./counter-cipher.ts";
import { concat } from "./derive.ts";
import type { Ciphers, PairSecrets } from "./pair-secrets.ts";
import { LOW_WATER } from "./room-link.ts";

export type RelayEnd = "lost" | "tampered" | "closed";

export interface RelayPathOptions {
  /** The address, ticket included. */
  readonly url: string;
  /** Bytes that may be under way before the other end must have taken some. */
  readonly window: number;
  readonly secrets: PairSecrets;
  readonly isCaller: boolean;
  readonly openSocket: (url: string) => WebSocket;
  readonly onopen: () => void;
  readonly onmessage: (message: Uint8Array<ArrayBuffer>) => void;
  readonly onlow: () => void;
  /** Called once, whoever ended it. */
  readonly onend: (end: RelayEnd) => void;
}

/** The first byte of what is sealed in a frame. */
const FRAME = { ready: 0, message: 1, taken: 2, ping: 3 } as const;

const NONCE_BYTES = 16;
const OPEN_MS = 15_000;
const PING_MS = 10_000;
const SILENCE_MS = 25_000;

/*
 * The way through the server. The first frame of each end is a nonce in the clear; everything after it is sealed under keys
 * that follow from the secrets of the pair and both nonces, one for each direction. A counter that is not sent serves as
 * nonce, so a frame that was changed, repeated, left out or moved does not open, and ends the path.
 *
 * The server holds a bounded amount for each direction. So the sender has at most a window of bytes under way, and the receiver
 * says what it took: a slow receiver slows its sender down, and the server never has to.
 */
export class RelayPath {
  readonly #options: RelayPathOptions;
  readonly #socket: WebSocket;
  readonly #closed = new AbortController();
  readonly #nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  #ciphers: Ciphers | undefined;
  #isOpen = false;
  // What is sealed and opened takes its turn: counters and frames have one order.
  #sealing: Promise<void> = Promise.resolve();
  #opening: Promise<void> = Promise.resolve();
  #waiting: Uint8Array<ArrayBuffer>[] = [];
  #waitingBytes = 0;
  #sealingBytes = 0;
  #underWay = 0;
  #taken = 0;
  #wasHigh = false;
  #heardAt = performance.now();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: RelayPathOptions) {
    this.#options = options;
    const socket = options.openSocket(options.url);
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    const listen = { signal: this.#closed.signal };
    socket.addEventListener("open", () => socket.send(this.#nonce), listen);
    socket.addEventListener("close", () => this.close("lost"), listen);
    socket.addEventListener(
      "message",
      ({ data }: MessageEvent) => {
        const frame = data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(0);
        this.#opening = this.#opening.then(() => this.#receive(frame));
      },
      listen,
    );
    this.#timer = setTimeout(() => this.close("lost"), OPEN_MS);
  }

  get isOpen(): boolean {
    return this.#isOpen && !this.#closed.signal.aborted;
  }

  /** Bytes that wait to be sent. */
  get bufferedAmount(): number {
    return this.#waitingBytes + this.#sealingBytes + this.#socket.bufferedAmount;
  }

  send(message: Uint8Array<ArrayBuffer>): void {
    if (this.isOpen) {
      this.#waiting.push(message);
      this.#waitingBytes += message.length;
      this.#wasHigh ||= this.bufferedAmount > LOW_WATER;
      this.#pump();
    }
  }

  close(end: RelayEnd = "closed"): void {
    if (this.#closed.signal.aborted) {
      return;
    }
    this.#closed.abort();
    clearTimeout(this.#timer);
    this.#waiting = [];
    this.#socket.close();
    this.#options.onend(end);
  }

  async #receive(frame: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.#closed.signal.aborted) {
      return;
    }
    this.#heardAt = performance.now();
    try {
      if (this.#ciphers) {
        this.#take(await this.#ciphers.in.open(frame), frame.length);
      } else {
        await this.#agree(frame);
      }
    } catch {
      // The cipher says no more than that, and no more is known.
      this.close("tampered");
    }
  }

  async #agree(nonce: Uint8Array<ArrayBuffer>): Promise<void> {
    if (nonce.length !== NONCE_BYTES) {
      throw new RangeError("Not a nonce");
    }
    const salt = this.#options.isCaller ? concat(this.#nonce, nonce) : concat(nonce, this.#nonce);
    this.#ciphers = await this.#options.secrets.ciphers("relay", salt);
    this.#sealAndSend(Uint8Array.of(FRAME.ready));
  }

  #take(plain: Uint8Array<ArrayBuffer>, frameBytes: number): void {
    if (this.#closed.signal.aborted) {
      return;
    }
    const kind = plain[0];
    if (kind === FRAME.ready && !this.#isOpen) {
      this.#open();
    } else if (kind === FRAME.message && this.#isOpen) {
      this.#taken += frameBytes;
      this.#options.onmessage(plain.subarray(1));
      this.#tellTaken();
    } else if (kind === FRAME.taken && plain.length === 5) {
      this.#underWay = Math.max(0, this.#underWay - new DataView(plain.buffer).getUint32(1));
      this.#pump();
    } else if (kind !== FRAME.ping) {
      throw new TypeError(`A frame of kind ${kind} has no place here`);
    }
  }

  #open(): void {
    this.#isOpen = true;
    clearTimeout(this.#timer);
    this.#keepAlive();
    this.#options.onopen();
  }

  /* Proxies cut what is silent, and nobody tells when the other end is gone without a word. */
  #keepAlive(): void {
    this.#timer = setTimeout(() => {
      if (performance.now() - this.#heardAt > SILENCE_MS) {
        this.close("lost");
      } else {
        this.#sealAndSend(Uint8Array.of(FRAME.ping));
        this.#keepAlive();
      }
    }, PING_MS);
  }

  #tellTaken(): void {
    if (this.#taken >= this.#options.window / 8) {
      const frame = new Uint8Array(5);
      frame[0] = FRAME.taken;
      new DataView(frame.buffer).setUint32(1, this.#taken);
      this.#taken = 0;
      this.#sealAndSend(frame);
    }
  }

  #pump(): void {
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      const bytes = 1 + next.length + TAG_BYTES;
      if (this.#underWay > 0 && this.#underWay + bytes > this.#options.window) {
        break;
      }
      this.#waiting.shift();
      this.#waitingBytes -= next.length;
      this.#underWay += bytes;
      this.#sealAndSend(concat(Uint8Array.of(FRAME.message), next));
    }
    this.#tellLow();
  }

  #tellLow(): void {
    if (this.#wasHigh && this.bufferedAmount <= LOW_WATER) {
      this.#wasHigh = false;
      this.#options.onlow();
    }
  }

  #sealAndSend(plain: Uint8Array<ArrayBuffer>): void {
    const cipher = this.#ciphers?.out;
    if (!cipher) {
      return;
    }
    this.#sealingBytes += plain.length;
    this.#sealing = this.#sealing.then(async () => {
      const frame = await cipher.seal(plain);
      this.#sealingBytes -= plain.length;
      if (this.#socket.readyState === 1) {
        this.#socket.send(frame);
      }
      this.#tellLow();
    });
  }
}
