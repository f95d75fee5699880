import type { Welcome } from "../protocol/messages.ts";
import type { PeerId } from "../protocol/values.ts";
import type { LinkOptions } from "./link/link-options.ts";
import type { LinkEnd, LinkPath, RoomLink, RoomLinkEvents } from "./link/room-link.ts";
import type { RelayReady, RoomEvent, RoomListing } from "./protocol/room-messages.ts";
import type { RoomKind } from "./protocol/values.ts";
import { authenticationString } from "./session/authentication-string.ts";
import { cleanName, encodeCard, isCardMessage, readCard } from "./session/member-card.ts";
import type { RoomChannel } from "./session/room-channel.ts";
import type { RoomPass } from "./session/room-secrets.ts";
import { RoomSession, type SessionEnd } from "./session/room-session.ts";
import type { RoomTransfers } from "./transfer/room-transfers.ts";

/** A link, and what it has to hear from the site. */
export interface SignalledLink extends RoomLink {
  /** Take in a box of the other end. */
  receive(box: string): void;
  relayReady(ready: RelayReady): void;
  /** Take note that the member is no longer in the room. */
  memberLeft(): void;
}

/** Another member, as far as it is of interest to people. */
export interface Person {
  readonly peer: PeerId;
  /** What it calls itself, empty if it does not. */
  readonly name: string;
  /** In which order it came, from 1 on. */
  readonly number: number;
  readonly path: LinkPath;
  /** Whether a direct path goes through a TURN server; `undefined` before that is known. */
  readonly isTurned: boolean | undefined;
  /** Why there is no link (any more). */
  readonly end: LinkEnd | undefined;
  /** What both ends see alike if nobody is in between. */
  readonly check: string | undefined;
}

/** What happened to other members. */
export type Happening =
  | { readonly type: "entered" | "left"; readonly person: Person }
  | { readonly type: "path"; readonly person: Person };

export interface RoomOptions {
  readonly channel: RoomChannel;
  readonly pass: RoomPass;
  readonly listing?: RoomListing | undefined;
  /** How we call ourselves, empty for not at all. */
  readonly name: string;
  /** Address of the relay. */
  readonly relayUrl: string;
  readonly openLink: (options: LinkOptions) => SignalledLink;
  readonly onchange: () => void;
  readonly onhappening: (happening: Happening) => void;
  readonly onend: (end: SessionEnd) => void;
  readonly openTransfers: (options: {
    readonly self: PeerId;
    readonly mayOffer: boolean;
    readonly storageKey: string;
  }) => RoomTransfers;
}

interface Member {
  readonly link: SignalledLink;
  readonly number: number;
  /** Takes what happens on the link, once transfers know of it. */
  events: RoomLinkEvents | undefined;
  name: string;
  end: LinkEnd | undefined;
}

/** A room that we are in: joins the session with the site, the links to the other members, and the files. */
export class Room {
  readonly session: RoomSession;
  readonly #options: RoomOptions;
  readonly #members = new Map<PeerId, Member>();
  #key: CryptoKey | undefined;
  #connection: RTCConfiguration = {};
  #transfers: RoomTransfers | undefined;
  #name: string;
  #count = 0;
  #isClosed = false;

  constructor(options: RoomOptions) {
    this.#options = options;
    this.#name = cleanName(options.name);
    this.session = new RoomSession({
      channel: options.channel,
      pass: options.pass,
      listing: options.listing,
      onentered: (peer) => this.#entered(peer),
      onleft: (peer) => this.#left(peer),
      onsignal: (from, box) => this.#signalled(from, box),
      onrelay: (relay) => this.#members.get(relay.peer)?.link.relayReady(relay),
      onchange: () => options.onchange(),
      onend: (end) => options.onend(end),
    });
  }

  /** Begin to enter. */
  async start(): Promise<void> {
    // Links are made as soon as the site names members, and then need the key.
    this.#key = await this.session.key.catch(() => undefined);
    if (!this.#isClosed) {
      this.session.start();
    }
  }

  get kind(): RoomKind | undefined {
    return this.session.kind;
  }

  get mayOffer(): boolean {
    return this.session.isHost || this.kind === "group";
  }

  get name(): string {
    return this.#name;
  }

  /** The files; absent before we are in. */
  get transfers(): RoomTransfers | undefined {
    const { self, kind } = this.session;
    if (!this.#transfers && !this.#isClosed && self !== undefined && kind !== undefined) {
      const { pass, openTransfers } = this.#options;
      const { mayOffer } = this;
      this.#transfers = openTransfers({ self, mayOffer, storageKey: pass.room });
    }
    return this.#transfers;
  }

  get people(): readonly Person[] {
    return [...this.#members].map(([peer, member]) => toPerson(peer, member));
  }

  rename(name: string): void {
    this.#name = cleanName(name);
    this.#members.forEach(({ link }) => link.send(encodeCard(this.#name)));
    this.#options.onchange();
  }

  /** Try again to reach a member. */
  reconnect(peer: PeerId): void {
    const member = this.#members.get(peer);
    if (member?.end !== undefined) {
      this.#connect(peer, member.number);
      this.#options.onchange();
    }
  }

  welcome(welcome: Welcome): void {
    this.#connection = {
      iceServers: welcome.iceServers.map((server) => ({ ...server, urls: [...server.urls] })),
      iceTransportPolicy: welcome.icePolicy,
    };
    this.session.welcome(welcome);
  }

  receive(event: RoomEvent): void {
    this.session.receive(event);
  }

  /** Let go of everything. What was received so far stays, and goes on in a later visit. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#members.forEach(({ link }) => link.close());
    this.#members.clear();
    await this.#transfers?.close();
  }

  #entered(peer: PeerId): void {
    this.#count += 1;
    const person = this.#connect(peer, this.#count);
    if (person) {
      this.#options.onhappening({ type: "entered", person });
    }
  }

  #signalled(peer: PeerId, box: string): void {
    if (this.#members.get(peer)?.end === "unreachable") {
      // The other end tries again.
      this.reconnect(peer);
    }
    this.#members.get(peer)?.link.receive(box);
  }

  #left(peer: PeerId): void {
    const member = this.#members.get(peer);
    if (member) {
      this.#members.delete(peer);
      member.link.memberLeft();
      this.#transfers?.removeLink(peer);
      this.#options.onhappening({ type: "left", person: toPerson(peer, member) });
    }
  }

  #connect(peer: PeerId, number: number): Person | undefined {
    const { pass, relayUrl, openLink, channel } = this.#options;
    const { self, kind } = this.session;
    const { transfers } = this;
    if (!this.#key || self === undefined || kind === undefined || !transfers) {
      return undefined;
    }
    let member: Member | undefined;
    // Nothing that an earlier link to this member does is of interest.
    const current = (): Member | undefined =>
      this.#members.get(peer) === member ? member : undefined;
    const link = openLink({
      room: pass.room,
      kind,
      key: this.#key,
      self,
      peer,
      connection: this.#connection,
      relayUrl,
      send: (message) => channel.send(message),
      events: {
        onopen: (path) => {
          const it = current();
          it?.link.send(encodeCard(this.#name));
          it?.events?.onopen(path);
        },
        onmessage: (message) => {
          const it = current();
          if (it && isCardMessage(message)) {
            it.name = readCard(message);
            this.#options.onchange();
          } else {
            it?.events?.onmessage(message);
          }
        },
        onlow: () => current()?.events?.onlow(),
        onpath: (path) => {
          const it = current();
          if (it) {
            it.events?.onpath(path);
            this.#options.onhappening({ type: "path", person: toPerson(peer, it) });
            this.#options.onchange();
          }
        },
        onturn: () => {
          const it = current();
          if (it) {
            this.#options.onhappening({ type: "path", person: toPerson(peer, it) });
            this.#options.onchange();
          }
        },
        onclose: (end) => {
          const it = current();
          if (it) {
            it.end = end;
            it.events?.onclose(end);
            this.#options.onhappening({ type: "path", person: toPerson(peer, it) });
            this.#options.onchange();
          }
        },
      },
    });
    member = { link, number, events: undefined, name: "", end: undefined };
    this.#members.set(peer, member);
    // In a room of kind `send`, files of anybody but the host are not taken.
    const mayOffer = kind === "group" || peer === this.session.host;
    member.events = transfers.addLink(link, { mayOffer });
    return toPerson(peer, member);
  }
}

function toPerson(peer: PeerId, { link, number, name, end }: Member): Person {
  const { path, isTurned, authentication } = link;
  const check = authentication && authenticationString(authentication);
  return { peer, name, number, path: end === undefined ? path : "closed", isTurned, end, check };
}
