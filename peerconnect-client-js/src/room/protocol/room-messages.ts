import type { PeerId } from "../../protocol/values.ts";
import type { RoomId, RoomKind, RoomSecret } from "./values.ts";

/** What a client says to the site about rooms. The meaning of each message stands in PROTOCOL.md §6. */
export type RoomMessage =
  | {
      readonly type: "room-open";
      /** Made of the next three by `roomIdOf`. */
      readonly room: RoomId;
      readonly kind: RoomKind;
      /** SHA-256 of the secret that lets in. */
      readonly access: RoomSecret;
      /** SHA-256 of the secret that makes its holder the host. */
      readonly owner: RoomSecret;
      /** Members at most; the site has a limit of its own. */
      readonly members?: number;
      readonly listing?: RoomListing;
    }
  | {
      readonly type: "room-join";
      readonly room: RoomId;
      /** The secret that lets in, itself. */
      readonly secret: RoomSecret;
      /** What the room must be for, if known: refused as `room-denied` when it is for something else. */
      readonly kind?: RoomKind;
      /** The secret of the host, itself: the host comes back with it. */
      readonly owner?: RoomSecret;
    }
  | { readonly type: "room-leave" | "room-close"; readonly room: RoomId }
  | { readonly type: "room-lock"; readonly room: RoomId; readonly locked: boolean }
  | { readonly type: "room-remove"; readonly room: RoomId; readonly peer: PeerId }
  | {
      readonly type: "room-signal";
      readonly room: RoomId;
      readonly to: PeerId;
      readonly box: string;
    }
  | { readonly type: "room-relay"; readonly room: RoomId; readonly to: PeerId }
  | { readonly type: "room-list" }
  | CodeMessage;

/** What a client says to the site about short codes. */
export type CodeMessage =
  | { readonly type: "code-open"; readonly room: RoomId }
  | { readonly type: "code-join" | "code-close"; readonly number: number }
  | {
      readonly type: "code-message";
      readonly number: number;
      readonly attempt: number;
      readonly box: string;
    }
  | {
      readonly type: "code-result";
      readonly number: number;
      readonly attempt: number;
      readonly accepted: boolean;
    };

/** How a room shows in the public list. Who lists a room gives its key away, to the server, too. */
export interface RoomListing {
  /** At most 64 characters that show. */
  readonly name: string;
  readonly key: string;
}

/** What the site says to a client about rooms. */
export type RoomEvent =
  | {
      readonly type: "room-opened";
      readonly room: RoomId;
      readonly members: number;
      readonly expiresInMs: number;
    }
  | RoomJoined
  | {
      readonly type: "room-entered";
      readonly room: RoomId;
      readonly peer: PeerId;
      readonly host: boolean;
    }
  | { readonly type: "room-left"; readonly room: RoomId; readonly peer: PeerId }
  | { readonly type: "room-locked"; readonly room: RoomId; readonly locked: boolean }
  | { readonly type: "room-closed"; readonly room: RoomId; readonly reason: RoomEnd }
  | {
      readonly type: "room-signal";
      readonly room: RoomId;
      readonly from: PeerId;
      readonly box: string;
    }
  | RelayReady
  | { readonly type: "room-list"; readonly rooms: readonly ListedRoom[] }
  | CodeEvent
  | RoomFailure;

export interface RoomJoined {
  readonly type: "room-joined";
  readonly room: RoomId;
  readonly kind: RoomKind;
  /** Absent while the host is away. */
  readonly host?: PeerId;
  readonly locked: boolean;
  /** The others, the host among them. */
  readonly members: readonly PeerId[];
  readonly expiresInMs: number;
}

/** A relay to another member is ready; the other is told, too. */
export interface RelayReady {
  readonly type: "room-relay";
  readonly room: RoomId;
  readonly peer: PeerId;
  readonly ticket: string;
  /** Bytes that may be under way in one direction before the other end must have taken some. */
  readonly window: number;
}

export interface ListedRoom {
  readonly room: RoomId;
  readonly kind: RoomKind;
  readonly name: string;
  readonly key: string;
  readonly members: number;
}

export type RoomEnd = "closed" | "expired" | "removed" | "replaced";

/** What the site says to a client about short codes. */
export type CodeEvent =
  | {
      readonly type: "code-opened";
      readonly room: RoomId;
      readonly number: number;
      readonly expiresInMs: number;
      /** How many attempts may fail. */
      readonly attempts: number;
    }
  | { readonly type: "code-joined"; readonly number: number; readonly attempt: number }
  | {
      readonly type: "code-message";
      readonly number: number;
      readonly attempt: number;
      readonly box: string;
    }
  | {
      readonly type: "code-result";
      readonly number: number;
      readonly attempt: number;
      readonly accepted: boolean;
      readonly attemptsLeft: number;
    }
  | {
      readonly type: "code-closed";
      readonly number: number;
      readonly reason: "closed" | "expired" | "burnt";
    };

/** Answers a message that was refused. */
export interface RoomFailure {
  readonly type: "failure";
  /** One of PROTOCOL.md's codes, such as `room-unknown` or `code-burnt`. */
  readonly code: string;
  readonly detail: string;
  /** The room's id or the code's number. */
  readonly about?: string;
}
