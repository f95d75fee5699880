import type { PeerId } from "../../protocol/values.ts";
import type { RoomLink } from "../link/room-link.ts";
import type { CatalogueFeed } from "./catalogue-feed.ts";
import { Handshake } from "./handshake.ts";
import type { HashAnswers } from "./hash-answers.ts";
import { LinkPull } from "./link-pull.ts";
import { Mailer } from "./mailer.ts";
import type { MemberUploads } from "./member-uploads.ts";
import type { SessionId, TransferMessage } from "./messages.ts";
import { Outbox } from "./outbox.ts";
import type { RemoteCatalogue } from "./remote-catalogue.ts";

export interface MemberParts {
  readonly feed: CatalogueFeed;
  readonly uploads: MemberUploads;
  readonly hashAnswers: HashAnswers;
}

/** Another member of the room, and all that is going on with it. */
export class Member {
  readonly link: RoomLink;
  readonly mailer: Mailer;
  /** Whether we take offers from it. */
  readonly mayOffer: boolean;
  readonly feed: CatalogueFeed;
  readonly uploads: MemberUploads;
  readonly hashAnswers: HashAnswers;
  readonly pull: LinkPull;
  readonly outbox = new Outbox();
  readonly handshake = new Handshake();
  /** Sessions of whose files it wants to know what we have. */
  readonly interests = new Set<SessionId>();
  /** Sessions of whose files it sent blocks that were wrong. */
  readonly distrusted = new Set<SessionId>();
  /** Sessions in which we told it that we are interested, on the present path. */
  readonly told = new Set<SessionId>();
  catalogue: RemoteCatalogue | undefined;
  /** Whether both ends agreed on how they began on the present path. */
  isOpen = false;
  /** When it last sent us something that nobody else had, in milliseconds. */
  newsAt = 0;

  constructor(link: RoomLink, mayOffer: boolean, build: (member: Member) => MemberParts) {
    this.link = link;
    this.mailer = new Mailer(link);
    this.mayOffer = mayOffer;
    this.pull = new LinkPull(this.send);
    ({ feed: this.feed, uploads: this.uploads, hashAnswers: this.hashAnswers } = build(this));
  }

  get peer(): PeerId {
    return this.link.peer;
  }

  /** The session that it is in. */
  get session(): SessionId | undefined {
    return this.catalogue?.session;
  }

  /** Send a message; lost while there is no path. */
  readonly send = (message: TransferMessage): void => this.mailer.send(message);

  /** Forget what was agreed on a path that is gone. */
  closePath(): void {
    this.isOpen = false;
    this.mailer.clear();
    this.told.clear();
    this.interests.clear();
    this.outbox.clear();
    this.feed.stop();
    this.uploads.stop();
    this.hashAnswers.stop();
  }
}
