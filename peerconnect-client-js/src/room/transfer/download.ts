import { DownloadNotDoneError, SinkError } from "../errors.ts";
import type { HashLog } from "../sink/hash-log.ts";
import { uniquePaths } from "../sink/safe-name.ts";
import { safeType } from "../sink/safe-type.ts";
import type { Sink } from "../sink/sink.ts";
import { crc32, joinCrc32 } from "../zip/crc32.ts";
import { type ZipEntry, ZipLayout } from "../zip/zip-layout.ts";
import { BLOCK_LENGTH } from "./blocks.ts";
import { type FileFacts, FileFetch } from "./file-fetch.ts";
import { hashOf, isSameHash } from "./hash-list.ts";
import type { DownloadFailure, DownloadState, RoomDownload, SinkKind } from "./room-download.ts";
import { etaMs, SmoothedSpeed } from "./smoothed-speed.ts";

export interface DownloadPlan {
  readonly key: string;
  readonly kind: "file" | "zip";
  readonly name: string;
  readonly files: readonly FileFacts[];
  readonly folder?: FileSystemDirectoryHandle | undefined;
}

export interface DownloadStorage {
  readonly sink: Sink;
  /** Set when a reload may go on from here. */
  readonly log?: HashLog | undefined;
}

/** How many files of one archive are worked on at once. */
const MAX_OPEN = 256;

type Phase =
  | "queued"
  | "checking"
  | "active"
  | "paused"
  | "finishing"
  | "done"
  | "failed"
  | "cancelled";

/** One download: its files, where they go, and how far it is. */
export class Download implements RoomDownload {
  readonly key: string;
  readonly kind: "file" | "zip";
  readonly name: string;
  readonly size: number;
  readonly folder: FileSystemDirectoryHandle | undefined;
  readonly fetches: readonly FileFetch[];
  failure: DownloadFailure | undefined;
  /** Whether somebody can be asked for what is missing. */
  isReachable = false;
  readonly #now: () => number;
  readonly #layout: ZipLayout | undefined;
  readonly #crcs = new Map<FileFetch, number[]>();
  readonly #speed = new SmoothedSpeed();
  #storage: DownloadStorage | undefined;
  #phase: Phase = "queued";
  #bytes = 0;
  #open: readonly FileFetch[] = [];
  #nextToOpen = 0;
  #filesDone = 0;
  #result: Blob | undefined;

  constructor({ key, kind, name, files, folder }: DownloadPlan, now: () => number) {
    this.key = key;
    this.kind = kind;
    this.name = name;
    this.folder = folder;
    this.#now = now;
    const layout = kind === "zip" ? new ZipLayout(zipEntries(files)) : undefined;
    this.#layout = layout;
    let block = 0;
    this.fetches = files.map((facts, index) => {
      const fetch = new FileFetch(facts, layout?.dataPosition(index) ?? 0, block);
      block += fetch.blocks;
      return fetch;
    });
    this.size = layout?.size ?? files.reduce((sum, { size }) => sum + size, 0);
    this.#refill();
  }

  get files(): readonly FileFacts[] {
    return this.fetches.map(({ facts }) => facts);
  }

  get phase(): Phase {
    return this.#phase;
  }

  get state(): DownloadState {
    if (this.#phase === "active") {
      return this.isReachable ? "running" : "waiting";
    }
    return this.#phase;
  }

  get isOver(): boolean {
    return ["done", "failed", "cancelled"].includes(this.#phase);
  }

  get bytes(): number {
    return this.#phase === "done" ? this.size : this.#bytes;
  }

  get speed(): number {
    return this.state === "running" ? this.#speed.at(this.#now()) : 0;
  }

  get etaMs(): number | undefined {
    return etaMs(this.size - this.bytes, this.speed);
  }

  get sink(): SinkKind | undefined {
    return this.#storage?.sink.kind;
  }

  get isResumable(): boolean {
    return this.#storage?.log !== undefined;
  }

  get hasPlace(): boolean {
    return this.#storage !== undefined;
  }

  /** Whether blocks that are here can be handed on to others. */
  get isReadable(): boolean {
    return this.#phase === "done" || this.#storage?.sink.isReadable === true;
  }

  /** The files that are worked on. */
  get open(): readonly FileFetch[] {
    return this.#open;
  }

  get isComplete(): boolean {
    return this.#filesDone === this.fetches.length;
  }

  /** Return the first block of a file that must wait for earlier ones. */
  endOf(fetch: FileFetch): number {
    const reach = this.#storage?.sink.reach ?? 0;
    return reach === Infinity ? fetch.blocks : fetch.held.nextGap(0) + reach / BLOCK_LENGTH;
  }

  async file(): Promise<Blob> {
    const result = this.#result;
    if (!result) {
      throw new DownloadNotDoneError(this.name, this.state);
    }
    const type = this.kind === "zip" ? "application/zip" : (this.files[0]?.type ?? "");
    return result.slice(0, result.size, safeType(type));
  }

  /** Take the place to write to. */
  attach(storage: DownloadStorage): void {
    this.#storage = storage;
  }

  /** Enter a phase, unless it is over. */
  enter(phase: Exclude<Phase, "done" | "failed" | "cancelled">): void {
    if (!this.isOver) {
      this.#phase = phase;
      this.#speed.stop();
      if (phase === "active") {
        this.#speed.start(this.#now());
      }
    }
  }

  /** Check what an earlier visit left: only blocks that match their hash count. */
  async check(): Promise<void> {
    const { sink, log } = this.#storage ?? {};
    const hashes = await log?.read();
    if (!sink || !hashes) {
      return;
    }
    for (const fetch of this.fetches) {
      for (let block = 0; block < fetch.blocks && !this.isOver; block++) {
        const hash = hashes.get(fetch.firstBlock + block);
        if (hash) {
          const bytes = await sink.read(positionOf(fetch, block), fetch.lengthOf(block));
          if (bytes.length === fetch.lengthOf(block) && isSameHash(await hashOf(bytes), hash)) {
            this.#noteCrc(fetch, block, bytes);
            fetch.restore(block, hash);
            this.#bytes += bytes.length;
          }
        }
      }
    }
  }

  /** Write a block that matches its hash. */
  async store(
    fetch: FileFetch,
    block: number,
    bytes: Uint8Array<ArrayBuffer>,
    hash: Uint8Array<ArrayBuffer>,
  ): Promise<void> {
    const storage = this.#storage;
    if (!storage) {
      throw new SinkError("disk", `Download '${this.name}' has no place to write to`);
    }
    const { length } = bytes;
    this.#noteCrc(fetch, block, bytes);
    await storage.sink.write(positionOf(fetch, block), bytes);
    await storage.log?.put(fetch.firstBlock + block, hash);
    if (!this.isOver && fetch.held.add(block)) {
      this.#bytes += length;
      this.#speed.add(length, this.#now());
    }
  }

  /** Return a block that is here. */
  async read(fetch: FileFetch, block: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const position = positionOf(fetch, block);
    const length = fetch.lengthOf(block);
    if (!fetch.held.has(block) || !this.isReadable || this.failure || this.#phase === "cancelled") {
      return undefined;
    }
    if (this.#result) {
      return new Uint8Array(await this.#result.slice(position, position + length).arrayBuffer());
    }
    return this.#storage?.sink.read(position, length);
  }

  /** Note that all of a file is here and matches its digest. */
  fileDone(fetch: FileFetch): void {
    fetch.isDone = true;
    this.#filesDone++;
    this.#refill();
  }

  /** Close the result. */
  async finish(): Promise<void> {
    const sink = this.#storage?.sink;
    if (!sink || this.isOver) {
      return;
    }
    this.enter("finishing");
    await this.#writeArchive(sink);
    const result = await sink.finish();
    await this.#storage?.log?.discard();
    if (!this.isOver) {
      this.#result = result;
      this.#phase = "done";
    }
  }

  /** Take what an earlier visit finished. */
  restoreDone(result: Blob): void {
    this.#result = result;
    this.#phase = "done";
  }

  async fail(reason: DownloadFailure): Promise<void> {
    if (!this.isOver) {
      this.failure = reason;
      this.#phase = "failed";
      await this.#discard();
    }
  }

  async cancel(): Promise<void> {
    if (!this.isOver) {
      this.#phase = "cancelled";
      await this.#discard();
    }
  }

  /** Stop without an end: a later visit goes on if it can. */
  async suspend(): Promise<void> {
    if (!this.isOver && !this.isResumable) {
      await this.cancel();
    }
  }

  /** Leave no trace, whatever the state. */
  async remove(): Promise<void> {
    await this.cancel();
    if (this.#phase === "done") {
      this.#result = undefined;
      await this.#discard();
    }
  }

  async #discard(): Promise<void> {
    await this.#storage?.sink.discard();
    if (this.#phase !== "done") {
      await this.#storage?.log?.discard();
    }
  }

  async #writeArchive(sink: Sink): Promise<void> {
    const layout = this.#layout;
    if (!layout) {
      return;
    }
    const crcs = this.fetches.map((fetch) => this.#crcOf(fetch));
    for (const [index, crc] of crcs.entries()) {
      const { position, bytes } = layout.localHeader(index, crc);
      await sink.write(position, bytes);
    }
    let position = layout.directoryPosition;
    for (const part of layout.directory(crcs)) {
      const { length } = part;
      await sink.write(position, part);
      position += length;
    }
  }

  #noteCrc(fetch: FileFetch, block: number, bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#layout) {
      const crcs = this.#crcs.get(fetch) ?? [];
      crcs[block] = crc32(bytes);
      this.#crcs.set(fetch, crcs);
    }
  }

  #crcOf(fetch: FileFetch): number {
    const crcs = this.#crcs.get(fetch) ?? [];
    return crcs.reduce((sum, crc, block) => joinCrc32(sum, crc, fetch.lengthOf(block)), 0);
  }

  #refill(): void {
    const open = this.#open.filter(({ isDone }) => !isDone);
    while (open.length < MAX_OPEN && this.#nextToOpen < this.fetches.length) {
      const fetch = this.fetches[this.#nextToOpen++];
      if (fetch && !fetch.isDone) {
        open.push(fetch);
      }
    }
    this.#open = open;
  }
}

function positionOf(fetch: FileFetch, block: number): number {
  return fetch.position + block * BLOCK_LENGTH;
}

function zipEntries(files: readonly FileFacts[]): readonly ZipEntry[] {
  const paths = uniquePaths(files.map(({ path, name }) => [...path, name]));
  return files.map(({ size, modified }, index) => ({
    name: paths[index]?.join("/") ?? "",
    size,
    modified,
  }));
}
