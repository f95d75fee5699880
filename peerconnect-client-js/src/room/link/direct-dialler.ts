import type { PeerId } from "../../protocol/values.ts";
import { DirectPath } from "./direct-path.ts";
import type { LinkSignal } from "./link-signal.ts";

export interface DirectDiallerOptions {
  readonly self: PeerId;
  readonly peer: PeerId;
  /** Whether this end calls; the other answers. */
  readonly isCaller: boolean;
  readonly openConnection: () => RTCPeerConnection;
  readonly tell: (signal: LinkSignal) => void;
  readonly onopen: (path: DirectPath) => void;
  readonly onmessage: (path: DirectPath, message: Uint8Array<ArrayBuffer>) => void;
  readonly onlow: (path: DirectPath) => void;
  readonly onturn: (path: DirectPath) => void;
  /** A path broke, or a try at one failed. */
  readonly onlost: () => void;
}

/** First and longest pause before the next try, in milliseconds. */
const REDIAL_MS = 5000;
const MAX_REDIAL_MS = 60_000;

/** Tries to find a direct path, again and again. Tries are numbered, so that what is late is told from what is current. */
export class DirectDialler {
  readonly #options: DirectDiallerOptions;
  #direct: DirectPath | undefined;
  #dials = 0;
  #wasOpen = false;
  #pauseMs = REDIAL_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOn = false;

  constructor(options: DirectDiallerOptions) {
    this.#options = options;
  }

  /** The path, if it is open. */
  get path(): DirectPath | undefined {
    return this.#direct?.isOpen === true ? this.#direct : undefined;
  }

  /** Begin, or begin anew with an end that did. */
  start(): void {
    this.stop();
    this.#isOn = true;
    this.#dials = 0;
    this.#pauseMs = REDIAL_MS;
    this.#call();
  }

  stop(): void {
    this.#isOn = false;
    clearTimeout(this.#timer);
    this.#drop();
  }

  /** Try at once rather than later. */
  hurry(): void {
    this.#callIn(0);
  }

  /** Say that the last path is gone if it is: the other end may believe in it, and would keep to it. */
  confirmLoss(): void {
    if (!this.#direct && this.#dials > 0) {
      this.#options.tell({ type: "lost", dial: this.#dials });
    }
  }

  /** Take in what the other end signals. */
  take(signal: LinkSignal): void {
    const isCurrent = this.#direct?.dial === signal.dial;
    if (signal.type === "lost") {
      if (isCurrent) {
        this.#drop();
        this.#lost();
      }
    } else if (isCurrent) {
      this.#direct?.receive(signal);
    } else if (!this.#options.isCaller && signal.type === "offer" && signal.dial > this.#dials) {
      this.#drop();
      this.#dials = signal.dial;
      this.#open()?.receive(signal);
    }
  }

  #call(): void {
    clearTimeout(this.#timer);
    if (this.#isOn && this.#options.isCaller && !this.#direct) {
      this.#dials++;
      this.#open()?.call();
    }
  }

  #callIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#call(), ms);
  }

  #open(): DirectPath | undefined {
    const { self, peer, tell, openConnection, onopen, onmessage, onlow, onturn, onlost } =
      this.#options;
    let path: DirectPath;
    try {
      path = new DirectPath({
        dial: this.#dials,
        self,
        peer,
        connection: openConnection(),
        signal: tell,
        onopen: () => {
          this.#wasOpen = true;
          this.#pauseMs = REDIAL_MS;
          onopen(path);
        },
        onmessage: (message) => onmessage(path, message),
        onlow: () => onlow(path),
        onturn: () => onturn(path),
        onend: () => this.#ended(path),
      });
    } catch {
      // No WebRTC here, by a policy or an extension, or too many connections.
      this.#callIn(MAX_REDIAL_MS);
      onlost();
      return undefined;
    }
    this.#wasOpen = false;
    this.#direct = path;
    return path;
  }

  #ended(path: DirectPath): void {
    if (this.#direct === path) {
      this.#direct = undefined;
      this.#options.tell({ type: "lost", dial: path.dial });
      this.#lost();
    }
  }

  #lost(): void {
    // A path that was there may be there again; one that never was is worth fewer and fewer tries.
    this.#callIn(this.#wasOpen ? 0 : this.#pauseMs * (0.75 + Math.random() / 2));
    this.#pauseMs = Math.min(MAX_REDIAL_MS, this.#pauseMs * 2);
    this.#options.onlost();
  }

  #drop(): void {
    const direct = this.#direct;
    this.#direct = undefined;
    direct?.close();
  }
}
