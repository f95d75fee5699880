import { SinkError } from "../errors.ts";
import type { DownloadRecord } from "../sink/download-records.ts";
import type { RoomStorage } from "../sink/room-storage.ts";
import { SinkFactory } from "../sink/sink-factory.ts";
import { Download } from "./download.ts";
import type { DownloadFailure } from "./room-download.ts";

export interface DownloadQueueOptions {
  readonly room: string;
  readonly storage: RoomStorage;
  readonly now: () => number;
  /** A download has a place to write to, and what was there is checked. */
  readonly onstart: (download: Download) => void;
  /** A download is to ask for nothing any more. */
  readonly onstop: (download: Download) => void;
  readonly onchange: (download: Download) => void;
}

/** How many downloads of more than one block run at once. */
const MAX_LARGE = 3;
const MAX_SMALL = 256;
const LARGE = 1_048_576;
/** What nobody asked for again in this time is removed, in milliseconds. */
const KEEP_MS = 7 * 24 * 60 * 60 * 1000;

/** The life of downloads: their turn, their place on the disk, and what a later visit needs to go on. */
export class DownloadQueue {
  readonly #options: DownloadQueueOptions;
  readonly #sinks: SinkFactory;
  readonly #downloads = new Map<string, Download>();
  readonly #queued = new Set<Download>();
  readonly #started = new Set<Download>();

  constructor(options: DownloadQueueOptions) {
    this.#options = options;
    this.#sinks = new SinkFactory(options.storage);
  }

  get downloads(): readonly Download[] {
    return [...this.#downloads.values()];
  }

  find(key: string): Download | undefined {
    return this.#downloads.get(key);
  }

  add(downloads: readonly Download[]): void {
    for (const download of downloads) {
      this.#downloads.set(download.key, download);
      if (download.phase === "queued") {
        this.#queued.add(download);
      }
    }
    this.next();
  }

  /** Start those whose turn it is. */
  next(): void {
    // One that waits for its sender holds up nobody.
    const running = [...this.#started].filter(
      ({ phase, isReachable }) => phase === "checking" || (phase === "active" && isReachable),
    );
    let large = running.filter(isLarge).length;
    let small = running.length - large;
    for (const download of this.#queued) {
      if (large >= MAX_LARGE && small >= MAX_SMALL) {
        return;
      }
      if (isLarge(download) ? large < MAX_LARGE : small < MAX_SMALL) {
        large += isLarge(download) ? 1 : 0;
        small += isLarge(download) ? 0 : 1;
        this.#queued.delete(download);
        void this.#start(download);
      }
    }
  }

  pause(download: Download): void {
    if (["queued", "active", "checking"].includes(download.phase)) {
      download.enter("paused");
      this.#queued.delete(download);
      this.#options.onstop(download);
      this.#changed(download);
      void this.#record(download);
    }
  }

  resume(download: Download): void {
    if (download.phase === "paused") {
      download.enter("queued");
      this.#queued.add(download);
      this.#changed(download);
      void this.#record(download);
    }
  }

  async cancel(download: Download): Promise<void> {
    await download.cancel();
    await this.#end(download);
  }

  async fail(download: Download, reason: DownloadFailure): Promise<void> {
    await download.fail(reason);
    await this.#end(download);
  }

  /** Close a download whose bytes are all here. */
  async finish(download: Download): Promise<void> {
    this.#changed(download);
    try {
      await download.finish();
    } catch (cause) {
      await this.fail(download, cause instanceof SinkError ? cause.reason : "disk");
      return;
    }
    this.#started.delete(download);
    await this.#record(download);
    this.#changed(download);
  }

  /** Forget a download, and leave no trace of it on the private part of the disk. */
  async remove(download: Download): Promise<void> {
    this.#downloads.delete(download.key);
    await download.remove();
    await this.#end(download);
  }

  /** Bring back what earlier visits left, and remove what is too old. */
  async restore(): Promise<readonly Download[]> {
    const { storage, room, now } = this.#options;
    const records = (await storage.records?.list()) ?? [];
    const restored: Download[] = [];
    for (const record of records) {
      if (Date.now() - record.changedAt > KEEP_MS) {
        await this.#forget(record.key);
      } else if (record.room === room) {
        const download = new Download(record, now);
        if (!record.isDone) {
          download.enter(record.isPaused ? "paused" : "queued");
          restored.push(download);
        } else if (await this.#restoreDone(download)) {
          restored.push(download);
        }
      }
    }
    await this.#removeStrays(records);
    this.add(restored);
    return restored;
  }

  /** Stop all without an end: a later visit goes on. */
  async close(): Promise<void> {
    for (const download of this.#downloads.values()) {
      await download.suspend();
    }
  }

  async #start(download: Download): Promise<void> {
    const { onstart, onchange } = this.#options;
    download.enter("checking");
    this.#started.add(download);
    onchange(download);
    try {
      await this.#record(download);
      if (!download.hasPlace) {
        download.attach(await this.#sinks.open(download));
        await download.check();
      }
    } catch (cause) {
      await this.fail(download, cause instanceof SinkError ? cause.reason : "disk");
      return;
    }
    if (download.phase === "checking") {
      download.enter("active");
      onstart(download);
      onchange(download);
    }
  }

  async #end(download: Download): Promise<void> {
    this.#queued.delete(download);
    this.#started.delete(download);
    this.#options.onstop(download);
    this.#changed(download);
    if (this.#sinks.isForDisk(download)) {
      await this.#forget(download.key);
    }
  }

  async #forget(key: string): Promise<void> {
    // Another tab may be at it; then that one removes it.
    await this.#sinks.remove(key).catch(() => {});
    await this.#options.storage.records?.remove(key).catch(() => {});
  }

  // A record that cannot be written costs only the chance to go on after a reload.
  async #record(download: Download): Promise<void> {
    const { key, kind, name, files, phase } = download;
    if (this.#sinks.isForDisk(download) && !["failed", "cancelled"].includes(phase)) {
      const record: DownloadRecord = {
        key,
        room: this.#options.room,
        kind,
        name,
        files: files.map(({ name, path, size, type, modified }) => ({
          name,
          path,
          size,
          type,
          modified,
        })),
        isPaused: phase === "paused",
        isDone: phase === "done",
        changedAt: Date.now(),
      };
      await this.#options.storage.records?.put(record).catch(() => {});
    }
  }

  async #restoreDone(download: Download): Promise<boolean> {
    const blob = await this.#options.storage.disk?.find(download.key).catch(() => undefined);
    if (blob?.size === download.size) {
      download.restoreDone(blob);
      return true;
    }
    await this.#forget(download.key);
    return false;
  }

  async #removeStrays(records: readonly DownloadRecord[]): Promise<void> {
    const { disk } = this.#options.storage;
    const known = new Set(records.map(({ key }) => key));
    for (const name of (await disk?.names()) ?? []) {
      if (!known.has(name.replace(/\.hashes$/, ""))) {
        // Open in another tab, which has noted it by now.
        await disk?.remove(name).catch(() => {});
      }
    }
  }

  #changed(download: Download): void {
    this.#options.onchange(download);
    this.next();
  }
}

function isLarge({ size }: Download): boolean {
  return size > LARGE;
}
