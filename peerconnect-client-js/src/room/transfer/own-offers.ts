import type { PeerId } from "../../protocol/values.ts";
import type { FileSource } from "../source/file-source.ts";
import { MAX_FILE_SIZE } from "./blocks.ts";
import type { FileBlocks, FileId, MessageOf, SessionId } from "./messages.ts";
import { OfferProgress } from "./offer-progress.ts";
import type { OwnOffer, ReceiverState, WithdrawalReason } from "./own-offer.ts";
import type { OfferAnswer } from "./remote-file.ts";
import { type Receiver, SharedFile } from "./shared-file.ts";

/** The most files that one member may offer. */
export const MAX_FILES = 100_000;
/** A message of the catalogue ends behind the file that fills so many bytes of it. */
const PAGE_BYTES = 32_768;

interface Offer {
  readonly id: number;
  readonly key: string;
  readonly to: PeerId | undefined;
  readonly version: number;
  readonly files: SharedFile[];
  readonly progress: Map<PeerId, OfferProgress>;
}

interface Removal {
  readonly file: SharedFile;
  readonly reason: WithdrawalReason;
  readonly version: number;
}

/** What this member offers, and how far the others are with it. */
export class OwnOffers {
  readonly #session: SessionId;
  readonly #now: () => number;
  readonly #offers = new Map<number, Offer>();
  readonly #files = new Map<FileId, SharedFile>();
  readonly #removals: Removal[] = [];
  #version = 0;
  #lastFile = 0;
  #lastOffer = 0;

  constructor(session: SessionId, now: () => number) {
    this.#session = session;
    this.#now = now;
  }

  /** Counts the changes of the list. */
  get version(): number {
    return this.#version;
  }

  get views(): readonly OwnOffer[] {
    return [...this.#offers.values()].map((offer) => this.#view(offer));
  }

  /** Add files as one offer. */
  add(sources: readonly FileSource[], to: PeerId | undefined): OwnOffer {
    if (this.#files.size + sources.length > MAX_FILES) {
      throw new RangeError(`A member can offer at most ${MAX_FILES} files`);
    }
    const tooLarge = sources.find(({ size }) => size > MAX_FILE_SIZE);
    if (tooLarge) {
      throw new RangeError(`File '${tooLarge.name}' is longer than ${MAX_FILE_SIZE} bytes`);
    }
    const id = ++this.#lastOffer;
    const offer: Offer = {
      id,
      // Files have numbers of their own, from 1 on, too.
      key: `${this.#session}/offer/${id}`,
      to,
      version: ++this.#version,
      files: sources.map((source) => {
        const file = ++this.#lastFile;
        return new SharedFile(file, `${this.#session}/${file}`, source, id, to);
      }),
      progress: new Map(),
    };
    this.#offers.set(id, offer);
    offer.files.forEach((file) => this.#files.set(file.id, file));
    return this.#view(offer);
  }

  /** Take back a file, or an offer with all its files. Returns what is no longer offered. */
  remove(key: string): readonly SharedFile[] {
    const offer = [...this.#offers.values()].find((it) => it.key === key);
    const files = offer
      ? offer.files
      : [...this.#files.values()].filter((file) => file.key === key);
    files.forEach((file) => this.#withdraw(file, "withdrawn"));
    for (const file of files) {
      const rest = this.#offers.get(file.offer)?.files;
      if (offer) {
        this.#offers.delete(offer.id);
      } else if (rest) {
        rest.splice(rest.indexOf(file), 1);
        if (rest.length === 0) {
          this.#offers.delete(file.offer);
        }
      }
    }
    return files;
  }

  /** Stop to offer a file that is no longer what it was. It stays in our own view, with the reason. */
  fail(file: SharedFile, reason: WithdrawalReason): void {
    if (this.#files.has(file.id)) {
      file.trouble = reason;
      this.#withdraw(file, reason);
    }
  }

  /** Return a file that a member may have. */
  find(id: FileId, peer: PeerId): SharedFile | undefined {
    const file = this.#files.get(id);
    return file?.isFor(peer) ? file : undefined;
  }

  /**
   * Return what a member must hear to know the list, in messages of a bounded size.
   *
   * @param since the version that it knows; 0 for none
   */
  *changes(peer: PeerId, since: number): Iterable<MessageOf<"catalogue">> {
    const version = this.#version;
    const isKnown = since > 0 && since <= version;
    const from = isKnown ? since : 0;
    let page = emptyPage(version, !isKnown);
    let length = 0;
    const offers = [...this.#offers.values()].filter(
      (it) => it.version > from && (it.to === undefined || it.to === peer),
    );
    for (const offer of offers) {
      page.offers.push({ id: offer.id, private: offer.to !== undefined });
      for (const file of offer.files.filter(({ id }) => this.#files.has(id))) {
        const entry = listed(file);
        length += new TextEncoder().encode(JSON.stringify(entry)).length + 1;
        page.files.push(entry);
        if (length >= PAGE_BYTES) {
          yield { ...page, more: true };
          page = emptyPage(version, false);
          length = 0;
        }
      }
    }
    for (const { file, reason } of this.#removals.filter(
      (it) => isKnown && it.version > from && it.file.isFor(peer),
    )) {
      page.removed.push({ id: file.id, reason });
      length += 40;
      if (length >= PAGE_BYTES) {
        yield { ...page, more: true };
        page = emptyPage(version, false);
        length = 0;
      }
    }
    yield page;
  }

  /** Take in a member's answer. Returns the offer if that is news. */
  answered(peer: PeerId, id: number, answer: OfferAnswer): OwnOffer | undefined {
    const offer = this.#offers.get(id);
    if (!offer || (offer.to !== undefined && offer.to !== peer)) {
      return undefined;
    }
    const progress = progressOf(offer, peer);
    if (progress.answer === answer) {
      return undefined;
    }
    progress.answer = answer;
    return this.#view(offer);
  }

  /** Take in how far a member says that it is with a file. */
  stateChanged(peer: PeerId, id: FileId, state: ReceiverState): void {
    const file = this.find(id, peer);
    if (file) {
      const isFirst = file.findReceiver(peer) === undefined;
      const receiver = file.receiver(peer);
      this.#moved(file, receiver, isFirst ? undefined : receiver.state, state);
    }
  }

  /** Take in what a member has written. */
  acknowledged(peer: PeerId, blocks: FileBlocks, serves: boolean): void {
    const file = this.find(blocks.file, peer);
    if (!file) {
      return;
    }
    if (!file.findReceiver(peer)) {
      this.#moved(file, file.receiver(peer), undefined, "running");
    }
    const receiver = file.receiver(peer);
    receiver.serves = serves;
    const bytes = file.acknowledge(receiver, blocks);
    const offer = this.#offers.get(file.offer);
    if (offer) {
      progressOf(offer, peer).acknowledged(bytes, receiver.state, this.#now());
    }
  }

  /** Whether somebody is receiving. */
  get isBusy(): boolean {
    return [...this.#offers.values()].some(({ progress }) =>
      [...progress.values()].some(({ isRunning }) => isRunning),
    );
  }

  /** Take in that a member came or left. */
  presence(peer: PeerId, isHere: boolean): void {
    for (const { progress } of this.#offers.values()) {
      const one = progress.get(peer);
      if (one) {
        one.isHere = isHere;
      }
    }
  }

  #moved(
    file: SharedFile,
    receiver: Receiver,
    before: ReceiverState | undefined,
    state: ReceiverState,
  ): void {
    receiver.state = state;
    const offer = this.#offers.get(file.offer);
    if (offer) {
      const progress = progressOf(offer, receiver.peer);
      progress.moved(file.size, receiver.bytes, before, state, this.#now());
    }
  }

  #withdraw(file: SharedFile, reason: WithdrawalReason): void {
    if (this.#files.delete(file.id)) {
      this.#removals.push({ file, reason, version: ++this.#version });
    }
  }

  #view({ key, to, files, progress }: Offer): OwnOffer {
    const now = this.#now();
    return {
      key,
      to,
      files,
      size: files.reduce((sum, { size }) => sum + size, 0),
      receivers: [...progress.values()].map((it) => it.view(now)),
    };
  }
}

function progressOf({ progress }: Offer, peer: PeerId): OfferProgress {
  let one = progress.get(peer);
  if (!one) {
    one = new OfferProgress(peer);
    progress.set(peer, one);
  }
  return one;
}

interface Page extends MessageOf<"catalogue"> {
  readonly offers: MessageOf<"catalogue">["offers"][number][];
  readonly files: MessageOf<"catalogue">["files"][number][];
  readonly removed: MessageOf<"catalogue">["removed"][number][];
}

function emptyPage(version: number, reset: boolean): Page {
  return {
    type: "catalogue",
    version,
    reset,
    more: false,
    offers: [],
    files: [],
    removed: [],
  };
}

function listed(file: SharedFile): MessageOf<"catalogue">["files"][number] {
  return {
    id: file.id,
    offer: file.offer,
    name: file.name.slice(0, 1024),
    path: file.path.slice(0, 64).map((folder) => folder.slice(0, 1024)),
    size: file.size,
    mediaType: file.type.slice(0, 255),
    modified: file.modified,
  };
}
