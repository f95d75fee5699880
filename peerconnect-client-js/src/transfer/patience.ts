import type { PatientClock } from "./patient-clock.ts";

export interface PatienceOptions {
  readonly clock: Pick<PatientClock, "now">;
  /** Where this tab remembers its dials; `undefined` when it may not. @default sessionStorage */
  readonly memory?: Pick<Storage, "getItem" | "setItem"> | undefined;
}

const KEY = "peerconnect-dials";
const REMEMBERED = 3;
const FIRST_MS = 500;

/*
 * Images in view share one slot at the origin for as long as peers are on their way to us. A dial takes one or two seconds:
 * the slot takes one image at once and the next ones after 500, 1000, 2000 ms and so on, so that a slow dial costs a few
 * images and not all. What has no more hope does not stand in line here: it goes to the origin at once.
 *
 * Patience follows experience. Where no dial of late succeeded, there is none: every image in view goes to the origin
 * when its time is over, while dialling goes on for later ones. One success brings patience back.
 */

/** How soon the origin gets images that wait for peers. */
export class Patience {
  readonly #clock: Pick<PatientClock, "now">;
  readonly #memory: PatienceOptions["memory"];
  #dials: string;
  #freeAt = 0;
  #spacingMs = FIRST_MS;

  constructor({ clock, memory = findMemory() }: PatienceOptions) {
    this.#clock = clock;
    this.#memory = memory;
    this.#dials = memory?.getItem(KEY) ?? "";
  }

  /** Whether there is any. */
  get isLeft(): boolean {
    return this.#dials === "" || this.#dials.includes("1");
  }

  /** Note how a dial ended. */
  note(isSuccess: boolean): void {
    this.#dials = `${this.#dials}${isSuccess ? 1 : 0}`.slice(-REMEMBERED);
    try {
      this.#memory?.setItem(KEY, this.#dials);
    } catch {
      // Full: this page remembers.
    }
  }

  /** Take the slot if it is free. */
  take(): boolean {
    const now = this.#clock.now();
    if (this.isLeft) {
      if (now < this.#freeAt) {
        return false;
      }
      this.#freeAt = now + this.#spacingMs;
      this.#spacingMs *= 2;
    }
    return true;
  }

  /** Begin anew, when nothing is wanted any more. */
  reset(): void {
    this.#freeAt = 0;
    this.#spacingMs = FIRST_MS;
  }
}

function findMemory(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    // Storage is switched off.
    return undefined;
  }
}
