import type { PeerId } from "../../protocol/values.ts";
import type { RoomKind } from "../protocol/values.ts";
import type { DownloadState } from "../transfer/room-download.ts";
import type { PathName, Problem } from "./texts.ts";

/** What the page shows, and nothing else: views turn it into markup and never look further. */
export type PageModel =
  | { readonly view: "home"; readonly home: HomeModel }
  | { readonly view: "connecting"; readonly step: ConnectingStep }
  | { readonly view: "room"; readonly room: RoomModel }
  | { readonly view: "problem"; readonly problem: Problem; readonly mayRetry: boolean };

/** What is being waited for. */
export type ConnectingStep = "site" | "code" | "room" | "peer";

export interface HomeModel {
  /** Which ways in are offered. */
  readonly kinds: readonly RoomKind[];
  /** The public list; absent where there is none. */
  readonly listed: readonly ListedRoom[] | undefined;
  /** What was wrong with what was dropped last. */
  readonly dropProblem: Problem | undefined;
  /** The code typed last, and what was wrong with it. */
  readonly code: string;
  readonly codeProblem: Problem | undefined;
}

export interface ListedRoom {
  readonly room: string;
  readonly name: string;
  readonly kind: RoomKind;
  readonly members: number;
}

export interface RoomModel {
  readonly title: string;
  readonly kind: RoomKind;
  readonly isHost: boolean;
  readonly share: ShareModel;
  /** Whether the site can be reached. What is connected stays so while it cannot. */
  readonly isOnline: boolean;
  readonly isHostHere: boolean;
  /** Why it is over; shown as long as there is something to look at or to save. */
  readonly ended: Problem | undefined;
  /** What the visitor should know. */
  readonly notice: Problem | undefined;
  readonly isLocked: boolean;
  /** The name that others see, empty when none was given. */
  readonly ownName: string;
  readonly people: readonly PersonModel[];
  readonly offered: readonly OfferedModel[];
  readonly senders: readonly SenderModel[];
  /** Archives of several files on their way to us. */
  readonly archives: readonly ReceivedModel[];
  /** Everything that is under way here, together. */
  readonly total: ProgressModel | undefined;
  readonly log: readonly LogEntry[];
}

export interface ShareModel {
  readonly link: string;
  /** Where people type codes in, as they would type it. */
  readonly codePage: string;
  /** The modules of the QR code, row by row; absent until it is drawn. */
  readonly qr: readonly (readonly boolean[])[] | undefined;
  readonly code: CodeModel;
}

/** The short code of a room. Only the host can make one. */
export type CodeModel =
  | { readonly state: "none" }
  | { readonly state: "making" }
  | { readonly state: "shown"; readonly text: string; readonly endsAt: number }
  | { readonly state: "over"; readonly why: "expired" | "burnt" | "limit" };

export interface ProgressModel {
  readonly bytes: number;
  readonly total: number;
  /** In bytes per second; absent while nothing moves. */
  readonly speed: number | undefined;
  readonly etaMs: number | undefined;
}

export interface PersonModel {
  readonly peer: PeerId;
  readonly name: string;
  readonly isHost: boolean;
  readonly path: PathName;
  /** What both ends see alike if nobody is in between. */
  readonly check: string | undefined;
  /** What we send them. */
  readonly sending: ProgressModel | undefined;
}

/** A file or a folder that we offer. */
export interface OfferedModel {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  /** How many files are in it; absent for a file. */
  readonly files: number | undefined;
  readonly type: string;
  /** Who alone may have it; absent when all may. */
  readonly to: string | undefined;
  readonly problem: Problem | undefined;
  readonly receivers: readonly ReceiverModel[];
}

export interface ReceiverModel {
  readonly peer: PeerId;
  readonly name: string;
  readonly state: "offered" | "receiving" | "done" | "declined";
  /** Of 1. */
  readonly share: number;
}

/** How far a file is; `offered` before anybody asked for it. */
export type ReceivedState = "offered" | DownloadState;

/** A file that somebody offers to us, or an archive of several that is being made. */
export interface ReceivedModel {
  readonly id: string;
  readonly name: string;
  /** Names of the folders that it is in, outermost first. */
  readonly path: readonly string[];
  readonly size: number;
  readonly type: string;
  readonly state: ReceivedState;
  readonly progress: ProgressModel | undefined;
  readonly problem: Problem | undefined;
  /** What can be done with it now that it is here: where it waits in the browser to be saved, and what has a preview. */
  readonly maySave: boolean;
  readonly isSaved: boolean;
  readonly mayView: boolean;
}

/** All that one member offers to us. */
export interface SenderModel {
  readonly peer: string;
  readonly name: string;
  /** Whether it gave itself that name. */
  readonly isNamed: boolean;
  /** What waits for a yes or no. */
  readonly proposals: readonly ProposalModel[];
  readonly files: readonly ReceivedModel[];
}

/** An offer in a group that was neither accepted nor declined. */
export interface ProposalModel {
  readonly id: string;
  readonly files: number;
  readonly size: number;
  /** Whether it is for us alone. */
  readonly isPrivate: boolean;
  /** Some of the names in it. */
  readonly names: readonly string[];
}

/** A line of what happened. */
export interface LogEntry {
  readonly at: number;
  readonly text: string;
}
