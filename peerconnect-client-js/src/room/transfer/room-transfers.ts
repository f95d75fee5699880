import type { PeerId } from "../../protocol/values.ts";
import { SourceError } from "../errors.ts";
import type { RoomLink, RoomLinkEvents } from "../link/room-link.ts";
import { memoryStorage } from "../sink/browser-storage.ts";
import type { RoomStorage } from "../sink/room-storage.ts";
import { safeName } from "../sink/safe-name.ts";
import type { FileSource } from "../source/file-source.ts";
import { BlockCache } from "./block-cache.ts";
import { BlockPuller } from "./block-puller.ts";
import { blockLength } from "./blocks.ts";
import { CatalogueFeed } from "./catalogue-feed.ts";
import { Download } from "./download.ts";
import { DownloadQueue } from "./download-queue.ts";
import { FetchIndex } from "./fetch-index.ts";
import { HashAnswers } from "./hash-answers.ts";
import { Member, type MemberParts } from "./member.ts";
import { MemberUploads, type Shelf } from "./member-uploads.ts";
import type { MessageOf, TransferMessage } from "./messages.ts";
import { News } from "./news.ts";
import type { OwnOffer } from "./own-offer.ts";
import { OwnOffers } from "./own-offers.ts";
import { parseMessages } from "./parse-message.ts";
import { type ListedRemoteFile, RemoteCatalogue } from "./remote-catalogue.ts";
import type { RemoteFile, RemoteOffer } from "./remote-file.ts";
import type { DownloadOptions, RoomDownload } from "./room-download.ts";
import { newSession } from "./session-id.ts";
import type { SharedFile } from "./shared-file.ts";
import { Sources } from "./sources.ts";
import { Spreading } from "./spreading.ts";
import { RoomTransferEvents } from "./transfer-events.ts";
import { WakeLock } from "./wake-lock.ts";

export interface RoomTransfersOptions {
  /** This tab's name in the room. */
  readonly self: PeerId;
  /** Whether this tab may offer files: the host of a room of kind `send`, everybody in a group. */
  readonly mayOffer: boolean;
  /** Names the room across visits, so that downloads go on after a reload. */
  readonly storageKey: string;
  /** Where downloads are kept. @default memory; a page passes what `openBrowserStorage` returns */
  readonly storage?: RoomStorage;
}

/** What was exchanged since the start. */
export interface TransferStats {
  /** Payload sent to others, in bytes. */
  readonly sent: number;
  /** Payload received from others, in bytes. */
  readonly received: number;
  /** Blocks that did not match their hash. */
  readonly badBlocks: number;
  /** Members that broke the rules. */
  readonly dropped: number;
}

const TICK_MS = 250;
const EVENT_MS = 100;

/** The files of a room: what we offer, what the others offer, and what is on its way. */
export class RoomTransfers extends RoomTransferEvents {
  readonly self: PeerId;
  readonly #mayOffer: boolean;
  readonly #session = newSession();
  readonly #members = new Map<PeerId, Member>();
  readonly #offers: OwnOffers;
  readonly #spreading: Spreading;
  readonly #cache = new BlockCache();
  readonly #index = new FetchIndex();
  readonly #news: News;
  readonly #puller: BlockPuller;
  readonly #queue: DownloadQueue;
  readonly #sources: Sources;
  readonly #wakeLock = new WakeLock(globalThis.document);
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #stats = { sent: 0, received: 0, badBlocks: 0, dropped: 0 };
  readonly #changedDownloads = new Set<Download>();
  readonly #changedCatalogues = new Set<PeerId>();
  #haveOffersChanged = false;
  #eventTimer: ReturnType<typeof setTimeout> | undefined;

  constructor({ self, mayOffer, storageKey, storage = memoryStorage() }: RoomTransfersOptions) {
    super();
    this.self = self;
    this.#mayOffer = mayOffer;
    this.#offers = new OwnOffers(this.#session, now);
    this.#spreading = new Spreading((peer) => this.#members.get(peer)?.isOpen === true, now);
    this.#news = new News(this.#members, this.#index);
    this.#puller = new BlockPuller({
      members: this.#members,
      index: this.#index,
      news: this.#news,
      now,
      random: Math.random,
      onprogress: (download) => this.#changed(download),
      oncomplete: (download) => void this.#queue.finish(download),
      onfailure: (download, reason) => void this.#queue.fail(download, reason),
      onbadblock: () => this.#stats.badBlocks++,
      ondistrust: ({ peer }) => this.emit("dropped", { peer, cause: "hash-mismatch" }),
    });
    this.#queue = new DownloadQueue({
      room: storageKey,
      storage,
      now,
      onstart: (download) => this.#puller.start(download),
      onstop: (download) => this.#puller.stop(download),
      onchange: (download) => {
        for (const fetch of download.fetches) {
          this.#news.state({ download, fetch });
        }
        this.#changed(download);
      },
    });
    this.#sources = new Sources({
      index: this.#index,
      puller: this.#puller,
      findMember: ({ from, session }) => {
        const member = this.#members.get(from);
        return member?.session === session ? member : undefined;
      },
      hasOneSender: !mayOffer,
      onchanged: (download) => void this.#queue.fail(download, "changed"),
    });
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    void this.#restore();
  }

  /** What we offer. */
  get offers(): readonly OwnOffer[] {
    return this.#offers.views;
  }

  /** What the others offer. */
  get remoteOffers(): readonly RemoteOffer[] {
    return [...this.#members.values()].flatMap(({ catalogue }) => catalogue?.offers ?? []);
  }

  /** All downloads, also those that are over. */
  get downloads(): readonly RoomDownload[] {
    return this.#queue.downloads;
  }

  get stats(): TransferStats {
    return { ...this.#stats };
  }

  /**
   * Exchange files with a member from now on.
   *
   * @param options whether the member may offer files: in a room of kind `send`, only the host
   * @returns what the link is to tell its events to
   */
  addLink(
    link: RoomLink,
    { mayOffer = true }: { readonly mayOffer?: boolean } = {},
  ): RoomLinkEvents {
    const member = new Member(link, mayOffer, (it) => this.#partsOf(it));
    this.#members.set(link.peer, member);
    this.#offers.presence(link.peer, true);
    if (link.path === "direct" || link.path === "relayed") {
      this.#opened(member);
    }
    return {
      onopen: () => this.#opened(member),
      onmessage: (message) => this.#receive(member, message),
      onlow: () => member.uploads.low(),
      onpath: (path) => {
        if (path !== "direct" && path !== "relayed") {
          member.closePath();
        }
      },
      onclose: () => this.#remove(member),
    };
  }

  /** Exchange nothing more with a member. */
  removeLink(peer: PeerId): void {
    const member = this.#members.get(peer);
    if (member) {
      this.#remove(member);
    }
  }

  /**
   * Offer files, as one offer.
   *
   * @param options `to`: for whom it is, when not for all members
   */
  add(files: readonly FileSource[], { to }: { readonly to?: PeerId } = {}): OwnOffer {
    if (!this.#mayOffer) {
      throw new TypeError("This member of the room may not offer files");
    }
    const offer = this.#offers.add(files, to);
    this.#offersChanged();
    return offer;
  }

  /** Take back an offer, or one file of it. */
  remove(key: string): void {
    this.#offers.remove(key);
    this.#offersChanged();
  }

  /** Accept an offer: begin to download all its files. */
  accept(key: string, options: DownloadOptions = {}): readonly RoomDownload[] {
    const offer = this.remoteOffers.find((it) => it.key === key);
    this.#answer(key, true);
    return offer ? this.download(offer.files, options) : [];
  }

  /** Tell the member who made an offer that we do not want it. */
  decline(key: string): void {
    this.#answer(key, false);
  }

  /** Begin to download files. The same file may be downloaded several times. */
  download(files: readonly RemoteFile[], options: DownloadOptions = {}): readonly RoomDownload[] {
    const listed = files.flatMap((file) => this.#find(file) ?? []);
    const { as = "files", name = "files", folder } = options;
    const plans =
      as === "zip"
        ? [{ name: safeName(`${name}.zip`), files: listed }]
        : listed.map((file) => ({ name: file.name, files: [file] }));
    const downloads = plans
      .filter((plan) => plan.files.length > 0)
      .map((plan) => {
        const download = new Download(
          {
            key: newSession(),
            kind: as === "zip" ? "zip" : "file",
            name: plan.name,
            files: plan.files,
            folder,
          },
          now,
        );
        this.#sources.begin(download, plan.files);
        return download;
      });
    this.#queue.add(downloads);
    downloads.forEach((download) => this.#changed(download));
    return downloads;
  }

  pause(key: string): void {
    this.#with(key, (download) => this.#queue.pause(download));
  }

  resume(key: string): void {
    this.#with(key, (download) => this.#queue.resume(download));
  }

  cancel(key: string): void {
    this.#with(key, (download) => void this.#queue.cancel(download));
  }

  /** Forget a download, stopping it if need be. What is not saved yet is gone. */
  forget(key: string): void {
    this.#with(key, (download) => {
      void this.#queue.remove(download).then(() => this.#index.remove(download));
    });
  }

  /** Stop everything. A later visit with the same `storageKey` goes on where this one stopped. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    clearTimeout(this.#eventTimer);
    this.#news.stop();
    this.#wakeLock.close();
    for (const member of this.#members.values()) {
      member.closePath();
    }
    this.#members.clear();
    await this.#queue.close();
  }

  async #restore(): Promise<void> {
    for (const download of await this.#queue.restore()) {
      this.#index.add(download);
      this.#changed(download);
    }
    for (const { catalogue } of this.#members.values()) {
      this.#sources.offered([...(catalogue?.files ?? [])]);
    }
  }

  #partsOf(member: Member): MemberParts {
    const { peer, send } = member;
    return {
      feed: new CatalogueFeed(this.#offers, peer, send),
      uploads: new MemberUploads({
        peer,
        mailer: member.mailer,
        bufferedAmount: () => member.link.bufferedAmount,
        findShelf: (_, request) => this.#findShelf(peer, request),
        admits: (file, request) => this.#spreading.admits(file, request, peer),
        onsent: (bytes) => (this.#stats.sent += bytes),
      }),
      hashAnswers: new HashAnswers({
        find: (id) => this.#offers.find(id, peer),
        send,
        read: (file, block) => this.#read(file, block),
      }),
    };
  }

  #opened(member: Member): void {
    member.handshake.begin();
    this.#greet(member);
  }

  #greet(member: Member): void {
    member.closePath();
    const { catalogue, handshake } = member;
    member.send({
      type: "hello",
      session: this.#session,
      ...handshake.words,
      ...(catalogue && { known: { session: catalogue.session, version: catalogue.version } }),
    });
  }

  #receive(member: Member, bytes: Uint8Array): void {
    if (this.#members.get(member.peer) !== member) {
      return;
    }
    const messages = parseMessages(bytes);
    // What comes before the hellos belongs to a conversation that is over.
    const isFine = messages?.every(
      (message) => (!member.isOpen && message.type !== "hello") || this.#dispatch(member, message),
    );
    if (!isFine) {
      this.#drop(member);
    }
  }

  // Returns whether the message keeps to the rules.
  #dispatch(member: Member, message: TransferMessage): boolean {
    switch (message.type) {
      case "hello":
        this.#greeted(member, message);
        return true;
      case "catalogue":
        return this.#listed(member, message);
      case "catalogue-read":
        member.feed.read();
        return true;
      case "answer":
        this.#answered(member, message);
        return true;
      case "states":
        message.states.forEach(({ file, state }) =>
          this.#offers.stateChanged(member.peer, file, state),
        );
        this.#offersChanged();
        return true;
      case "interested":
        member.interests.add(message.session);
        this.#news.everything(member, message.session);
        return true;
      case "have":
        if (message.session !== this.#session) {
          return this.#puller.have(member, message);
        }
        message.blocks.forEach((blocks) =>
          this.#offers.acknowledged(member.peer, blocks, message.serves),
        );
        this.#offersChanged();
        return true;
      case "want-hashes":
        return member.hashAnswers.want(message);
      case "hashes":
        return this.#puller.hashes(member, message);
      case "request":
        return member.uploads.request(message);
      case "data":
        this.#stats.received += message.payload.length;
        return this.#puller.data(member, message);
      case "cancel":
        member.uploads.cancel(message.id);
        return true;
      case "refuse":
        return this.#puller.refused(member, message);
    }
  }

  #greeted(member: Member, hello: MessageOf<"hello">): void {
    const { isNew, isAgreed } = member.handshake.take(hello);
    const { session } = hello;
    if (member.session !== session) {
      // The member reloaded its page: what it offered is gone.
      this.#puller.left(member);
      member.catalogue = new RemoteCatalogue(session, member.peer);
      this.#changedCatalogue(member);
    }
    if (isNew) {
      this.#greet(member);
    }
    if (isAgreed && !member.isOpen) {
      this.#agreed(member, hello);
    }
  }

  #agreed(member: Member, { session, known }: MessageOf<"hello">): void {
    member.isOpen = true;
    member.feed.start(known?.session === this.#session ? known.version : 0);
    for (const { offer, accepted } of member.catalogue?.answers ?? []) {
      member.send({ type: "answer", offer, accepted });
    }
    this.#news.everything(member, session);
    this.#puller.opened(member);
  }

  #listed(member: Member, message: MessageOf<"catalogue">): boolean {
    const { catalogue } = member;
    member.send({ type: "catalogue-read" });
    if (!catalogue || !member.mayOffer) {
      return message.files.length === 0;
    }
    const change = catalogue.apply(message);
    if (!change) {
      return false;
    }
    for (const { file, reason } of change.removed) {
      for (const { download, fetch } of this.#index.find(file.key)) {
        if (!fetch.isDone) {
          void this.#queue.fail(download, reason);
        }
      }
    }
    this.#sources.offered(change.added);
    if (change.isComplete) {
      this.#sources.listed(catalogue);
    }
    this.#changedCatalogue(member);
    change.offers.forEach((offer) => this.emit("offer", { offer }));
    this.#puller.pump();
    return true;
  }

  #answered(member: Member, { offer: id, accepted }: MessageOf<"answer">): void {
    const answer = accepted ? "accepted" : "declined";
    const offer = this.#offers.answered(member.peer, id, answer);
    if (offer) {
      this.emit("answer", { offer, peer: member.peer, answer });
      this.#offersChanged();
    }
  }

  #answer(key: string, accepted: boolean): void {
    for (const { catalogue, send } of this.#members.values()) {
      const offer = catalogue?.answer(key, accepted ? "accepted" : "declined");
      if (offer !== undefined) {
        send({ type: "answer", offer, accepted });
      }
    }
  }

  #findShelf(peer: PeerId, { session, file, block }: MessageOf<"request">): Shelf | undefined {
    if (session === this.#session) {
      const own = this.#offers.find(file, peer);
      return own && { size: own.size, own, read: (it) => this.#read(own, it) };
    }
    for (const { download, fetch } of this.#index.find(`${session}/${file}`)) {
      if (fetch.isShared && fetch.held.has(block)) {
        const key = `${download.key}/${fetch.firstBlock}`;
        return {
          size: fetch.size,
          read: (it) =>
            this.#cache
              .get(`${key}/${it}`, fetch.lengthOf(it), () => download.read(fetch, it))
              // The disk fails us; whoever asks goes elsewhere.
              .catch(() => undefined),
        };
      }
    }
    return undefined;
  }

  async #read(file: SharedFile, block: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    try {
      const length = blockLength(file.size, block);
      return await this.#cache.get(`${file.key}/${block}`, length, () => file.read(block));
    } catch (cause) {
      this.#offers.fail(file, cause instanceof SourceError ? cause.reason : "vanished");
      this.#offersChanged();
      return undefined;
    }
  }

  #find({ key, from }: RemoteFile): ListedRemoteFile | undefined {
    const catalogue = this.#members.get(from)?.catalogue;
    return catalogue?.find(Number(key.slice(key.indexOf("/") + 1)));
  }

  #with(key: string, act: (download: Download) => void): void {
    const download = this.#queue.find(key);
    if (download) {
      act(download);
    }
  }

  #remove(member: Member): void {
    if (this.#members.get(member.peer) === member) {
      member.closePath();
      this.#members.delete(member.peer);
      this.#puller.left(member);
      this.#offers.presence(member.peer, false);
      this.#offersChanged();
      this.#changedCatalogue(member);
    }
  }

  #drop(member: Member): void {
    this.#stats.dropped++;
    this.#remove(member);
    member.link.close();
    this.emit("dropped", { peer: member.peer, cause: "protocol" });
  }

  #tick(): void {
    this.#puller.tick();
    this.#queue.next();
    const isReceiving = [...this.#puller.active].some(({ isReachable }) => isReachable);
    const isSending = this.#offers.isBusy;
    this.#wakeLock.hold(isReceiving || isSending);
    for (const download of this.#puller.active) {
      this.#changed(download);
    }
    if (isSending) {
      this.#haveOffersChanged = true;
      this.#tellSoon();
    }
  }

  #offersChanged(): void {
    for (const { feed } of this.#members.values()) {
      feed.pump();
    }
    this.#haveOffersChanged = true;
    this.#tellSoon();
  }

  #changedCatalogue({ peer }: Member): void {
    this.#changedCatalogues.add(peer);
    this.#tellSoon();
  }

  #changed(download: Download): void {
    this.#changedDownloads.add(download);
    this.#tellSoon();
  }

  #tellSoon(): void {
    this.#eventTimer ??= setTimeout(() => {
      this.#eventTimer = undefined;
      const downloads = [...this.#changedDownloads];
      const peers = [...this.#changedCatalogues];
      this.#changedDownloads.clear();
      this.#changedCatalogues.clear();
      peers.forEach((peer) => this.emit("catalogue", { peer }));
      if (downloads.length > 0) {
        this.emit("downloads", { downloads });
      }
      if (this.#haveOffersChanged) {
        this.#haveOffersChanged = false;
        this.emit("offers", { offers: this.offers });
      }
    }, EVENT_MS);
  }
}

function now(): number {
  return performance.now();
}
