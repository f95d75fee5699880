import type { PeerId } from "../../protocol/values.ts";
import type { OfferReceiver, ReceiverState } from "./own-offer.ts";
import type { OfferAnswer } from "./remote-file.ts";
import { etaMs, SmoothedSpeed } from "./smoothed-speed.ts";

/** How far one member is with one offer of ours. */
export class OfferProgress {
  readonly #peer: PeerId;
  readonly #speed = new SmoothedSpeed();
  answer: OfferAnswer = "open";
  isHere = true;
  #files = 0;
  #filesDone = 0;
  #running = 0;
  #size = 0;
  #bytes = 0;

  constructor(peer: PeerId) {
    this.#peer = peer;
  }

  /** Take in that the member is at another point with one file. */
  moved(
    size: number,
    bytes: number,
    before: ReceiverState | undefined,
    state: ReceiverState,
    now: number,
  ): void {
    const took = takes(before) ? 1 : 0;
    const taken = (takes(state) ? 1 : 0) - took;
    this.#files += taken;
    this.#size += taken * size;
    this.#bytes += taken * bytes;
    this.#filesDone += (state === "done" ? 1 : 0) - (before === "done" ? 1 : 0);
    this.#running += (state === "running" ? 1 : 0) - (before === "running" ? 1 : 0);
    if (this.#running === 0) {
      this.#speed.stop();
    } else {
      this.#speed.add(0, now);
    }
  }

  /** Take in bytes that the member has written. */
  acknowledged(bytes: number, state: ReceiverState, now: number): void {
    if (takes(state)) {
      this.#bytes += bytes;
      this.#speed.add(bytes, now);
    }
  }

  get isRunning(): boolean {
    return this.isHere && this.#running > 0;
  }

  view(now: number): OfferReceiver {
    const speed = this.isHere ? this.#speed.at(now) : 0;
    return {
      peer: this.#peer,
      answer: this.answer,
      files: this.#files,
      filesDone: this.#filesDone,
      size: this.#size,
      bytes: this.#bytes,
      speed,
      etaMs: etaMs(this.#size - this.#bytes, speed),
      isRunning: this.isRunning,
      isHere: this.isHere,
    };
  }
}

function takes(state: ReceiverState | undefined): boolean {
  return state !== undefined && state !== "cancelled" && state !== "failed";
}
