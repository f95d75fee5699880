import { SinkError } from "../errors.ts";
import type { Download, DownloadStorage } from "../transfer/download.ts";
import { FolderSink } from "./folder-sink.ts";
import { HashLog } from "./hash-log.ts";
import { MAX_MEMORY, MemorySink } from "./memory-sink.ts";
import { PrivateSink } from "./private-sink.ts";
import type { RoomStorage } from "./room-storage.ts";

/** A file of this length or less is not worth a file on the private part of the disk, in bytes. */
const SMALL = 1_048_576;
/** How much of that may be in memory at once, in bytes. */
const MAX_SMALL = 64 * 1_048_576;

/** Finds a place for each download. */
export class SinkFactory {
  readonly #storage: RoomStorage;
  #small = 0;

  constructor(storage: RoomStorage) {
    this.#storage = storage;
  }

  /**
   * Open the best place: where the visitor wants it, else the private part of the disk, else memory. Throws a `SinkError`
   * when it fits nowhere.
   */
  async open(download: Download): Promise<DownloadStorage> {
    const { size, folder } = download;
    if (folder) {
      const path = download.kind === "zip" ? [] : (download.files[0]?.path ?? []);
      return { sink: await FolderSink.open(folder, path, download.name) };
    }
    if (size <= SMALL && this.#small + size <= MAX_SMALL) {
      this.#small += size;
      return { sink: new MemorySink(() => (this.#small -= size)) };
    }
    const { disk } = this.#storage;
    if (disk) {
      const sink = await PrivateSink.open(disk, download.key, size);
      return { sink, log: await HashLog.open(disk, logName(download.key)) };
    }
    if (size > MAX_MEMORY) {
      throw new SinkError("too-large", `This browser keeps files of up to ${MAX_MEMORY} bytes`);
    }
    return { sink: new MemorySink() };
  }

  /** Whether a download goes to the private part of the disk, and so can go on after a reload. */
  isForDisk({ folder, size }: Download): boolean {
    return this.#storage.disk !== undefined && !folder && size > SMALL;
  }

  /** Remove what an earlier visit left of a download. */
  async remove(key: string): Promise<void> {
    await this.#storage.disk?.remove(key);
    await this.#storage.disk?.remove(logName(key));
  }
}

function logName(key: string): string {
  return `${key}.hashes`;
}
