import type { PeerId } from "../../protocol/values.ts";
import type { FetchIndex, Fetching } from "./fetch-index.ts";
import type { Member } from "./member.ts";
import type { SessionId } from "./messages.ts";
import type { ReceiverState } from "./own-offer.ts";

/** How long news are gathered, in milliseconds. */
const GATHER_MS = 50;

/** Tells the others what we have and how far we are: owners all, other receivers what they may ask us for. */
export class News {
  readonly #members: ReadonlyMap<PeerId, Member>;
  readonly #index: FetchIndex;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(members: ReadonlyMap<PeerId, Member>, index: FetchIndex) {
    this.#members = members;
    this.#index = index;
  }

  /** Tell that a block is here. */
  held({ download, fetch }: Fetching, block: number): void {
    const { source } = fetch;
    if (!source) {
      return;
    }
    const blocks = { file: source.id, first: block, count: 1 };
    const serves = fetch.isShared && download.isReadable;
    for (const member of this.#members.values()) {
      if (member.session === source.session) {
        member.outbox.have(source.session, serves, blocks);
      } else if (serves && member.interests.has(source.session)) {
        member.outbox.have(source.session, true, blocks);
      }
    }
    this.#flushSoon();
  }

  /** Tell an owner how far we are with a file. */
  state({ download, fetch }: Fetching): void {
    const { source } = fetch;
    for (const member of source ? this.#members.values() : []) {
      if (source && member.session === source.session) {
        member.outbox.state(source.id, receiverState({ download, fetch }));
        this.#flushSoon();
      }
    }
  }

  /** Tell a member who just said hello, or who asks, all about the files of a session. */
  everything(member: Member, session: SessionId): void {
    const isOwner = member.session === session;
    for (const fetching of this.#index.inSession(session)) {
      const { source, held } = fetching.fetch;
      const serves = fetching.fetch.isShared && fetching.download.isReadable;
      if (source && isOwner) {
        member.outbox.state(source.id, receiverState(fetching));
      }
      if (source && (isOwner || serves)) {
        for (const range of held.ranges()) {
          member.outbox.have(session, serves, { file: source.id, ...range });
        }
      }
    }
    this.#flushSoon();
  }

  /** Ask others what they have of the files that we want. */
  askAround(): void {
    for (const session of this.#index.sessions) {
      const isWanted = [...this.#index.inSession(session)].some(
        ({ fetch, download }) => fetch.isShared && !fetch.isDone && !download.isOver,
      );
      for (const member of isWanted ? this.#members.values() : []) {
        if (member.isOpen && member.session !== session && !member.told.has(session)) {
          member.told.add(session);
          member.send({ type: "interested", session });
        }
      }
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #flushSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      let isMore = false;
      for (const { isOpen, outbox, send } of this.#members.values()) {
        isMore = (isOpen && outbox.flush(send)) || isMore;
      }
      if (isMore) {
        this.#flushSoon();
      }
    }, GATHER_MS);
  }
}

function receiverState({ download, fetch }: Fetching): ReceiverState {
  switch (download.phase) {
    case "queued":
    case "checking":
      return "queued";
    case "active":
    case "finishing":
      return fetch.isDone && download.kind === "zip" ? "done" : "running";
    case "paused":
      return fetch.isDone ? "done" : "paused";
    case "done":
    case "failed":
    case "cancelled":
      return download.phase;
  }
}
