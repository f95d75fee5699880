import type { DownloadFailure, RoomDownload } from "../transfer/room-download.ts";
import type { RemoteFile, RemoteOffer } from "../transfer/remote-file.ts";
import { previewKindOf } from "./preview-file.ts";
import type { ProgressModel, ProposalModel, ReceivedModel } from "./room-model.ts";
import type { Problem } from "./texts.ts";

/** What a row of the list stands for. */
export interface ReceivedTarget {
  /** Absent when nobody offers it any more. */
  readonly file: RemoteFile | undefined;
  readonly download: RoomDownload | undefined;
}

export interface ReceivedFiles {
  /** By who offers them; what nobody offers any more is under the empty name. */
  readonly files: ReadonlyMap<string, readonly ReceivedModel[]>;
  readonly proposals: ReadonlyMap<string, readonly ProposalModel[]>;
  readonly archives: readonly ReceivedModel[];
  readonly targets: ReadonlyMap<string, ReceivedTarget>;
}

export interface ReceivedOptions {
  readonly offers: readonly RemoteOffer[];
  readonly downloads: readonly RoomDownload[];
  /** Whether offers have to be accepted before their files are listed. */
  readonly mustAccept: boolean;
  /** Offers whose files the visitor wants to choose from. */
  readonly opened: ReadonlySet<string>;
  /** Which file each download of this visit was begun for, by its key. Those of an earlier visit are found by what they are. */
  readonly begun: ReadonlyMap<string, string>;
  /** Downloads that the visitor saved. */
  readonly saved: ReadonlySet<string>;
}

const PROBLEMS: { readonly [F in DownloadFailure]: Problem } = {
  withdrawn: "file-withdrawn",
  changed: "file-changed",
  vanished: "file-vanished",
  corrupt: "file-corrupt",
  "no-space": "no-space",
  "too-large": "too-large",
  disk: "disk",
};

const NAMES_IN_PROPOSAL = 3;

/** Return how a failure is told. */
export function problemOf(failure: DownloadFailure): Problem {
  return PROBLEMS[failure];
}

/** Join what others offer with what of it is on its way or here. */
export function joinReceived(options: ReceivedOptions): ReceivedFiles {
  const { offers, downloads, mustAccept, opened, begun, saved } = options;
  const files = new Map<string, ReceivedModel[]>();
  const proposals = new Map<string, ProposalModel[]>();
  const targets = new Map<string, ReceivedTarget>();
  const latest = new Map<string, RoomDownload>();
  const add = (from: string, id: string, target: ReceivedTarget): void => {
    const model = toModel(id, target, saved);
    targets.set(id, target);
    const list = files.get(from);
    if (list) {
      list.push(model);
    } else {
      files.set(from, [model]);
    }
  };
  for (const download of downloads.filter(({ kind }) => kind === "file")) {
    for (const file of download.files) {
      latest.set(begun.get(download.key) ?? identityOf(file), download);
    }
  }
  for (const offer of offers) {
    const isTaken = offer.files.some(
      (file) => latest.has(file.key) || latest.has(identityOf(file)),
    );
    if (mustAccept && offer.answer === "open" && !isTaken && !opened.has(offer.key)) {
      proposals.set(offer.from, [...(proposals.get(offer.from) ?? []), toProposal(offer)]);
    } else if (!mustAccept || offer.answer !== "declined") {
      for (const file of offer.files) {
        const name = latest.has(file.key) ? file.key : identityOf(file);
        add(offer.from, file.key, { file, download: latest.get(name) });
        latest.delete(name);
      }
    }
  }
  for (const download of new Set(latest.values())) {
    if (download.state !== "cancelled") {
      add("", download.key, { file: undefined, download });
    }
  }
  const archives = downloads
    .filter(({ kind, state }) => kind === "zip" && state !== "cancelled")
    .map((download) => {
      const target = { file: undefined, download };
      targets.set(download.key, target);
      return toModel(download.key, target, saved);
    });
  return { files, proposals, archives, targets };
}

/** Add up everything that is under way. */
export function totalOf(downloads: readonly RoomDownload[]): ProgressModel | undefined {
  const counted = downloads.filter(({ state }) => state !== "failed" && state !== "cancelled");
  const isMoving = counted.some(({ state }) => state !== "done" && state !== "paused");
  if (!isMoving || counted.length < 2) {
    return undefined;
  }
  const bytes = sum(counted, (it) => it.bytes);
  const total = sum(counted, (it) => it.size);
  const speed = sum(counted, (it) => (it.state === "running" ? it.speed : 0));
  return { bytes, total, ...rates(speed, total - bytes) };
}

/** Return speed and time left, as far as there is movement to tell them by. */
export function rates(speed: number, left: number): Pick<ProgressModel, "speed" | "etaMs"> {
  return speed > 0
    ? { speed, etaMs: (left / speed) * 1000 }
    : { speed: undefined, etaMs: undefined };
}

function toModel(
  id: string,
  { file, download }: ReceivedTarget,
  saved: ReadonlySet<string>,
): ReceivedModel {
  const { name, path, size, type } = file ?? ofDownload(download);
  const sink = download?.sink;
  const isDone = download?.state === "done";
  const isSaved = isDone && (sink === "folder" || sink === "stream" || saved.has(download.key));
  const isReadable = isDone && sink !== "stream";
  return {
    id,
    name,
    path,
    size,
    type,
    state: download?.state ?? "offered",
    progress: download && toProgress(download),
    problem: download?.failure && problemOf(download.failure),
    maySave: isReadable && sink !== "folder",
    isSaved,
    mayView: isReadable && download.kind === "file" && previewKindOf(name, type) !== undefined,
  };
}

function ofDownload(
  download: RoomDownload | undefined,
): Pick<RemoteFile, "name" | "path" | "size" | "type"> {
  const [file] = download?.kind === "file" ? download.files : [];
  return file ?? { name: download?.name ?? "", path: [], size: download?.size ?? 0, type: "" };
}

function toProgress({ bytes, size, state, speed, etaMs }: RoomDownload): ProgressModel {
  const isMoving = state === "running" && speed > 0;
  return {
    bytes,
    total: size,
    speed: isMoving ? speed : undefined,
    etaMs: isMoving ? etaMs : undefined,
  };
}

function toProposal({ key, files, size, isPrivate }: RemoteOffer): ProposalModel {
  const names = files.slice(0, NAMES_IN_PROPOSAL).map(({ name, path }) => path[0] ?? name);
  return { id: key, files: files.length, size, isPrivate, names: [...new Set(names)] };
}

function identityOf({ path, name, size, modified }: RoomDownload["files"][number]): string {
  return [...path, name, size, modified].join("/");
}

function sum<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((total, item) => total + amount(item), 0);
}
