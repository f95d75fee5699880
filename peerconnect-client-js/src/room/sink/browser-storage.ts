import { IndexedDbRecords } from "./indexed-db-records.ts";
import type { RoomStorage } from "./room-storage.ts";
import { WorkerDisk } from "./worker-disk.ts";

/** Left free in any case, in bytes: browsers behave badly with a full disk. */
const RESERVE = 64 * 1_048_576;

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
    spaceLeft,
  };
}

/** Return what needs no disk. */
export function memoryStorage(): RoomStorage {
  return { disk: undefined, records: undefined, spaceLeft: async () => undefined };
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

/** Return how much more this site may write, in bytes. */
async function spaceLeft(): Promise<number | undefined> {
  const { quota, usage } = await navigator.storage.estimate();
  return quota === undefined ? undefined : Math.max(0, quota - (usage ?? 0) - RESERVE);
}
