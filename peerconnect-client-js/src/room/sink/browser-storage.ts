import { IndexedDbRecords } from "./indexed-db-records.ts";
import type { RoomStorage } from "./room-storage.ts";
import { WorkerDisk } from "./worker-disk.ts";

/**
 * Return what this browser offers. Private windows of some browsers, and old ones, offer only memory.
 *
 * @param openWorker starts the script `rooms-disk.js`
 */
export async function openBrowserStorage(openWorker: () => Worker): Promise<RoomStorage> {
  const hasDisk = await canWrite();
  return {
    disk: hasDisk ? new WorkerDisk(openWorker) : undefined,
    records: hasDisk ? new IndexedDbRecords() : undefined,
  };
}

/** Return what needs no disk. */
export function memoryStorage(): RoomStorage {
  return { disk: undefined, records: undefined };
}

async function canWrite(): Promise<boolean> {
  try {
    await navigator.storage.getDirectory();
    return typeof Worker === "function";
  } catch {
    // Not a secure context, or a private window.
    return false;
  }
}
