import type { PeerId } from "../../protocol/values.ts";
import type { FileSource } from "../source/file-source.ts";
import type { Happening, Person, Room } from "../room.ts";
import type { CodeOffer } from "../session/code-offer.ts";
import { formatShortCode } from "../session/short-code.ts";
import type { RemoteFile } from "../transfer/remote-file.ts";
import type { RoomDownload } from "../transfer/room-download.ts";
import type { RoomTransfers } from "../transfer/room-transfers.ts";
import type { Format } from "./format.ts";
import { type Milestone, Milestones } from "./milestones.ts";
import { isSending, joinOffered, type OfferedFiles, sendingTo } from "./offered-files.ts";
import { joinReceived, problemOf, type ReceivedFiles, totalOf } from "./received-files.ts";
import type { CodeModel, LogEntry, PersonModel, RoomModel, SenderModel } from "./room-model.ts";
import type { Problem, RoomTexts } from "./texts.ts";

export interface RoomDeskOptions {
  readonly room: Room;
  readonly link: string;
  /** Where people type codes in, as they would type it. */
  readonly codePage: string;
  readonly texts: RoomTexts;
  readonly format: Format;
  /** Whether we are the host after a reload, and so have lost what we offered. */
  readonly isBack: boolean;
  readonly onchange: () => void;
  /** Something that a screen reader should read out. */
  readonly onsay: (text: string) => void;
}

const LOG_LENGTH = 200;

/** What the visitor sees of a room and does in it. */
export class RoomDesk {
  readonly #options: RoomDeskOptions;
  readonly #milestones = new Milestones();
  readonly #log: LogEntry[] = [];
  readonly #opened = new Set<string>();
  readonly #begun = new Map<string, string>();
  readonly #saved = new Set<string>();
  readonly #closed = new AbortController();
  #transfers: RoomTransfers | undefined;
  #waiting: { readonly files: readonly FileSource[]; readonly to: PeerId | undefined }[] = [];
  #received: ReceivedFiles | undefined;
  #offered: OfferedFiles | undefined;
  #notice: Problem | undefined;
  qr: readonly (readonly boolean[])[] | undefined;
  code: CodeOffer | undefined;
  isMakingCode = false;
  ended: Problem | undefined;

  constructor(options: RoomDeskOptions) {
    this.#options = options;
    this.#notice = options.isBack ? "reloaded" : undefined;
  }

  get link(): string {
    return this.#options.link;
  }

  /** Whether leaving now would cost somebody something. */
  get isBusy(): boolean {
    const { transfers } = this.#options.room;
    return (
      transfers !== undefined &&
      (isSending(transfers.offers) ||
        transfers.downloads.some((it) => isUnderWay(it) || this.#isUnsaved(it)))
    );
  }

  /** Whether something arrived that leaving would put out of reach. */
  get hasReceived(): boolean {
    const { transfers } = this.#options.room;
    return transfers?.downloads.some(({ state }) => state !== "cancelled") === true;
  }

  /** The links to others, and the files, are there: listen to them. */
  attend(): void {
    const { transfers } = this.#options.room;
    if (!transfers || this.#transfers) {
      return;
    }
    this.#transfers = transfers;
    const { signal } = this.#closed;
    const { onchange, texts } = this.#options;
    transfers.addEventListener(
      "downloads",
      () => {
        this.#report(this.#milestones.received(transfers.downloads));
        onchange();
      },
      { signal },
    );
    transfers.addEventListener(
      "offers",
      () => {
        this.#report(this.#milestones.sent(transfers.offers));
        onchange();
      },
      { signal },
    );
    transfers.addEventListener("catalogue", () => onchange(), { signal });
    transfers.addEventListener(
      "offer",
      ({ detail: { offer } }) => {
        const { from, files } = offer;
        this.#say(texts.says.offered(this.#nameOf(from), this.#count(files.length)));
        onchange();
      },
      { signal },
    );
    transfers.addEventListener(
      "answer",
      ({ detail: { peer, answer } }) => {
        const name = this.#nameOf(peer);
        this.#say(answer === "accepted" ? texts.says.accepted(name) : texts.says.declined(name));
      },
      { signal },
    );
    transfers.addEventListener("dropped", () => this.#warn("peer-dropped"), { signal });
    for (const { files, to } of this.#waiting.splice(0)) {
      this.offer(files, to);
    }
  }

  close(): void {
    this.#closed.abort();
  }

  /** Take note of what happened to others. */
  happened({ type, person }: Happening): void {
    const { says } = this.#options.texts;
    const name = this.#nameOf(person.peer, person);
    if (type === "entered") {
      this.#say(says.entered(name));
    } else if (type === "left") {
      this.#say(says.left(name));
    } else if (person.path === "direct" && person.isTurned === true) {
      this.#say(says.turned(name));
    } else if (person.path === "direct" && person.isTurned === false) {
      this.#say(says.direct(name));
    } else if (person.path === "relayed") {
      this.#say(says.relayed(name));
    } else if (person.end === "unreachable" || person.end === "tampered") {
      this.#say(says.unreachable(name));
    }
  }

  /** Offer files, to all or to one. */
  offer(files: readonly FileSource[], to: PeerId | undefined): void {
    if (files.length === 0) {
      this.#warn("no-files");
      return;
    }
    if (!this.#transfers) {
      this.#waiting.push({ files, to });
      return;
    }
    try {
      this.#transfers.add(files, { ...(to && { to }) });
      this.#notice = undefined;
      this.#say(this.#options.texts.says.added(this.#count(files.length)));
    } catch (error) {
      if (!(error instanceof RangeError)) {
        throw error;
      }
      this.#warn("too-many");
    }
    this.#options.onchange();
  }

  withdraw(id: string): void {
    const name = this.#offered?.models.find((it) => it.id === id)?.name ?? "";
    this.#offered?.keys.get(id)?.forEach((key) => this.#transfers?.remove(key));
    this.#say(this.#options.texts.says.removed(name));
  }

  /** The visitor has read what they should know. */
  dismiss(): void {
    this.#notice = undefined;
    this.#options.onchange();
  }

  answer(offer: string, answer: "accepted" | "chosen" | "declined"): void {
    if (answer === "accepted") {
      const files = this.#transfers?.remoteOffers.find(({ key }) => key === offer)?.files ?? [];
      this.#began(files, this.#transfers?.accept(offer));
    } else if (answer === "declined") {
      this.#transfers?.decline(offer);
    } else {
      this.#opened.add(offer);
    }
    this.#options.onchange();
  }

  download(
    ids: readonly string[],
    as: "files" | "zip",
    folder: FileSystemDirectoryHandle | undefined,
  ): void {
    const files = ids.flatMap((id) => this.#received?.targets.get(id)?.file ?? []);
    this.#began(files, this.#transfers?.download(files, { as, ...(folder && { folder }) }));
    this.#options.onchange();
  }

  pause(ids: readonly string[]): void {
    this.#keysOf(ids).forEach((key) => this.#transfers?.pause(key));
  }

  resume(ids: readonly string[]): void {
    this.#keysOf(ids).forEach((key) => this.#transfers?.resume(key));
  }

  cancel(ids: readonly string[]): void {
    this.#keysOf(ids).forEach((key) => this.#transfers?.cancel(key));
  }

  find(id: string): RoomDownload | undefined {
    return this.#received?.targets.get(id)?.download;
  }

  /** Take note that the visitor has a file where they want it. */
  saved({ key }: RoomDownload): void {
    this.#saved.add(key);
    this.#options.onchange();
  }

  /** Return what is to be shown now. */
  describe(): RoomModel {
    const { room, link, codePage, texts } = this.#options;
    const { session } = room;
    const kind = room.kind ?? "send";
    const offers = this.#transfers?.offers ?? [];
    const downloads = this.#transfers?.downloads ?? [];
    this.#offered = joinOffered(offers, (peer) => this.#nameOf(peer));
    this.#received = joinReceived({
      offers: this.#transfers?.remoteOffers ?? [],
      downloads,
      mustAccept: kind === "group",
      opened: this.#opened,
      begun: this.#begun,
      saved: this.#saved,
    });
    const files = offers.reduce((sum, offer) => sum + offer.files.length, 0);
    const share = files === 0 ? texts.room.titleNothing : texts.room.titleShare(this.#count(files));
    return {
      title:
        kind === "group" ? texts.room.titleGroup : session.isHost ? share : texts.room.titleReceive,
      kind,
      isHost: session.isHost,
      share: { link, codePage, qr: this.qr, code: this.#describeCode() },
      isOnline: session.isOnline,
      isHostHere: session.isHostHere,
      isLocked: session.isLocked,
      ended: this.ended,
      notice: this.#notice,
      ownName: room.name,
      people: room.people.map((person) => this.#describePerson(person)),
      offered: this.#offered.models,
      senders: this.#describeSenders(this.#received),
      archives: this.#received.archives,
      total: totalOf(downloads),
      log: this.#log,
    };
  }

  #began(files: readonly RemoteFile[], downloads: readonly RoomDownload[] = []): void {
    this.#milestones.began(downloads);
    // A file that was taken back meanwhile has no download: then what they are tells which is which.
    if (files.length === downloads.length) {
      downloads.forEach(({ key }, index) => this.#begun.set(key, files[index]?.key ?? ""));
    }
  }

  #describePerson(person: Person): PersonModel {
    const { peer, path, isTurned, end, check } = person;
    const open = path === "direct" && isTurned === true ? "turned" : path;
    return {
      peer,
      name: this.#nameOf(peer, person),
      isHost: peer === this.#options.room.session.host,
      path: open !== "closed" ? open : end === "tampered" ? "tampered" : "unreachable",
      check,
      sending: sendingTo(peer, this.#transfers?.offers ?? []),
    };
  }

  #describeSenders({ files, proposals }: ReceivedFiles): readonly SenderModel[] {
    const { room } = this.#options;
    const peers = new Set([...files.keys(), ...proposals.keys()]);
    return [...peers].map((peer) => ({
      peer,
      name: this.#nameOf(peer as PeerId),
      isNamed: room.people.some((it) => it.peer === peer && it.name !== ""),
      files: files.get(peer) ?? [],
      proposals: proposals.get(peer) ?? [],
    }));
  }

  #describeCode(): CodeModel {
    const state = this.code?.state;
    switch (state?.name) {
      case "asked":
        return { state: "making" };
      case "open":
        return { state: "shown", text: formatShortCode(state.code), endsAt: state.endsAt };
      case "over":
        return { state: "over", why: state.why };
      default:
        return { state: this.isMakingCode ? "making" : "none" };
    }
  }

  #report(milestones: readonly Milestone[]): void {
    const { says } = this.#options.texts;
    for (const milestone of milestones) {
      switch (milestone.type) {
        case "received":
          this.#say(says.received(milestone.name));
          break;
        case "received-all":
          this.#say(says.receivedAll);
          break;
        case "failed":
          this.#say(says.failed(milestone.download.name, this.#whyFailed(milestone.download)));
          break;
        case "progress":
          this.#say(says.progress(this.#options.format.percent(milestone.quarter / 4)));
          break;
        case "sent":
          this.#say(
            says.sent(this.#count(milestone.files), this.#nameOf(milestone.peer as PeerId)),
          );
          break;
      }
    }
  }

  #whyFailed({ failure }: RoomDownload): string {
    const { problems } = this.#options.texts;
    return failure === undefined ? "" : problems[problemOf(failure)].title;
  }

  #nameOf(peer: PeerId, known?: Person): string {
    const { room, texts } = this.#options;
    const person = known ?? room.people.find((it) => it.peer === peer);
    if (person && person.name !== "") {
      return person.name;
    }
    const isSender = room.kind === "send" && peer === room.session.host;
    return isSender || !person ? texts.people.sender : texts.people.guest(person.number);
  }

  #count(files: number): string {
    return this.#options.texts.files(files, this.#options.format);
  }

  #isUnsaved({ key, state, sink }: RoomDownload): boolean {
    return state === "done" && (sink === "memory" || sink === "private") && !this.#saved.has(key);
  }

  #keysOf(ids: readonly string[]): readonly string[] {
    return ids.flatMap((id) => this.find(id)?.key ?? []);
  }

  #warn(problem: Problem): void {
    const { problems } = this.#options.texts;
    this.#notice = problem;
    this.#say(problems[problem].title);
    this.#options.onchange();
  }

  #say(text: string): void {
    this.#log.push({ at: Date.now(), text });
    this.#log.splice(0, this.#log.length - LOG_LENGTH);
    this.#options.onsay(text);
  }
}

function isUnderWay({ state }: RoomDownload): boolean {
  return state === "running" || state === "finishing";
}
