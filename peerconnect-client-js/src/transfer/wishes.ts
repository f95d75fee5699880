import type { Digest, PeerId } from "../protocol/values.ts";
import type { SignalingChannel } from "../signaling/signaling-channel.ts";
import type { Download } from "./download.ts";
import type { PatientClock } from "./patient-clock.ts";

export interface WishesOptions {
  readonly channel: Pick<SignalingChannel, "state" | "send">;
  readonly clock: PatientClock;
  /** Returns all downloads, the most urgent first. */
  readonly queue: () => readonly Download[];
}

const MAX_ASSETS = 256;
const GATHER_MS = 4;

/**
 * What the server should hear about downloads. A page asks for many images in one go, and a peer that leaves fails many: it
 * hears of them in one message.
 */
export class Wishes {
  readonly #options: WishesOptions;
  readonly #unasked = new Set<Download>();
  readonly #failed = new Set<Download>();
  readonly #unwanted = new Set<Digest>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: WishesOptions) {
    this.#options = options;
  }

  /** Ask who has an asset. */
  ask(download: Download): void {
    this.#unwanted.delete(download.digest);
    this.#unasked.add(download);
    this.#soon();
  }

  /** Ask who has an asset, other than those that failed us. */
  askForOthers(download: Download): void {
    this.#failed.add(download);
    this.#soon();
  }

  /** Say that an asset is no longer wanted. */
  cancel(download: Download): void {
    this.forget(download);
    // A connection that is away does not know of this wish when it comes back: the greeting is without it.
    if (this.#options.channel.state === "open") {
      this.#unwanted.add(download.digest);
      this.#soon();
    }
  }

  /** Do not ask for an asset any more. */
  forget(download: Download): void {
    this.#unasked.delete(download);
    this.#failed.delete(download);
  }

  /** Return what a new connection has to ask for. */
  greeting(): readonly Digest[] {
    const wanted = this.#options.queue().filter(({ origin }) => !origin);
    return this.#note(wanted.slice(0, MAX_ASSETS)).map(({ digest }) => digest);
  }

  /** Say all of it now, if there is a connection. */
  flush(): void {
    this.stop();
    const { channel, queue } = this.#options;
    if (channel.state !== "open") {
      return;
    }
    const downloads = queue();
    this.#want(this.#note(downloads.filter((it) => this.#unasked.has(it))), []);
    const failed = downloads.filter((it) => this.#failed.has(it));
    this.#want(failed, [...new Set(failed.flatMap(({ avoided }) => [...avoided]))]);
    this.#failed.clear();
    if (this.#unwanted.size > 0) {
      channel.send({ type: "cancel", assets: [...this.#unwanted].slice(0, MAX_ASSETS) });
      this.#unwanted.clear();
    }
  }

  /** Call off what was to be said soon. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #note(asked: readonly Download[]): readonly Download[] {
    const now = this.#options.clock.now();
    for (const download of asked) {
      this.#unasked.delete(download);
      download.askedAt = now;
    }
    return asked;
  }

  #want(downloads: readonly Download[], avoid: readonly PeerId[]): void {
    for (let from = 0; from < downloads.length; from += MAX_ASSETS) {
      const assets = downloads.slice(from, from + MAX_ASSETS).map(({ digest }) => digest);
      this.#options.channel.send({ type: "want", assets, ...(avoid.length > 0 && { avoid }) });
    }
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }
}
