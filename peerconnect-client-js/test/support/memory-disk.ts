import type { Disk, DiskFile } from "../../src/room/sink/disk.ts";
import type { DownloadRecord, DownloadRecords } from "../../src/room/sink/download-records.ts";
import type { RoomStorage } from "../../src/room/sink/room-storage.ts";

/** A disk that outlives the visits of a test. */
export class MemoryDisk implements Disk {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly #open = new Set<string>();
  /** Thrown by writes once it is set. */
  failure: Error | undefined;
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  async open(name: string): Promise<DiskFile> {
    if (this.#open.has(name)) {
      throw new DOMException("Somebody else has it open", "NoModificationAllowedError");
    }
    this.#open.add(name);
    const before = this.files.get(name) ?? new Uint8Array();
    this.files.set(name, before);
    return {
      size: before.length,
      resize: async (size) => {
        if (size > this.#capacity) {
          throw new DOMException("No room", "QuotaExceededError");
        }
        const resized = new Uint8Array(size);
        resized.set((this.files.get(name) ?? new Uint8Array()).subarray(0, size));
        this.files.set(name, resized);
      },
      read: async (position, length) =>
        (this.files.get(name) ?? new Uint8Array()).slice(position, position + length),
      write: async (position, bytes) => {
        if (this.failure) {
          throw this.failure;
        }
        if (!this.#open.has(name)) {
          throw new DOMException("The file is closed", "InvalidStateError");
        }
        let file = this.files.get(name) ?? new Uint8Array();
        if (position + bytes.length > file.length) {
          const longer = new Uint8Array(position + bytes.length);
          longer.set(file);
          file = longer;
        }
        file.set(bytes, position);
        this.files.set(name, file);
        // The real one takes the bytes away.
        structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
      },
      close: async () => {
        this.#open.delete(name);
      },
    };
  }

  async find(name: string): Promise<Blob | undefined> {
    const bytes = this.files.get(name);
    return bytes && new Blob([bytes]);
  }

  async remove(name: string): Promise<void> {
    if (this.#open.has(name)) {
      throw new DOMException("Somebody else has it open", "NoModificationAllowedError");
    }
    this.files.delete(name);
  }

  async names(): Promise<readonly string[]> {
    return [...this.files.keys()];
  }

  /** Let the page end, as a reload does: the browser closes all files. */
  reload(): void {
    this.#open.clear();
  }
}

export class MemoryRecords implements DownloadRecords {
  readonly records = new Map<string, DownloadRecord>();

  async list(): Promise<readonly DownloadRecord[]> {
    return [...this.records.values()];
  }

  async put(record: DownloadRecord): Promise<void> {
    this.records.set(record.key, structuredClone(record));
  }

  async remove(key: string): Promise<void> {
    this.records.delete(key);
  }
}

export interface TestStorage extends RoomStorage {
  readonly disk: MemoryDisk;
  readonly records: MemoryRecords;
}

export function diskStorage(capacity = Infinity): TestStorage {
  return { disk: new MemoryDisk(capacity), records: new MemoryRecords() };
}
