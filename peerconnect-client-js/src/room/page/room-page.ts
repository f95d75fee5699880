import type { Welcome } from "../../protocol/messages.ts";
import type { PeerId } from "../../protocol/values.ts";
import type { ListedRoom, RoomEvent } from "../protocol/room-messages.ts";
import { isRoomKey, type RoomKind } from "../protocol/values.ts";
import type { Room } from "../room.ts";
import type { PageRoomOptions } from "./open-room.ts";
import type { CodeEntry, CodeFailure } from "../session/code-entry.ts";
import { formatLink, type LinkPlace, parseLink } from "../session/room-address.ts";
import { RoomChannel } from "../session/room-channel.ts";
import { type HostPass, newPass, type RoomPass } from "../session/room-secrets.ts";
import type { SessionEnd } from "../session/room-session.ts";
import type { FileSource } from "../source/file-source.ts";
import type { Format } from "./format.ts";
import type { PassStore } from "./pass-store.ts";
import { RoomDesk } from "./room-desk.ts";
import type { HomeModel, PageModel } from "./room-model.ts";
import type { Problem, RoomTexts } from "./texts.ts";

export interface RoomPageOptions {
  /** Address that the site's endpoints are below. */
  readonly base: string;
  readonly roomPath: string | undefined;
  /** Which kinds of rooms can be opened here. */
  readonly kinds: readonly RoomKind[];
  /** Whether to show the rooms of the public list. */
  readonly isListing: boolean;
  readonly name: string;
  readonly texts: RoomTexts;
  readonly format: Format;
  readonly passes: PassStore;
  /** Makes a room, whose parts are loaded when there is one. */
  readonly openRoom: (options: PageRoomOptions) => Promise<Room>;
  /** Why this browser cannot take part here, if it cannot. */
  readonly obstacle: Problem | undefined;
  /** Show a link in the address bar, or the page's own address. */
  readonly navigate: (link: string | undefined) => void;
  readonly onchange: () => void;
  readonly onsay: (text: string) => void;
}

const LIST_MS = 10_000;

const ENDS: { readonly [E in SessionEnd]: Problem } = {
  closed: "room-closed",
  expired: "room-expired",
  removed: "room-removed",
  replaced: "room-replaced",
  left: "room-left",
  unknown: "room-unknown",
  denied: "room-denied",
  full: "room-full",
  locked: "room-locked",
  limit: "room-limit",
  off: "room-off",
  unreachable: "site-unreachable",
};

/** Another try may turn out better. */
const RETRIABLE = new Set<Problem>([
  "room-unknown",
  "room-full",
  "room-locked",
  "room-limit",
  "room-left",
  "room-removed",
  "site-unreachable",
  "peer-unreachable",
]);

interface Errand {
  /** The host comes back after a reload. */
  readonly isBack?: boolean;
  readonly files?: readonly FileSource[];
  readonly listedAs?: string;
}

type PageState = Exclude<PageModel, { readonly view: "room" }> | { readonly view: "room" };

/** What the page is at: where the visitor is, and what leads from there to where. */
export class RoomPage {
  readonly #options: RoomPageOptions;
  readonly #closed = new AbortController();
  readonly #channel: RoomChannel;
  #welcome: Welcome | undefined;
  #state: PageState = { view: "connecting", step: "site" };
  #room: Room | undefined;
  /** The way into the room that the visitor is in, or was last. */
  #pass: RoomPass | undefined;
  /** What there is to do once in; done only once. */
  #errand: Errand = {};
  #desk: RoomDesk | undefined;
  /** Counts where the visitor went: what is still under way to somewhere else is dropped. */
  #way = 0;
  #entry: CodeEntry | undefined;
  #listed: readonly ListedRoom[] | undefined;
  #listTimer: ReturnType<typeof setInterval> | undefined;
  #code = "";
  #name: string;

  constructor(options: RoomPageOptions) {
    this.#options = options;
    this.#name = options.name;
    this.#channel = new RoomChannel({
      base: options.base,
      onwelcome: (welcome) => {
        this.#welcome = welcome;
        this.#room?.welcome(welcome);
      },
      onevent: (event) => this.#receive(event),
      onstate: (state) => {
        this.#room?.session.channelChanged(state);
        if (state === "open") {
          this.#entry?.ask();
          this.#askForList();
        }
        this.#proceed();
      },
      signal: this.#closed.signal,
    });
  }

  /** What is to be shown. */
  get model(): PageModel {
    if (this.#state.view !== "room") {
      return this.#state;
    }
    return this.#desk
      ? { view: "room", room: this.#desk.describe() }
      : { view: "connecting", step: "site" };
  }

  /** What the visitor sees of the room, while in it. */
  get desk(): RoomDesk | undefined {
    return this.#state.view === "room" ? this.#desk : undefined;
  }

  /** The room that the visitor is in, or on the way into. */
  get room(): Room | undefined {
    return this.#room;
  }

  /** Whether leaving now would cost somebody something. */
  get isBusy(): boolean {
    return this.#desk?.isBusy === true;
  }

  /** Whether files that are dropped now are offered. */
  get mayOffer(): boolean {
    return this.#state.view === "home"
      ? this.#options.kinds.includes("send")
      : this.#state.view === "room" && this.#room?.mayOffer === true && !this.#desk?.ended;
  }

  /** Go where an address leads to. */
  open(address: string): void {
    const { obstacle, passes } = this.#options;
    if (obstacle) {
      this.#show({ view: "problem", problem: obstacle, mayRetry: false });
      return;
    }
    if (this.desk?.link === address) {
      return;
    }
    const link = parseLink(address, this.#place(address));
    if (link === "none") {
      this.goHome();
    } else if (link === "broken") {
      this.#show({ view: "problem", problem: "link-broken", mayRetry: false });
    } else {
      const own = passes.find(link.room);
      void this.#enter(own ?? link, { isBack: own !== undefined });
    }
  }

  /** The tab was away, or the network was: make sure that the site can be spoken to. */
  wake(): void {
    this.#channel.reconnect();
  }

  /** End for good. */
  close(): void {
    clearInterval(this.#listTimer);
    this.#leaveRoom();
    this.#closed.abort();
  }

  goHome(problem?: Problem): void {
    this.#leaveRoom();
    this.#options.navigate(undefined);
    if (this.#options.isListing) {
      this.#channel.open();
      this.#askForList();
      this.#listTimer ??= setInterval(() => this.#askForList(), LIST_MS);
    }
    this.#showHome({ codeProblem: problem });
  }

  retry(): void {
    if (this.#pass) {
      void this.#enter(this.#pass, this.#errand);
    } else {
      this.goHome();
    }
  }

  /** Offer files: in the room that the visitor is in, or else in a new one. */
  async offer(files: readonly FileSource[], to?: PeerId): Promise<void> {
    if (!this.mayOffer) {
      return;
    }
    if (this.#state.view === "home") {
      if (files.length > 0) {
        await this.#enter(await this.#newPass("send"), { files });
      } else {
        this.#showHome({ dropProblem: "no-files" });
      }
    } else {
      this.#desk?.offer(files, to);
    }
  }

  async startGroup(name: string, listedAs: string): Promise<void> {
    this.#name = name;
    await this.#enter(await this.#newPass("group"), { listedAs });
  }

  joinListed(room: string): void {
    const listed = this.#listed?.find((it) => it.room === room);
    if (listed && isRoomKey(listed.key)) {
      void this.#enter({ room: listed.room, key: listed.key, kind: listed.kind });
    }
  }

  async enterCode(text: string): Promise<void> {
    this.#code = text;
    const [{ parseShortCode }, { CodeEntry }] = await Promise.all([
      import("../session/short-code.ts"),
      import("../session/code-entry.ts"),
    ]);
    const code = parseShortCode(text);
    if (!code) {
      this.#showHome({ codeProblem: "code-malformed" });
      return;
    }
    this.#show({ view: "connecting", step: "code" });
    this.#entry?.stop();
    this.#entry = new CodeEntry({
      channel: this.#channel,
      code,
      onaddress: (address) => void this.#enter(address),
      onfailure: (failure) => this.goHome(problemOf(failure)),
    });
    this.#channel.open();
    if (this.#channel.state === "open") {
      this.#entry.ask();
    }
  }

  async makeCode(): Promise<void> {
    const desk = this.#desk;
    const pass = this.#pass;
    if (!desk || !pass || desk.isMakingCode) {
      return;
    }
    desk.isMakingCode = true;
    this.#options.onchange();
    try {
      const { CodeOffer } = await import("../session/code-offer.ts");
      const { room, key } = pass;
      desk.code ??= new CodeOffer({
        channel: this.#channel,
        address: { room, key },
        onchange: () => this.#options.onchange(),
      });
      desk.code.open();
    } finally {
      desk.isMakingCode = false;
      this.#options.onchange();
    }
  }

  rename(name: string): void {
    this.#name = name;
    this.#room?.rename(name);
  }

  /** Stop sharing, close the room, or leave it. */
  leave(): void {
    const { session } = this.#room ?? {};
    if (!session || this.#desk?.ended !== undefined) {
      this.goHome();
    } else if (session.isHost) {
      if (this.#pass) {
        this.#options.passes.forget(this.#pass.room);
      }
      session.close();
      this.goHome();
    } else {
      session.leave();
    }
  }

  async #newPass(kind: RoomKind): Promise<HostPass> {
    const pass = await newPass(kind);
    this.#options.passes.keep(pass);
    return pass;
  }

  async #enter(pass: RoomPass, errand: Errand = {}): Promise<void> {
    const { isBack = false, files, listedAs = "" } = errand;
    const { texts, format, onchange, onsay, openRoom, base, navigate } = this.#options;
    this.#leaveRoom();
    this.#show({ view: "connecting", step: "site" });
    const link = formatLink(pass, this.#place(location.href));
    navigate(link);
    const way = this.#way;
    const opened = openRoom({
      base,
      channel: this.#channel,
      pass,
      listing: listedAs === "" ? undefined : { name: listedAs, key: pass.key },
      name: this.#name,
      onchange: () => this.#proceed(),
      onhappening: (happening) => this.#desk?.happened(happening),
      onend: (end) => this.#ended(end, way),
    });
    // What is loaded for a room may not come: the site is away.
    const room = await opened.catch(() => undefined);
    if (way !== this.#way) {
      await room?.close();
      return;
    }
    this.#pass = pass;
    this.#errand = errand;
    if (!room) {
      this.#show({ view: "problem", problem: "site-unreachable", mayRetry: true });
      return;
    }
    const codePage = this.#codePage();
    const desk = new RoomDesk({ room, link, codePage, texts, format, isBack, onchange, onsay });
    this.#room = room;
    this.#desk = desk;
    if (files) {
      desk.offer(files, undefined);
    }
    void this.#drawQr(desk, link);
    if (this.#welcome) {
      room.welcome(this.#welcome);
    }
    await room.start();
  }

  #receive(event: RoomEvent): void {
    this.#room?.receive(event);
    this.#desk?.code?.receive(event);
    this.#entry?.receive(event);
    if (event.type === "room-list") {
      this.#listed = event.rooms;
      if (this.#state.view === "home") {
        this.#showHome(this.#state.home);
      }
    }
  }

  /** Show how far entering is, and the room as soon as there is something to see. */
  #proceed(): void {
    const room = this.#room;
    if (!room) {
      return;
    }
    if (room.session.isIn) {
      this.#desk?.attend();
    }
    if (this.#state.view === "connecting") {
      this.#show(this.#waitFor(room));
      if (this.desk) {
        this.#errand = {};
      }
      if (this.desk && room.session.isHost) {
        void this.makeCode();
      }
    } else {
      this.#options.onchange();
    }
  }

  #waitFor({ session, kind, people }: Room): PageState {
    if (!session.isIn) {
      return { view: "connecting", step: this.#channel.state === "open" ? "room" : "site" };
    }
    const host = people.find(({ peer }) => peer === session.host);
    if (kind === "send" && host?.end !== undefined) {
      return { view: "problem", problem: "peer-unreachable", mayRetry: true };
    }
    return kind === "send" && host?.path === "connecting"
      ? { view: "connecting", step: "peer" }
      : { view: "room" };
  }

  #ended(end: SessionEnd, way: number): void {
    if (way !== this.#way) {
      return;
    }
    const problem = ENDS[end];
    if (this.desk?.hasReceived && end !== "left") {
      this.desk.ended = problem;
      this.#options.onchange();
    } else {
      this.#leaveRoom();
      this.#show({ view: "problem", problem, mayRetry: RETRIABLE.has(problem) });
    }
  }

  #leaveRoom(): void {
    const room = this.#room;
    const desk = this.#desk;
    this.#way += 1;
    this.#entry?.stop();
    this.#entry = undefined;
    this.#room = undefined;
    this.#desk = undefined;
    desk?.code?.close();
    desk?.close();
    room?.session.leave();
    // What it kept goes on in a later visit; there is nobody left to tell of a failure to let go.
    room?.close().catch(() => {});
  }

  async #drawQr(desk: RoomDesk, link: string): Promise<void> {
    const { qrModules } = await import("./qr-code.ts");
    desk.qr = qrModules(link);
    this.#options.onchange();
  }

  #askForList(): void {
    if (this.#options.isListing && this.#state.view === "home") {
      this.#channel.send({ type: "room-list" });
    }
  }

  #showHome(problems: Partial<Pick<HomeModel, "codeProblem" | "dropProblem">>): void {
    const { kinds, isListing } = this.#options;
    this.#show({
      view: "home",
      home: {
        kinds,
        listed: isListing ? (this.#listed ?? []) : undefined,
        dropProblem: problems.dropProblem,
        code: this.#code,
        codeProblem: problems.codeProblem,
      },
    });
  }

  #show(state: PageState): void {
    this.#state = state;
    this.#options.onchange();
  }

  #codePage(): string {
    const { host, pathname } = new URL(this.#options.roomPath ?? location.href, location.href);
    return host + pathname;
  }

  #place(page: string): LinkPlace {
    return { roomPath: this.#options.roomPath, page };
  }
}

function problemOf(failure: CodeFailure): Problem {
  return `code-${failure}`;
}
