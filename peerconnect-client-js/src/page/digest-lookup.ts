import type { Digest } from "../protocol/values.ts";
import type { AssetLoader } from "../transfer/asset-loader.ts";

/** Asks the server what the author marked without hashes, many at once. */
export class DigestLookup {
  readonly #loader: Pick<AssetLoader, "resolve">;
  readonly #waitMs: number;
  #paths: string[] = [];
  #answer: Promise<Map<string, Digest>> | undefined;

  /** @param waitMs - after which an unanswered address counts as unknown */
  constructor(loader: Pick<AssetLoader, "resolve">, waitMs: number) {
    this.#loader = loader;
    this.#waitMs = waitMs;
  }

  /** Find the digest of an address whose swarm is active. */
  async find(url: string): Promise<Digest | undefined> {
    const { pathname, search } = new URL(url);
    const path = pathname + search;
    this.#paths.push(path);
    this.#answer ??= this.#ask();
    return (await this.#answer).get(path);
  }

  async #ask(): Promise<Map<string, Digest>> {
    // A task later, so that all images of one piece of markup travel together.
    await delay(0);
    const paths = this.#paths;
    this.#paths = [];
    this.#answer = undefined;
    const late = delay(this.#waitMs).then(() => []);
    const assets = await Promise.race([this.#loader.resolve([...new Set(paths)]), late]);
    return new Map(assets.filter(({ active }) => active).map(({ url, digest }) => [url, digest]));
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
