import type { PeerId } from "../../protocol/values.ts";

export type LinkPath = "connecting" | "direct" | "relayed" | "closed";

/** Why a link ended: the member left, cannot be reached, somebody on the way changed what was sent, or we closed it. */
export type LinkEnd = "left" | "unreachable" | "tampered" | "closed";

export interface RoomLinkEvents {
  /**
   * A path opened, or replaced another: everything unanswered is to be asked again, nothing sent before may be counted on. What
   * the other end sent on the path before is not delivered any more.
   */
  onopen(path: "direct" | "relayed"): void;
  /** A message of the other end. The bytes are the receiver's to keep. */
  onmessage(message: Uint8Array<ArrayBuffer>): void;
  /** `bufferedAmount` fell to the low-water mark, `LOW_WATER`. */
  onlow(): void;
  onpath(path: LinkPath): void;
  /** It is known whether a direct path goes through a TURN server. */
  onturn?(): void;
  /** The member is gone for good, or cannot be reached. Called once, and last. */
  onclose(reason: LinkEnd): void;
}

/** The longest message, in bytes. */
export const MAX_MESSAGE = 65_536;

/** When so many bytes wait or fewer, `onlow` is called, if more waited before. */
export const LOW_WATER = 262_144;

/** A conversation with one member of a room, whatever way it takes. */
export interface RoomLink {
  readonly peer: PeerId;
  readonly path: LinkPath;
  /** Whether the direct path goes through a TURN server; `undefined` before that is known, and on other paths. */
  readonly isTurned?: boolean | undefined;
  /** Bytes that wait to be sent. Keep them below about 1 MiB: send on until then, go on at `onlow`. */
  readonly bufferedAmount: number;
  /**
   * What both ends have in common and nobody between them can choose, for a short authentication string: 16 bytes, the same
   * ones at both ends. `undefined` until both agreed on it, which is before the first `onopen`.
   */
  readonly authentication: Uint8Array | undefined;
  /**
   * Send one message of at most 65,536 bytes, reliable and in order while the path lasts.
   *
   * @returns false while there is no path
   */
  send(message: Uint8Array<ArrayBuffer>): boolean;
  close(): void;
}
