import type { PeerId } from "../../protocol/values.ts";
import type { OfferReceiver, OwnFile, OwnOffer } from "../transfer/own-offer.ts";
import { rates } from "./received-files.ts";
import type { OfferedModel, ProgressModel, ReceiverModel } from "./room-model.ts";

export interface OfferedFiles {
  readonly models: readonly OfferedModel[];
  /** The keys that an entry stands for, by its id. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
}

/** Show what we offer by files and outermost folders, each with those who take it. */
export function joinOffered(
  offers: readonly OwnOffer[],
  nameOf: (peer: PeerId) => string,
): OfferedFiles {
  const models: OfferedModel[] = [];
  const keys = new Map<string, readonly string[]>();
  for (const offer of offers) {
    const entries = entriesOf(offer.files);
    for (const { folder, files } of entries) {
      const [first] = files;
      if (first) {
        const isWhole = entries.length === 1;
        const id = folder === undefined ? first.key : `${offer.key} ${folder}`;
        keys.set(id, isWhole ? [offer.key] : files.map(({ key }) => key));
        models.push({
          id,
          name: folder ?? first.name,
          size: isWhole ? offer.size : files.reduce((sum, { size }) => sum + size, 0),
          files: folder === undefined ? undefined : files.length,
          type: first.type,
          to: offer.to && nameOf(offer.to),
          problem: troubleOf(files),
          receivers: receiversOf(offer, files, isWhole, nameOf),
        });
      }
    }
  }
  return { models, keys };
}

/** Add up what one member takes of all that we offer. */
export function sendingTo(peer: PeerId, offers: readonly OwnOffer[]): ProgressModel | undefined {
  const taken = offers.flatMap(({ receivers }) => receivers.filter((it) => it.peer === peer));
  const total = taken.reduce((sum, { size }) => sum + size, 0);
  const bytes = taken.reduce((sum, it) => sum + it.bytes, 0);
  const speed = taken.reduce((sum, it) => sum + (it.isRunning ? it.speed : 0), 0);
  return taken.some(({ files }) => files > 0)
    ? { bytes, total, ...rates(speed, total - bytes) }
    : undefined;
}

/** Tell whether somebody who is here receives something from us, or has it next. */
export function isSending(offers: readonly OwnOffer[]): boolean {
  return offers.some(({ files, receivers }) => {
    const here = new Set(receivers.filter(({ isHere }) => isHere).map(({ peer }) => peer));
    return files.some((file) =>
      file.receivers.some(
        ({ peer, state }) => here.has(peer) && (state === "running" || state === "queued"),
      ),
    );
  });
}

interface Entry {
  readonly folder: string | undefined;
  readonly files: OwnFile[];
}

function entriesOf(files: readonly OwnFile[]): readonly Entry[] {
  const folders = new Map<string, Entry>();
  const entries: Entry[] = [];
  for (const file of files) {
    const [folder] = file.path;
    const known = folder === undefined ? undefined : folders.get(folder);
    if (known) {
      known.files.push(file);
      continue;
    }
    const entry: Entry = { folder, files: [file] };
    entries.push(entry);
    if (folder !== undefined) {
      folders.set(folder, entry);
    }
  }
  return entries;
}

function troubleOf(files: readonly OwnFile[]): OfferedModel["problem"] {
  const trouble = files.find((file) => file.trouble)?.trouble;
  return trouble === undefined ? undefined : `file-${trouble}`;
}

function receiversOf(
  offer: OwnOffer,
  files: readonly OwnFile[],
  isWhole: boolean,
  nameOf: (peer: PeerId) => string,
): readonly ReceiverModel[] {
  return offer.receivers
    .map((receiver) => (isWhole ? receiver : ofFiles(receiver, files)))
    .filter(({ files, answer }) => files > 0 || answer !== "open")
    .map(({ peer, answer, bytes, size, files, filesDone }) => ({
      peer,
      name: nameOf(peer),
      state:
        answer === "declined"
          ? "declined"
          : files === 0
            ? "offered"
            : filesDone === files
              ? "done"
              : "receiving",
      share: size === 0 ? 1 : bytes / size,
    }));
}

type Amounts = Pick<OfferReceiver, "peer" | "answer" | "bytes" | "size" | "files" | "filesDone">;

function ofFiles({ peer, answer }: OfferReceiver, files: readonly OwnFile[]): Amounts {
  let amounts = { bytes: 0, size: 0, files: 0, filesDone: 0 };
  for (const file of files) {
    const receiver = file.receivers.find((it) => it.peer === peer);
    if (receiver && receiver.state !== "cancelled" && receiver.state !== "failed") {
      amounts = {
        bytes: amounts.bytes + receiver.bytes,
        size: amounts.size + file.size,
        files: amounts.files + 1,
        filesDone: amounts.filesDone + (receiver.state === "done" ? 1 : 0),
      };
    }
  }
  return { peer, answer, ...amounts };
}
