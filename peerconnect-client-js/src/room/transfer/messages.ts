import type { BlockRange } from "./block-set.ts";
import type { ReceiverState, WithdrawalReason } from "./own-offer.ts";

/** One run of a member's transfers, named at random by itself: 16 bytes in base64url. */
export type SessionId = string & { readonly __brand: "SessionId" };

/** A file within the session that offers it. */
export type FileId = number;

export interface ListedOffer {
  readonly id: number;
  /** Whether it is for the receiver of the message alone. */
  readonly private: boolean;
}

export interface ListedFile {
  readonly id: FileId;
  readonly offer: number;
  readonly name: string;
  readonly path: readonly string[];
  readonly size: number;
  readonly mediaType: string;
  readonly modified: number;
}

export interface FileBlocks extends BlockRange {
  readonly file: FileId;
}

export type RefusalReason = "not-held" | "busy" | "elsewhere" | "bad-range";

/**
 * How much a receiver needs a block of its owner: not if another member will have it soon, rather from the owner, or from
 * nobody else.
 */
export type Urgency = "spread" | "soon" | "only";

/** One message between the transfers of two members. PROTOCOL.md, "Rooms: transfer", has the layout. */
export type TransferMessage =
  | {
      readonly type: "hello";
      readonly session: SessionId;
      /** Names this beginning on a path: 32 bits at random. */
      readonly nonce: number;
      /** The nonce that the sender heard last. */
      readonly heard?: number;
      readonly known?: { readonly session: SessionId; readonly version: number };
    }
  | {
      readonly type: "catalogue";
      readonly version: number;
      readonly reset: boolean;
      readonly more: boolean;
      readonly offers: readonly ListedOffer[];
      readonly files: readonly ListedFile[];
      readonly removed: readonly { readonly id: FileId; readonly reason: WithdrawalReason }[];
    }
  | { readonly type: "catalogue-read" }
  | { readonly type: "answer"; readonly offer: number; readonly accepted: boolean }
  | {
      readonly type: "states";
      readonly states: readonly { readonly file: FileId; readonly state: ReceiverState }[];
    }
  | { readonly type: "interested"; readonly session: SessionId }
  | {
      readonly type: "have";
      readonly session: SessionId;
      /** Whether the sender of this message hands these blocks on. */
      readonly serves: boolean;
      readonly blocks: readonly FileBlocks[];
    }
  | { readonly type: "want-hashes"; readonly blocks: FileBlocks }
  | {
      readonly type: "hashes";
      readonly file: FileId;
      readonly first: number;
      /** 32 bytes for each block. */
      readonly hashes: Uint8Array<ArrayBuffer>;
      /** The digest of the file, once all its blocks are known. */
      readonly digest?: Uint8Array<ArrayBuffer>;
    }
  | {
      readonly type: "request";
      readonly id: number;
      readonly session: SessionId;
      readonly file: FileId;
      readonly block: number;
      readonly offset: number;
      readonly length: number;
      readonly wantsHash: boolean;
      readonly urgency: Urgency;
    }
  | {
      readonly type: "data";
      readonly id: number;
      readonly offset: number;
      readonly payload: Uint8Array;
    }
  | { readonly type: "cancel"; readonly id: number }
  | { readonly type: "refuse"; readonly id: number; readonly reason: RefusalReason };

export type MessageOf<T extends TransferMessage["type"]> = Extract<TransferMessage, { type: T }>;
