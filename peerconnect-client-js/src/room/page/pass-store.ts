import { isText, parseJson, shape } from "../../protocol/shape.ts";
import { isRoomKind, type RoomId } from "../protocol/values.ts";
import type { HostPass } from "../session/room-secrets.ts";

const isHostPass = shape({ key: isText, kind: isRoomKind, owner: isText });

/**
 * Keeps the passes of rooms that this tab is the host of, so that a reload does not lose them. In the storage of the tab: it
 * ends with it, and so does the right to be the host.
 */
export class PassStore {
  readonly #storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> | undefined;

  /** @param storage absent where the browser forbids it: a reload then makes a guest of the host */
  constructor(storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> | undefined) {
    this.#storage = storage;
  }

  keep({ room, key, kind, owner }: HostPass): void {
    this.#storage?.setItem(nameOf(room), JSON.stringify({ key, kind, owner }));
  }

  forget(room: RoomId): void {
    this.#storage?.removeItem(nameOf(room));
  }

  find(room: RoomId): HostPass | undefined {
    const value = parseJson(this.#storage?.getItem(nameOf(room)) ?? "");
    return isHostPass(value) ? { ...(value as Omit<HostPass, "room">), room } : undefined;
  }
}

function nameOf(room: RoomId): string {
  return `peerconnect-room ${room}`;
}
