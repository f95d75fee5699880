import type { Digest } from "../protocol/values.ts";
import type { AssetLoader } from "../transfer/asset-loader.ts";

/** Asks the server what the author marked without hashes, many at once and each address once. */
export class DigestLookup {
  readonly #loader: Pick<AssetLoader, "resolve">;
  readonly #waitMs: number;
  readonly #known = new Map<string, Promise<Digest | undefined>>();
  #batch: Map<string, (digest: Digest | undefined) => void> | undefined;

  /** @param waitMs - after which an unanswered address counts as unknown */
  constructor(loader: Pick<AssetLoader, "resolve">, waitMs: number) {
    this.#loader = loader;
    this.#waitMs = waitMs;
  }

  /** Find the digest of an address whose swarm is active. */
  find(url: string): Promise<Digest | undefined> {
    const { pathname, search } = new URL(url);
    const path = pathname + search;
    const known = this.#known.get(path);
    if (known) return known;
    const found = new Promise<Digest | undefined>((resolve) => {
      if (!this.#batch) this.#open();
      this.#batch?.set(path, resolve);
    });
    this.#known.set(path, found);
    return found;
  }

  #open(): void {
    const batch = new Map<string, (digest: Digest | undefined) => void>();
    this.#batch = batch;
    // A task later, so that all images of one piece of markup travel together.
    setTimeout(() => {
      if (this.#batch === batch) this.#batch = undefined;
      void this.#ask(batch);
    });
  }

  async #ask(batch: Map<string, (digest: Digest | undefined) => void>): Promise<void> {
    const finish = (paths: string[], digest?: Digest): void => {
      for (const path of paths) {
        // Only a positive answer is worth keeping: the swarm of another may become active.
        if (!digest) this.#known.delete(path);
        batch.get(path)?.(digest);
        batch.delete(path);
      }
    };
    const timeout = setTimeout(() => finish([...batch.keys()]), this.#waitMs);
    try {
      for (const { url, digest, active } of await this.#loader.resolve([...batch.keys()])) {
        if (active) finish([url], digest);
      }
    } finally {
      clearTimeout(timeout);
      finish([...batch.keys()]);
    }
  }
}
