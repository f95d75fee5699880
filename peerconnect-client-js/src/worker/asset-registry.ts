import type { WorkerAsset } from "./worker-messages.ts";

interface Page {
  readonly assets: Map<string, WorkerAsset>;
  /** When a page that was left is forgotten, in milliseconds since the epoch. */
  forgetAt?: number;
}

/** How long the word of a page that was left holds, so that the next page profits from it. */
const GRACE_MS = 30_000;

/** What the live pages said: an address that no page vouches for is unknown, and unknown means origin. */
export class AssetRegistry {
  readonly #pages = new Map<string, Page>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Believe what a page says. A later word about an address replaces an earlier one. */
  tell(pageId: string, assets: readonly WorkerAsset[]): void {
    const page: Page = this.#pages.get(pageId) ?? { assets: new Map() };
    delete page.forgetAt;
    for (const asset of assets) page.assets.set(asset.path, asset);
    this.#pages.set(pageId, page);
  }

  /** Let a page's word expire. */
  leave(pageId: string): void {
    const page = this.#pages.get(pageId);
    if (page) page.forgetAt = this.#now() + GRACE_MS;
  }

  /** Forget all that anybody said. */
  clear(): void {
    this.#pages.clear();
  }

  /**
   * Find what to answer for an address. Pages that disagree about its bytes know nothing: one of them is out of date.
   * @param path - path and query
   */
  find(path: string): WorkerAsset | undefined {
    let found: WorkerAsset | undefined;
    for (const [pageId, { assets, forgetAt }] of this.#pages) {
      if (forgetAt !== undefined && forgetAt <= this.#now()) {
        this.#pages.delete(pageId);
        continue;
      }
      const asset = assets.get(path);
      if (!asset || (asset.from === "peers" && forgetAt !== undefined)) continue;
      if (found && found.digest !== asset.digest) return undefined;
      if (found?.from !== "held") found = asset;
    }
    return found;
  }

  /** Return the live pages that can get an asset from others. */
  pagesFor(asset: WorkerAsset): string[] {
    return [...this.#pages]
      .filter(
        ([, { assets, forgetAt }]) =>
          forgetAt === undefined && assets.get(asset.path)?.digest === asset.digest,
      )
      .map(([pageId]) => pageId);
  }
}
