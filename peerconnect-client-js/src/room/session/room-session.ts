import type { Welcome } from "../../protocol/messages.ts";
import type { PeerId } from "../../protocol/values.ts";
import type { ChannelState } from "../../signaling/signaling-channel.ts";
import type {
  RelayReady,
  RoomEnd,
  RoomEvent,
  RoomFailure,
  RoomJoined,
  RoomListing,
} from "../protocol/room-messages.ts";
import type { RoomKind } from "../protocol/values.ts";
import type { RoomChannel } from "./room-channel.ts";
import { accessSecret, commitmentTo, importKey, type RoomPass } from "./room-secrets.ts";

/** Why a session is over. */
export type SessionEnd =
  | RoomEnd
  | "left"
  | "unknown"
  | "denied"
  | "full"
  | "locked"
  | "limit"
  /** The site has no rooms. */
  | "off"
  /** The site does not answer. */
  | "unreachable";

export interface RoomSessionOptions {
  readonly channel: Pick<RoomChannel, "send" | "open" | "state">;
  readonly pass: RoomPass;
  /** How the room shows in the public list. @default not at all */
  readonly listing?: RoomListing | undefined;
  readonly onentered: (peer: PeerId) => void;
  readonly onleft: (peer: PeerId) => void;
  readonly onsignal: (from: PeerId, box: string) => void;
  readonly onrelay: (relay: RelayReady) => void;
  /** Something else that can be asked for below changed. */
  readonly onchange: () => void;
  readonly onend: (end: SessionEnd) => void;
}

type Phase = "entering" | "in" | "ended";

/** How long entering may take, in milliseconds. */
const ENTER_MS = 15_000;
/** How long a room that vanished may take to come back: its host has to find the site again first. In milliseconds. */
const RETURN_MS = 60_000;
const RETRY_MS = 2000;

const ENDS: Readonly<Record<string, SessionEnd>> = {
  "room-unknown": "unknown",
  "room-denied": "denied",
  "room-full": "full",
  "room-locked": "locked",
  "room-limit": "limit",
  "unknown-type": "off",
};

/**
 * Being in a room: entering it, coming back to it, and who else is there. Entering always ends: with a room or with a reason.
 * Once in, the session survives what happens to the conversation with the site: links between members do not need it.
 */
export class RoomSession {
  readonly #options: RoomSessionOptions;
  readonly #key: Promise<CryptoKey>;
  readonly #members = new Set<PeerId>();
  #phase: Phase = "entering";
  #self: PeerId | undefined;
  #host: PeerId | undefined;
  #kind: RoomKind | undefined;
  #isLocked = false;
  #isOnline = false;
  #wasIn = false;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(options: RoomSessionOptions) {
    this.#options = options;
    this.#kind = options.pass.kind;
    this.#key = importKey(options.pass.key);
    this.#key.catch(() => this.#end("denied"));
  }

  /** The room's key, for what is derived from it. */
  get key(): Promise<CryptoKey> {
    return this.#key;
  }

  /** What the room is for; unknown to a guest before it is in. */
  get kind(): RoomKind | undefined {
    return this.#kind;
  }

  /** Our own name among the members, while in. */
  get self(): PeerId | undefined {
    return this.#self;
  }

  get isHost(): boolean {
    return this.#options.pass.owner !== undefined;
  }

  /** The host, while it is there. */
  get host(): PeerId | undefined {
    return this.isHost ? this.#self : this.#host;
  }

  /** Whether the host is there. */
  get isHostHere(): boolean {
    return this.host !== undefined;
  }

  /** Whether we are in the room and the site knows it. */
  get isOnline(): boolean {
    return this.#phase === "in" && this.#isOnline;
  }

  /** Whether we are in the room, as far as we know. */
  get isIn(): boolean {
    return this.#phase === "in";
  }

  get isLocked(): boolean {
    return this.#isLocked;
  }

  /** The other members. */
  get members(): ReadonlySet<PeerId> {
    return this.#members;
  }

  /** Begin to enter. */
  start(): void {
    this.#limit("unreachable", ENTER_MS);
    this.#options.channel.open();
    if (this.#options.channel.state === "open" && this.#self !== undefined) {
      void this.#enter();
    }
  }

  /** Let nobody else in, or do so again. For the host. */
  lock(isLocked: boolean): void {
    const { channel, pass } = this.#options;
    channel.send({ type: "room-lock", room: pass.room, locked: isLocked });
  }

  /** Remove a member. For the host. */
  remove(peer: PeerId): void {
    const { channel, pass } = this.#options;
    channel.send({ type: "room-remove", room: pass.room, peer });
  }

  /** End the room for all. For the host. */
  close(): void {
    const { channel, pass } = this.#options;
    channel.send({ type: "room-close", room: pass.room });
    this.#end("closed");
  }

  leave(): void {
    const { channel, pass } = this.#options;
    if (this.#phase === "ended") {
      return;
    }
    channel.send({ type: "room-leave", room: pass.room });
    this.#end("left");
  }

  /** Take note of a session with the site: a new one, or one taken up. */
  welcome({ peer }: Welcome): void {
    if (this.#self !== peer) {
      // The others know us by another name now: nothing that was agreed on with them holds.
      this.#forgetMembers();
      this.#self = peer;
    }
  }

  channelChanged(state: ChannelState): void {
    if (this.#phase === "ended") {
      return;
    }
    if (state === "open") {
      void this.#enter();
    } else if (this.#isOnline) {
      this.#isOnline = false;
      this.#options.onchange();
    }
  }

  /** Take in what the site says. */
  receive(event: RoomEvent): void {
    const isOurs = "room" in event && event.room === this.#options.pass.room;
    if (event.type === "failure") {
      this.#failed(event);
    } else if (isOurs && this.#phase !== "ended") {
      this.#dispatch(event);
    }
  }

  #dispatch(event: RoomEvent): void {
    switch (event.type) {
      case "room-opened":
        this.#entered({ members: [], locked: false });
        break;
      case "room-joined":
        this.#joined(event);
        break;
      case "room-entered":
        this.#host = event.host ? event.peer : this.#host;
        this.#add(event.peer);
        break;
      case "room-left":
        this.#host = event.peer === this.#host ? undefined : this.#host;
        this.#drop(event.peer);
        break;
      case "room-locked":
        this.#isLocked = event.locked;
        this.#options.onchange();
        break;
      case "room-closed":
        this.#end(event.reason);
        break;
      case "room-signal":
        this.#options.onsignal(event.from, event.box);
        break;
      case "room-relay":
        this.#options.onrelay(event);
        break;
      default:
      // Codes and lists are somebody else's.
    }
  }

  async #enter(): Promise<void> {
    const { channel, pass, listing } = this.#options;
    const secret = await accessSecret(await this.#key);
    if (this.#phase === "ended" || channel.state !== "open") {
      return;
    }
    if (this.#kind !== undefined && pass.owner !== undefined && !this.#wasIn) {
      const [access, owner] = await Promise.all([commitmentTo(secret), commitmentTo(pass.owner)]);
      channel.send({
        type: "room-open",
        room: pass.room,
        kind: this.#kind,
        access,
        owner,
        ...(listing && { listing }),
      });
      return;
    }
    channel.send({
      type: "room-join",
      room: pass.room,
      secret,
      ...(this.#kind && { kind: this.#kind }),
      ...(pass.owner && { owner: pass.owner }),
    });
  }

  #joined({ kind, host, locked, members }: RoomJoined): void {
    this.#kind = kind;
    this.#host = host;
    this.#entered({ members, locked });
  }

  #entered({ members, locked }: Pick<RoomJoined, "members" | "locked">): void {
    clearTimeout(this.#deadline);
    this.#deadline = undefined;
    this.#phase = "in";
    this.#wasIn = true;
    this.#isOnline = true;
    this.#isLocked = locked;
    for (const peer of [...this.#members].filter((it) => !members.includes(it))) {
      this.#drop(peer);
    }
    members.forEach((peer) => this.#add(peer));
    this.#options.onchange();
  }

  #failed({ code, about }: RoomFailure): void {
    const isOurs = about === undefined || about === this.#options.pass.room;
    const isAnswer = isOurs && (this.#phase === "entering" || !this.#isOnline);
    if (!isAnswer) {
      return;
    }
    if (code === "room-unknown" && this.isHost) {
      // Ours ended while we were away, or the site was restarted: open it again.
      this.#wasIn = false;
      void this.#enter();
    } else if (code === "room-exists" && this.isHost) {
      // It did not end while we were away.
      this.#wasIn = true;
      void this.#enter();
    } else if (code === "rate-limited" || (code === "room-unknown" && this.#wasIn)) {
      this.#limit("unknown", RETURN_MS);
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => void this.#enter(), RETRY_MS);
    } else {
      const end = ENDS[code];
      if (end) {
        this.#end(end);
      }
    }
  }

  #add(peer: PeerId): void {
    if (peer !== this.#self && !this.#members.has(peer)) {
      this.#members.add(peer);
      this.#options.onentered(peer);
      this.#options.onchange();
    }
  }

  #drop(peer: PeerId): void {
    if (this.#members.delete(peer)) {
      this.#options.onleft(peer);
      this.#options.onchange();
    }
  }

  #forgetMembers(): void {
    this.#host = undefined;
    [...this.#members].forEach((peer) => this.#drop(peer));
  }

  #limit(end: SessionEnd, ms: number): void {
    this.#deadline ??= setTimeout(() => this.#end(end), ms);
  }

  #end(end: SessionEnd): void {
    if (this.#phase === "ended") {
      return;
    }
    this.#phase = "ended";
    this.#isOnline = false;
    clearTimeout(this.#deadline);
    clearTimeout(this.#retry);
    this.#forgetMembers();
    this.#options.onend(end);
  }
}
