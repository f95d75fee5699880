import type { RoomStorage } from "./room-storage.ts";

/** Left free in any case, in bytes: browsers behave badly with a full disk. */
const RESERVE = 64 * 1_048_576;

/** Return what this browser offers. */
export function openBrowserStorage(): RoomStorage {
  return { disk: undefined, records: undefined, spaceLeft };
}

/** Return how much more this site may write, in bytes. */
async function spaceLeft(): Promise<number | undefined> {
  const { quota, usage } = (await navigator.storage?.estimate()) ?? {};
  return quota === undefined ? undefined : Math.max(0, quota - (usage ?? 0) - RESERVE);
}
