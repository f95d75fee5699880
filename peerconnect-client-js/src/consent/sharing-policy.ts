import type { Sharing } from "../swarm/sharing.ts";
import type { Consent } from "./consent.ts";
import type { Device } from "./device.ts";

export interface SharingPolicyOptions {
  readonly consent: Consent;
  readonly device: Device;
  /** Whether nothing is sent before the visitor has seen the badge, unless they chose to take part. */
  readonly needsNotice: boolean;
  /** Whether a hidden tab shares. */
  readonly uploadWhenHidden: boolean;
  /** Bytes that a visitor sends at most during a page view. */
  readonly uploadTotal: number;
  readonly signal: AbortSignal;
}

/** Decides what the visitor and the device allow right now. */
export class SharingPolicy implements Sharing {
  readonly #options: SharingPolicyOptions;
  readonly #changes = new EventTarget();
  #sharedBytes = 0;
  #isNoticed: boolean;
  #before: string;

  constructor(options: SharingPolicyOptions) {
    const { consent, device, signal } = options;
    this.#options = options;
    this.#isNoticed = !options.needsNotice;
    this.#before = this.#summary();
    const onchange = (): void => this.#update();
    consent.addEventListener("change", onchange, { signal });
    device.onchange(onchange, signal);
  }

  get mayReceive(): boolean {
    const { consent, device } = this.#options;
    return consent.isGranted && device.isCapable && !device.savesData && !device.isCellular;
  }

  /** Whether this visitor may come to hold what the browser loaded, now or later. */
  get mayHold(): boolean {
    return this.mayReceive && this.#sharedBytes < this.#options.uploadTotal;
  }

  get maySend(): boolean {
    const { consent, device, uploadWhenHidden } = this.#options;
    const knows = this.#isNoticed || consent.choice === "on";
    return knows && this.mayHold && (uploadWhenHidden || !device.isHidden);
  }

  /** Take note that the badge is there to be seen. */
  noticed(): void {
    this.#isNoticed = true;
    this.#update();
  }

  /** Take note of the bytes that were sent during this page view. */
  countShared(bytes: number): void {
    this.#sharedBytes = bytes;
    this.#update();
  }

  onchange(listener: () => void, signal: AbortSignal): void {
    this.#changes.addEventListener("change", listener, { signal });
  }

  #update(): void {
    const now = this.#summary();
    if (now === this.#before) return;
    this.#before = now;
    this.#changes.dispatchEvent(new Event("change"));
  }

  #summary(): string {
    return `${this.mayReceive} ${this.mayHold} ${this.maySend}`;
  }
}
