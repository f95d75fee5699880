import type { PeerId } from "../../protocol/values.ts";
import { safeName, safePath } from "../sink/safe-name.ts";
import type { FileId, ListedFile, MessageOf, SessionId } from "./messages.ts";
import { MAX_FILES } from "./own-offers.ts";
import type { WithdrawalReason } from "./own-offer.ts";
import type { OfferAnswer, RemoteFile, RemoteOffer } from "./remote-file.ts";

const MAX_OFFERS = 10_000;

/** A file of another member, as we know it. */
export interface ListedRemoteFile extends RemoteFile {
  readonly session: SessionId;
  readonly id: FileId;
  /** Whether it was offered to us alone, and so must not be handed on. */
  readonly isPrivate: boolean;
}

class Offer implements RemoteOffer {
  readonly id: number;
  readonly key: string;
  readonly from: PeerId;
  readonly isPrivate: boolean;
  readonly byId = new Map<FileId, ListedRemoteFile>();
  answer: OfferAnswer = "open";
  /** Whether the page has heard of it. */
  isKnown = false;

  constructor(id: number, key: string, from: PeerId, isPrivate: boolean) {
    this.id = id;
    this.key = key;
    this.from = from;
    this.isPrivate = isPrivate;
  }

  get files(): readonly ListedRemoteFile[] {
    return [...this.byId.values()];
  }

  get size(): number {
    return this.files.reduce((sum, { size }) => sum + size, 0);
  }
}

export interface CatalogueChange {
  readonly added: readonly ListedRemoteFile[];
  readonly removed: readonly {
    readonly file: ListedRemoteFile;
    readonly reason: WithdrawalReason;
  }[];
  /** Offers whose files are all listed now. */
  readonly offers: readonly RemoteOffer[];
  /** Whether the list is complete. */
  readonly isComplete: boolean;
}

/** What one session of another member offers. */
export class RemoteCatalogue {
  readonly session: SessionId;
  readonly #from: PeerId;
  readonly #files = new Map<FileId, ListedRemoteFile>();
  readonly #offers = new Map<number, Offer>();
  readonly #offerOf = new Map<FileId, Offer>();
  /** What a list that began anew has named so far. */
  #named: Set<FileId> | undefined;
  #version = 0;
  #isComplete = false;

  constructor(session: SessionId, from: PeerId) {
    this.session = session;
    this.#from = from;
  }

  /** The version up to which all is known. */
  get version(): number {
    return this.#version;
  }

  get isComplete(): boolean {
    return this.#isComplete;
  }

  get offers(): readonly RemoteOffer[] {
    return [...this.#offers.values()];
  }

  get files(): Iterable<ListedRemoteFile> {
    return this.#files.values();
  }

  find(id: FileId): ListedRemoteFile | undefined {
    return this.#files.get(id);
  }

  /** Note our answer to an offer. Returns its number. */
  answer(key: string, answer: OfferAnswer): number | undefined {
    const offer = [...this.#offers.values()].find((it) => it.key === key);
    if (offer) {
      offer.answer = answer;
    }
    return offer?.id;
  }

  /** Return all answers that we gave. */
  get answers(): readonly { readonly offer: number; readonly accepted: boolean }[] {
    return [...this.#offers.values()]
      .filter(({ answer }) => answer !== "open")
      .map(({ id, answer }) => ({ offer: id, accepted: answer === "accepted" }));
  }

  /**
   * Take in a part of the list.
   *
   * @returns what changed; `undefined` when the member offers more than anybody may, or breaks its own order
   */
  apply(message: MessageOf<"catalogue">): CatalogueChange | undefined {
    const removed: { file: ListedRemoteFile; reason: WithdrawalReason }[] = [];
    const remove = (file: ListedRemoteFile, reason: WithdrawalReason) => {
      removed.push({ file, reason });
      this.#remove(file);
    };
    if (message.reset) {
      this.#isComplete = false;
      this.#named = new Set();
    }
    for (const { id, private: isPrivate } of message.offers) {
      if (!this.#offers.has(id)) {
        this.#offers.set(id, new Offer(id, `${this.session}/offer/${id}`, this.#from, isPrivate));
      }
    }
    const added: ListedRemoteFile[] = [];
    for (const entry of message.files) {
      const offer = this.#offers.get(entry.offer);
      if (!offer) {
        return undefined;
      }
      if (!this.#files.has(entry.id)) {
        const file = this.#listed(entry, offer);
        this.#files.set(entry.id, file);
        this.#offerOf.set(entry.id, offer);
        offer.byId.set(entry.id, file);
        added.push(file);
      }
      this.#named?.add(entry.id);
    }
    for (const { id, reason } of message.removed) {
      const file = this.#files.get(id);
      if (file) {
        remove(file, reason);
      }
    }
    if (this.#files.size > MAX_FILES || this.#offers.size > MAX_OFFERS) {
      return undefined;
    }
    if (!message.more) {
      for (const file of this.#named ? [...this.#files.values()] : []) {
        if (!this.#named?.has(file.id)) {
          remove(file, "withdrawn");
        }
      }
      this.#named = undefined;
      this.#version = message.version;
      this.#isComplete = true;
    }
    return { added, removed, offers: this.#takeNews(), isComplete: this.#isComplete };
  }

  #takeNews(): readonly RemoteOffer[] {
    const news = this.#isComplete ? [...this.#offers.values()].filter((it) => !it.isKnown) : [];
    news.forEach((offer) => (offer.isKnown = true));
    return news.filter(({ byId }) => byId.size > 0);
  }

  #remove(file: ListedRemoteFile): void {
    const offer = this.#offerOf.get(file.id);
    this.#files.delete(file.id);
    this.#offerOf.delete(file.id);
    offer?.byId.delete(file.id);
    if (offer?.byId.size === 0) {
      this.#offers.delete(offer.id);
    }
  }

  #listed(entry: ListedFile, offer: Offer): ListedRemoteFile {
    return Object.freeze({
      key: `${this.session}/${entry.id}`,
      from: this.#from,
      offer: offer.key,
      session: this.session,
      id: entry.id,
      isPrivate: offer.isPrivate,
      name: safeName(entry.name),
      path: safePath(entry.path),
      size: entry.size,
      type: entry.mediaType.replaceAll(/[^\w!#$&^.+/;= -]/g, ""),
      modified: entry.modified,
    });
  }
}
