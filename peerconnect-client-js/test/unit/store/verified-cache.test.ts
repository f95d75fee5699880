import { beforeEach, expect, it, vi } from "vitest";
import type { Digest } from "../../../src/protocol/values.ts";
import type { BlobStore } from "../../../src/store/blob-store.ts";
import { MemoryStore } from "../../../src/store/memory-store.ts";
import { VerifiedCache } from "../../../src/store/verified-cache.ts";
import { makeAsset, type TestAsset } from "../../support/assets.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

let store: MemoryStore;
let now: number;
let dropped: Digest[];

beforeEach(() => {
  store = new MemoryStore();
  now = 1_000_000;
  dropped = [];
});

function open(maxBytes = 1_000_000, from: BlobStore = store): VerifiedCache {
  return new VerifiedCache({
    store: from,
    maxBytes,
    now: () => now,
    ondrop: (digests) => dropped.push(...digests),
  });
}

function blobOf(asset: TestAsset): Blob {
  return new Blob([asset.bytes], { type: "image/jpeg" });
}

it("returns what was put in, also after a reload", async () => {
  const lion = await makeAsset(1000);
  await open().put(lion.digest, blobOf(lion));
  const blob = await open().find(lion.digest);
  expect(new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(lion.bytes);
  expect(blob?.type).toBe("image/jpeg");
});

it("does not return bytes that somebody changed, and forgets them", async () => {
  const lion = await makeAsset(1000);
  await open().put(lion.digest, blobOf(lion));
  await store.write({ digest: lion.digest, length: 1000, usedAt: 1 }, new Blob(["poison"]));
  const cache = open();
  expect(await cache.find(lion.digest)).toBeUndefined();
  expect(await cache.recent()).toEqual([]);
  expect(dropped).toEqual([lion.digest]);
});

it("lets the asset go that was of no use for longest", async () => {
  const assets = await Promise.all([makeAsset(400), makeAsset(400), makeAsset(400)]);
  const cache = open(1000);
  for (const asset of assets) {
    now += 1000;
    await cache.put(asset.digest, blobOf(asset));
  }
  const [first, second, third] = assets.map(({ digest }) => digest);
  expect(await cache.recent()).toEqual([third, second]);
  expect(dropped).toEqual([first]);
  expect(await store.list()).toHaveLength(2);
});

it("counts what other tabs wrote before it lets anything go", async () => {
  const [lion, bear] = await Promise.all([makeAsset(600), makeAsset(600)]);
  const cache = open(1000);
  await cache.recent();
  await store.write({ digest: bear.digest, length: 600, usedAt: 5 }, blobOf(bear));
  await cache.put(lion.digest, blobOf(lion));
  const wolf = await makeAsset(600);
  now += 1000;
  await cache.put(wolf.digest, blobOf(wolf));
  expect(await cache.recent()).toEqual([wolf.digest]);
});

it("does not keep what is larger than the whole cache", async () => {
  const lion = await makeAsset(2000);
  const cache = open(1000);
  expect(await cache.put(lion.digest, blobOf(lion))).toBe(false);
  expect(await cache.recent()).toEqual([]);
  expect(dropped).toEqual([lion.digest]);
});

it("never lets the newest asset go to make room for itself", async () => {
  const [lion, bear] = await Promise.all([makeAsset(300), makeAsset(950)]);
  const cache = open(1000);
  await cache.put(lion.digest, blobOf(lion));
  expect(await cache.put(bear.digest, blobOf(bear))).toBe(true);
  expect(await cache.recent()).toEqual([bear.digest]);
  expect(dropped).toEqual([lion.digest]);
});

it("of size 0 keeps assets in memory and none in the store", async () => {
  const lion = await makeAsset(1000);
  const cache = open(0);
  expect(await cache.put(lion.digest, blobOf(lion))).toBe(true);
  expect((await cache.find(lion.digest))?.size).toBe(1000);
  expect(await store.list()).toEqual([]);
});

it("of size 0 keeps no more than 64 MiB", async () => {
  const lion = await makeAsset(1000);
  const large = { ...lion, size: 64 * 1024 * 1024 + 1 } as unknown as Blob;
  const cache = open(0);
  expect(await cache.put(lion.digest, large)).toBe(false);
  expect(dropped).toEqual([lion.digest]);
});

it("notes a use, but not more than once a day", async () => {
  const lion = await makeAsset(100);
  await open().put(lion.digest, blobOf(lion));
  const write = vi.spyOn(store, "write");
  now += 1000;
  await open().find(lion.digest);
  expect(write).not.toHaveBeenCalled();
  now += DAY_MS;
  await open().find(lion.digest);
  expect(write).toHaveBeenCalledOnce();
});

it("goes on in memory when the disk refuses", async () => {
  const lion = await makeAsset(100);
  vi.spyOn(store, "write").mockRejectedValue(new DOMException("full", "QuotaExceededError"));
  const cache = open();
  expect(await cache.put(lion.digest, blobOf(lion))).toBe(true);
  expect(await cache.find(lion.digest)).toBeDefined();
});

it("offers no more what a disk holds that refused", async () => {
  const [lion, bear] = await Promise.all([makeAsset(100), makeAsset(100)]);
  await open().put(bear.digest, blobOf(bear));
  vi.spyOn(store, "write").mockRejectedValue(new DOMException("full", "QuotaExceededError"));
  const cache = open();
  await cache.put(lion.digest, blobOf(lion));
  expect(await cache.recent()).toEqual([lion.digest]);
  expect(dropped).toEqual([bear.digest]);
});

it("goes on in memory when there is no storage", async () => {
  const lion = await makeAsset(100);
  vi.spyOn(store, "list").mockRejectedValue(new DOMException("denied", "SecurityError"));
  const cache = open();
  await cache.put(lion.digest, blobOf(lion));
  expect(await cache.find(lion.digest)).toBeDefined();
});
