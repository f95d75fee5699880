import type { LinkSignal } from "./link-signal.ts";
import type { SignalSeal } from "./signal-seal.ts";

/** Candidates come in bunches; the server counts messages. In milliseconds. */
const BUNCH_MS = 20;
/** What fits into a box with everything around it, in characters of JSON. */
const BUNCH_LENGTH = 10_000;

/** Signals on their way to the other end: sealed, several in a box, in the order in which they were told. */
export class SignalOutbox {
  readonly #send: (box: Uint8Array<ArrayBuffer>) => void;
  #seal: SignalSeal | undefined;
  #bunch: LinkSignal[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sealing: Promise<void> = Promise.resolve();

  constructor(send: (box: Uint8Array<ArrayBuffer>) => void) {
    this.#send = send;
  }

  /** Seal what is told from now on in this way, and forget what was not sent yet. */
  use(seal: SignalSeal): void {
    this.#seal = seal;
    this.#bunch = [];
  }

  tell(signal: LinkSignal): void {
    this.#bunch.push(signal);
    this.#timer ??= setTimeout(() => this.#flush(), BUNCH_MS);
  }

  /** Do something once all that was told is sent. */
  afterwards(action: () => void): void {
    this.#flush();
    this.#sealing = this.#sealing.then(action);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#seal = undefined;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const seal = this.#seal;
    const signals = this.#bunch;
    this.#bunch = [];
    for (const bunch of seal ? split(signals) : []) {
      this.#sealing = this.#sealing.then(async () => {
        if (seal && this.#seal === seal) {
          this.#send(await seal.seal(bunch));
        }
      });
    }
  }
}

/** Cut signals into bunches that fit into a box. One that fits into none, which no browser makes, goes alone. */
function split(signals: readonly LinkSignal[]): LinkSignal[][] {
  const bunches: LinkSignal[][] = [];
  let length = Infinity;
  for (const signal of signals) {
    const size = JSON.stringify(signal).length;
    length += size;
    if (length > BUNCH_LENGTH) {
      bunches.push([]);
      length = size;
    }
    bunches.at(-1)?.push(signal);
  }
  return bunches;
}
