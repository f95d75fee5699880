import { MemberLink } from "../link/member-link.ts";
import { Room, type RoomOptions } from "../room.ts";
import { openBrowserStorage } from "../sink/browser-storage.ts";
import { RoomTransfers } from "../transfer/room-transfers.ts";

export interface PageRoomOptions extends Omit<
  RoomOptions,
  "relayUrl" | "openLink" | "openTransfers"
> {
  /** Address that the site's endpoints are below. */
  readonly base: string;
}

/** Make a room with real links, and transfers that keep what they receive in this browser. */
export async function openRoom({ base, ...options }: PageRoomOptions): Promise<Room> {
  const storage = await openBrowserStorage(() => new Worker(`${base}/rooms-disk.js`));
  return new Room({
    ...options,
    relayUrl: `${base.replace(/^http/, "ws")}/relay`,
    openLink: (link) => new MemberLink(link),
    openTransfers: (transfers) => new RoomTransfers({ ...transfers, storage }),
  });
}
