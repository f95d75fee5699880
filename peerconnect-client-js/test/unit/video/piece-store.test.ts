import { beforeEach, expect, it } from "vitest";
import type { PieceFolder } from "../../../src/video/piece-folder.ts";
import { PieceStore, type PieceStoreOptions } from "../../../src/video/piece-store.ts";

class FakeFolder {
  readonly files = new Map<number, Uint8Array<ArrayBuffer>>();
  isFull = false;
  isClosed = false;

  async write(piece: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.isFull) throw new DOMException("full", "QuotaExceededError");
    this.files.set(piece, bytes);
  }

  async read(piece: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.files.get(piece);
  }

  async remove(piece: number): Promise<void> {
    this.files.delete(piece);
  }

  close(): void {
    this.isClosed = true;
  }
}

let folder: FakeFolder;
let dropped: number[];

beforeEach(() => {
  folder = new FakeFolder();
  dropped = [];
});

const piece = (index: number): Uint8Array<ArrayBuffer> => new Uint8Array(10).fill(index);

function makeStore(options: Partial<PieceStoreOptions> = {}): PieceStore {
  return new PieceStore({
    maxBytes: 50,
    memoryBytes: 20,
    folder: folder as unknown as PieceFolder,
    ondrop: (index) => dropped.push(index),
    ...options,
  });
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
}

it("returns what was put", async () => {
  const store = makeStore();
  store.put(3, piece(3));
  expect(store.has(3)).toBe(true);
  expect(await store.get(3)).toEqual(piece(3));
  expect(await store.get(4)).toBeUndefined();
});

it("moves what was used least recently to files", async () => {
  const store = makeStore();
  store.put(1, piece(1));
  store.put(2, piece(2));
  await store.get(1);
  store.put(3, piece(3));
  expect([...folder.files.keys()]).toEqual([2]);
  expect(await store.get(2)).toEqual(piece(2));
  expect(store.held).toBe(3);
  expect(dropped).toEqual([]);
});

it("drops what does not fit into files, and says so", () => {
  const store = makeStore();
  for (let i = 1; i <= 7; i++) store.put(i, piece(i));
  expect(dropped).toEqual([1, 2]);
  expect(store.has(1)).toBe(false);
  expect(store.held).toBe(5);
});

it("stays within its bound where there are no files", () => {
  const store = makeStore({ folder: undefined });
  for (let i = 1; i <= 7; i++) store.put(i, piece(i));
  expect(dropped).toEqual([1, 2]);
  expect(store.held).toBe(5);
});

it("drops what cannot be written", async () => {
  folder.isFull = true;
  const store = makeStore();
  for (let i = 1; i <= 3; i++) store.put(i, piece(i));
  await settled();
  expect(dropped).toEqual([1]);
  expect(store.held).toBe(2);
});

it("drops what the browser cleared", async () => {
  const store = makeStore();
  for (let i = 1; i <= 3; i++) store.put(i, piece(i));
  folder.files.clear();
  expect(await store.get(1)).toBeUndefined();
  expect(dropped).toEqual([1]);
  expect(store.has(1)).toBe(false);
});

it("forgets what turned out to be wrong without telling", async () => {
  const store = makeStore();
  for (let i = 1; i <= 3; i++) store.put(i, piece(i));
  store.drop(1);
  store.drop(3);
  expect(store.pieces()).toEqual([2]);
  expect(folder.files.size).toBe(0);
  expect(dropped).toEqual([]);
});

it("leaves nothing behind", () => {
  const store = makeStore();
  for (let i = 1; i <= 3; i++) store.put(i, piece(i));
  store.clear();
  expect(store.held).toBe(0);
  expect(folder.isClosed).toBe(true);
});

it("keeps what is in memory when it lets the files go", async () => {
  const store = makeStore();
  for (let i = 1; i <= 3; i++) store.put(i, piece(i));
  store.clearFiles();
  expect(store.pieces()).toEqual([2, 3]);
  expect(dropped).toEqual([1]);
  expect(folder.isClosed).toBe(true);
});
