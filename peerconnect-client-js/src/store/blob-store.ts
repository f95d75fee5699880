import type { Digest } from "../protocol/values.ts";

/** What a store knows of a stored asset without reading it. */
export interface StoredAsset {
  readonly digest: Digest;
  /** In bytes. */
  readonly length: number;
  /** When it was last of use, in milliseconds since the epoch. */
  readonly usedAt: number;
}

/** Keeps bytes by digest. It trusts and checks nothing. */
export interface BlobStore {
  list(): Promise<readonly StoredAsset[]>;
  read(digest: Digest): Promise<Blob | undefined>;
  write(asset: StoredAsset, blob: Blob): Promise<void>;
  remove(digest: Digest): Promise<void>;
}
