import { type Digest, isDigest } from "../protocol/values.ts";
import type { BlobStore, StoredAsset } from "./blob-store.ts";

const CACHE_NAME = "peerconnect-verified-1";
const LENGTH = "x-length";
const USED_AT = "x-used-at";

/**
 * Keeps bytes in the Cache API. The key of an asset is a URL below our endpoints that ends in its digest; length and last use
 * are headers of the key, so that a look at the keys is enough to know what is there. All tabs of the site share it.
 */
export class CacheApiStore implements BlobStore {
  readonly #prefix: string;
  readonly #caches: CacheStorage;

  constructor(prefix: string, caches: CacheStorage) {
    this.#prefix = prefix;
    this.#caches = caches;
  }

  async list(): Promise<readonly StoredAsset[]> {
    const keys = await (await this.#open()).keys();
    return keys.flatMap(({ url, headers }) => {
      const digest = url.slice(url.lastIndexOf("/") + 1);
      const length = Number(headers.get(LENGTH));
      return isDigest(digest) ? { digest, length, usedAt: Number(headers.get(USED_AT)) } : [];
    });
  }

  async read(digest: Digest): Promise<Blob | undefined> {
    const response = await (await this.#open()).match(this.#urlOf(digest));
    return response?.blob();
  }

  async write({ digest, length, usedAt }: StoredAsset, blob: Blob): Promise<void> {
    const headers = { [LENGTH]: String(length), [USED_AT]: String(usedAt) };
    const key = new Request(this.#urlOf(digest), { headers });
    const response = new Response(blob, { headers: { "content-type": blob.type } });
    await (await this.#open()).put(key, response);
  }

  async remove(digest: Digest): Promise<void> {
    await (await this.#open()).delete(this.#urlOf(digest));
  }

  #open(): Promise<Cache> {
    return this.#caches.open(CACHE_NAME);
  }

  #urlOf(digest: Digest): string {
    return `${this.#prefix}/verified/${digest}`;
  }
}
