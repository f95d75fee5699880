import type { Digest } from "../protocol/values.ts";
import type { SignalingChannel } from "./signaling-channel.ts";

const MAX_GREETED = 200;

/** Keeps the server informed of what we hold. */
export class Announcements {
  readonly #channel: Pick<SignalingChannel, "send">;
  readonly #complete = new Set<Digest>();
  readonly #partial = new Set<Digest>();
  readonly #told = new Set<Digest>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(channel: Pick<SignalingChannel, "send">) {
    this.#channel = channel;
  }

  /** Note an asset of this page that we hold all of. */
  complete(digest: Digest): void {
    this.#partial.delete(digest);
    this.#told.delete(digest);
    this.#complete.delete(digest);
    this.#complete.add(digest);
    this.#soon();
  }

  /** Note an asset that we hold some pieces of. */
  partial(digest: Digest): void {
    if (!this.#partial.has(digest) && !this.#complete.has(digest)) {
      this.#partial.add(digest);
      this.#soon();
    }
  }

  /** Note assets that we no longer hold. */
  drop(digests: readonly Digest[]): void {
    const told = digests.filter((digest) => this.#told.has(digest));
    for (const digest of digests) {
      this.#complete.delete(digest);
      this.#partial.delete(digest);
      this.#told.delete(digest);
    }
    if (told.length > 0) {
      this.#channel.send({ type: "drop", assets: told.slice(0, 256) });
    }
  }

  /**
   * Return what a new connection says that we hold: this page's assets first, then what was of use lately.
   *
   * @param recent what the cache holds, last used first
   */
  greeting(recent: readonly Digest[]): readonly Digest[] {
    const all = new Set([...[...this.#complete].reverse(), ...recent]);
    const greeted = [...all].slice(0, MAX_GREETED);
    this.#told.clear();
    greeted.forEach((digest) => this.#told.add(digest));
    this.#partial.forEach((digest) => this.#told.delete(digest));
    return greeted;
  }

  /** Say what was not said yet. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const complete = untold(this.#complete, this.#told);
    const partial = untold(this.#partial, this.#told);
    if (complete.length === 0 && partial.length === 0) {
      return;
    }
    const isSent = this.#channel.send({
      type: "have",
      ...(complete.length > 0 && { complete }),
      ...(partial.length > 0 && { partial }),
    });
    if (isSent) {
      complete.concat(partial).forEach((digest) => this.#told.add(digest));
    }
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => this.flush(), 20);
  }
}

function untold(digests: ReadonlySet<Digest>, told: ReadonlySet<Digest>): Digest[] {
  return [...digests].filter((digest) => !told.has(digest)).slice(-MAX_GREETED);
}
