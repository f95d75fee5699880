import { digestOf } from "../protocol/digests.ts";
import type { Digest } from "../protocol/values.ts";
import type { BlobStore, StoredAsset } from "./blob-store.ts";
import { MemoryStore } from "./memory-store.ts";

export interface VerifiedCacheOptions {
  readonly store: BlobStore;
  /** In bytes; 0 keeps assets in memory only. */
  readonly maxBytes: number;
  /** Called when an asset is no longer there, or could not be kept. */
  readonly ondrop?: (digests: readonly Digest[]) => void;
  /** @default Date.now */
  readonly now?: () => number;
}

/** The last use is written down at most this often, in milliseconds: that costs writing the bytes again. */
const TOUCH_MS = 24 * 60 * 60 * 1000;
const MAX_OPEN = 64;
/** What a page keeps in memory at most, in bytes. */
const MEMORY_BYTES = 64 * 1024 * 1024;

/**
 * Assets that matched their digest once. What comes out is checked again, since other scripts of the site, other tabs and
 * a failing disk reach the store as well as we do; that is done once for each asset and page.
 */
export class VerifiedCache {
  #maxBytes: number;
  readonly #now: () => number;
  readonly #ondrop: (digests: readonly Digest[]) => void;
  readonly #assets = new Map<Digest, StoredAsset>();
  // Blobs are handles: most of these keep no bytes in memory.
  readonly #checked = new Map<Digest, Blob>();
  readonly #ready: Promise<void>;
  #store: BlobStore;

  constructor({
    store,
    maxBytes,
    ondrop = () => {},
    now = () => Date.now(),
  }: VerifiedCacheOptions) {
    this.#store = maxBytes === 0 ? new MemoryStore() : store;
    this.#maxBytes = boundOf(this.#store, maxBytes);
    this.#ondrop = ondrop;
    this.#now = now;
    this.#ready = this.#load();
  }

  /** Return the digests of what is there, last used first. */
  async recent(): Promise<readonly Digest[]> {
    await this.#ready;
    return [...this.#byAge()].reverse().map(({ digest }) => digest);
  }

  /** Return an asset's bytes if they are there and right. */
  async find(digest: Digest): Promise<Blob | undefined> {
    const open = this.#checked.get(digest);
    if (open) {
      return open;
    }
    await this.#ready;
    const asset = this.#assets.get(digest);
    if (!asset) {
      return undefined;
    }
    try {
      const blob = await this.#store.read(digest);
      if (blob && (await digestOf(await blob.arrayBuffer())) === digest) {
        this.#keepOpen(digest, blob);
        await this.#touch(asset, blob);
        return blob;
      }
    } catch {
      // Unreadable is as good as absent.
    }
    await this.remove([digest]);
    return undefined;
  }

  /** Whether an asset should be there. That costs no look at its bytes. */
  async has(digest: Digest): Promise<boolean> {
    await this.#ready;
    return this.#assets.has(digest);
  }

  /**
   * Keep an asset that the caller has verified. Older ones make room.
   *
   * @returns whether it is there now
   */
  async put(digest: Digest, blob: Blob): Promise<boolean> {
    await this.#ready;
    if (this.#assets.has(digest)) {
      return true;
    }
    if (blob.size > this.#maxBytes) {
      this.#ondrop([digest]);
      return false;
    }
    const asset = { digest, length: blob.size, usedAt: this.#now() };
    this.#assets.set(digest, asset);
    this.#keepOpen(digest, blob);
    await this.#makeRoom(digest);
    try {
      await this.#store.write(asset, blob);
    } catch {
      // The disk is full or storage was switched off: serve from memory, for this page only.
      this.#moveToMemory(digest);
      if (blob.size > this.#maxBytes) {
        await this.remove([digest]);
      } else {
        await this.#store.write(asset, blob);
      }
    }
    return this.#assets.has(digest);
  }

  /** Forget assets. */
  async remove(digests: readonly Digest[]): Promise<void> {
    await this.#ready;
    const held = digests.filter((digest) => this.#assets.delete(digest));
    digests.forEach((digest) => this.#checked.delete(digest));
    if (held.length > 0) {
      this.#ondrop(held);
    }
    await Promise.allSettled(held.map((digest) => this.#store.remove(digest)));
  }

  async #load(): Promise<void> {
    try {
      for (const asset of await this.#store.list()) {
        this.#assets.set(asset.digest, asset);
      }
    } catch {
      this.#moveToMemory();
    }
  }

  async #touch(asset: StoredAsset, blob: Blob): Promise<void> {
    const usedAt = this.#now();
    if (usedAt - asset.usedAt > TOUCH_MS) {
      const touched = { ...asset, usedAt };
      this.#assets.set(asset.digest, touched);
      await this.#store.write(touched, blob);
    }
  }

  async #makeRoom(newest: Digest): Promise<void> {
    if (this.#total() <= this.#maxBytes) {
      return;
    }
    // Other tabs write as well: look at what there really is before anything goes.
    await this.#load();
    const goes: Digest[] = [];
    let excess = this.#total() - this.#maxBytes * 0.9;
    for (const { digest, length } of this.#byAge()) {
      if (excess <= 0) {
        break;
      }
      if (digest !== newest) {
        excess -= length;
        goes.push(digest);
      }
    }
    await this.remove(goes);
  }

  #byAge(): readonly StoredAsset[] {
    return [...this.#assets.values()].sort((a, b) => a.usedAt - b.usedAt);
  }

  #total(): number {
    return this.#byAge().reduce((sum, { length }) => sum + length, 0);
  }

  // What the store had is out of reach from now on, but for the asset that is about to be written.
  #moveToMemory(newest?: Digest): void {
    this.#store = new MemoryStore();
    this.#maxBytes = boundOf(this.#store, this.#maxBytes);
    const lost = [...this.#assets.keys()].filter((digest) => digest !== newest);
    for (const digest of lost) {
      this.#assets.delete(digest);
      this.#checked.delete(digest);
    }
    if (lost.length > 0) {
      this.#ondrop(lost);
    }
  }

  #keepOpen(digest: Digest, blob: Blob): void {
    this.#checked.set(digest, blob);
    for (const oldest of this.#checked.keys()) {
      if (this.#checked.size <= MAX_OPEN) {
        break;
      }
      this.#checked.delete(oldest);
    }
  }
}

function boundOf(store: BlobStore, maxBytes: number): number {
  return store instanceof MemoryStore ? Math.min(maxBytes || MEMORY_BYTES, MEMORY_BYTES) : maxBytes;
}
