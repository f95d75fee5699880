import type { PeerId } from "../../protocol/values.ts";

/** A file that another member offers. Names are safe to show as text and to write to a disk. */
export interface RemoteFile {
  /** Names the file in this page. */
  readonly key: string;
  readonly from: PeerId;
  /** The key of the offer that it belongs to. */
  readonly offer: string;
  readonly name: string;
  /** The folders that it lies in, outermost first. */
  readonly path: readonly string[];
  /** In bytes. */
  readonly size: number;
  /** Media type as the sender's browser tells it; empty when unknown. Never trust it. */
  readonly type: string;
  /** Time of the last change, in milliseconds since 1970. */
  readonly modified: number;
}

export type OfferAnswer = "open" | "accepted" | "declined";

/** What a member offered in one go. */
export interface RemoteOffer {
  readonly key: string;
  readonly from: PeerId;
  /** Whether it was offered to us alone. */
  readonly isPrivate: boolean;
  readonly files: readonly RemoteFile[];
  /** Of all files, in bytes. */
  readonly size: number;
  readonly answer: OfferAnswer;
}
