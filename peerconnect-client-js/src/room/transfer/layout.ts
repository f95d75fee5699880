import type { ReceiverState } from "./own-offer.ts";
import type { RefusalReason, TransferMessage, Urgency } from "./messages.ts";

/** The longest payload of a DATA message, in bytes: a block is 32 of them. */
export const MAX_PAYLOAD = 32_768;
export const HASH_LENGTH = 32;
export const SESSION_LENGTH = 16;
/** How many hashes are asked for at once. */
export const MAX_HASHES = 1024;

/** The first byte of each message. */
export const TYPE_BYTES: { readonly [T in TransferMessage["type"]]: number } = {
  hello: 1,
  catalogue: 2,
  "catalogue-read": 3,
  answer: 4,
  states: 5,
  interested: 6,
  have: 7,
  "want-hashes": 8,
  hashes: 9,
  request: 10,
  data: 11,
  cancel: 12,
  refuse: 13,
};

/** The first byte of several messages in one, each behind its length in two bytes. */
export const BATCH = 14;
export const BATCH_ENTRY = 2;

export const STATES: readonly ReceiverState[] = [
  "queued",
  "running",
  "paused",
  "done",
  "failed",
  "cancelled",
];
export const REFUSALS: readonly RefusalReason[] = ["not-held", "busy", "elsewhere", "bad-range"];
export const URGENCIES: readonly Urgency[] = ["spread", "soon", "only"];

export const DATA_HEADER = 9;
export const REQUEST_LENGTH = 39;
export const HASHES_HEADER = 14;
export const HAVE_HEADER = 18;
export const HAVE_ENTRY = 12;
export const STATE_ENTRY = 5;
