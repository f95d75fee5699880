import type { Digest } from "../protocol/values.ts";
import type { BlobStore, StoredAsset } from "./blob-store.ts";

/** Keeps bytes until the page goes, where the browser has no Cache API for us (private windows, some web views). */
export class MemoryStore implements BlobStore {
  readonly #assets = new Map<Digest, { readonly asset: StoredAsset; readonly blob: Blob }>();

  async list(): Promise<readonly StoredAsset[]> {
    return [...this.#assets.values()].map(({ asset }) => asset);
  }

  async read(digest: Digest): Promise<Blob | undefined> {
    return this.#assets.get(digest)?.blob;
  }

  async write(asset: StoredAsset, blob: Blob): Promise<void> {
    this.#assets.set(asset.digest, { asset, blob });
  }

  async remove(digest: Digest): Promise<void> {
    this.#assets.delete(digest);
  }
}
