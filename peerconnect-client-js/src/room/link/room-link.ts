import type { PeerId } from "../../protocol/values.ts";

export type LinkPath = "connecting" | "direct" | "relayed" | "closed";

export interface RoomLinkEvents {
  /** A path opened, or replaced another: everything unanswered is to be asked again, nothing sent before may be counted on. */
  onopen(path: "direct" | "relayed"): void;
  onmessage(message: Uint8Array): void;
  /** bufferedAmount fell to the low-water mark. */
  onlow(): void;
  onpath(path: LinkPath): void;
  /** The member is gone for good, or cannot be reached; `reason` for a text to the visitor. */
  onclose(reason: "left" | "unreachable" | "tampered" | "closed"): void;
}

export interface RoomLink {
  readonly peer: PeerId;
  readonly path: LinkPath;
  readonly bufferedAmount: number;
  /** Send one message of at most 65,536 bytes, reliable and in order while the path lasts. Returns false while there is no path. */
  send(message: Uint8Array): boolean;
  close(): void;
}
