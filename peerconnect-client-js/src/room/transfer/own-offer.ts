import type { PeerId } from "../../protocol/values.ts";
import type { OfferAnswer } from "./remote-file.ts";

/** How far a member is with a file of ours, in that member's words. */
export type ReceiverState = "queued" | "running" | "paused" | "done" | "failed" | "cancelled";

/** How far a member is with one file of ours. */
export interface FileReceiver {
  readonly peer: PeerId;
  readonly state: ReceiverState;
  /** Written and verified there, in bytes. */
  readonly bytes: number;
}

/** How far a member is with all that it takes of one offer of ours. */
export interface OfferReceiver {
  readonly peer: PeerId;
  readonly answer: OfferAnswer;
  /** How many files it takes, and how many of them it has. */
  readonly files: number;
  readonly filesDone: number;
  /** Of the files that it takes, in bytes. */
  readonly size: number;
  /** Written and verified there, in bytes. */
  readonly bytes: number;
  /** In bytes per second, smoothed. */
  readonly speed: number;
  /** Time until the rest is there, in milliseconds; undefined when unknown. */
  readonly etaMs: number | undefined;
  readonly isRunning: boolean;
  /** Whether it is still in the room. */
  readonly isHere: boolean;
}

/** Why a file of ours can no longer be had. */
export type WithdrawalReason = "withdrawn" | "changed" | "vanished";

/** A file that we offer. */
export interface OwnFile {
  readonly key: string;
  readonly name: string;
  readonly path: readonly string[];
  /** In bytes. */
  readonly size: number;
  readonly type: string;
  /** Time of the last change, in milliseconds since 1970. */
  readonly modified: number;
  /** Set when it changed or vanished while we offered it. */
  readonly trouble: WithdrawalReason | undefined;
  /** Those who asked for it. */
  readonly receivers: readonly FileReceiver[];
}

/** What we offered in one go. */
export interface OwnOffer {
  readonly key: string;
  /** For whom it is; undefined for all members. */
  readonly to: PeerId | undefined;
  readonly files: readonly OwnFile[];
  /** Of all files, in bytes. */
  readonly size: number;
  /** Those who answered or asked for a file. */
  readonly receivers: readonly OfferReceiver[];
}
