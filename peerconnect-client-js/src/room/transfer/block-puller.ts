import type { PeerId } from "../../protocol/values.ts";
import { SinkError } from "../errors.ts";
import { BlockSet } from "./block-set.ts";
import { chooseFromHolder, chooseFromOwner, type Circumstances } from "./choose-block.ts";
import type { Download } from "./download.ts";
import type { FetchIndex, Fetching } from "./fetch-index.ts";
import type { FileFetch } from "./file-fetch.ts";
import { hashOf, isSameHash } from "./hash-list.ts";
import type { BlockFetch } from "./link-pull.ts";
import type { Member } from "./member.ts";
import type { MessageOf } from "./messages.ts";
import type { News } from "./news.ts";
import type { DownloadFailure } from "./room-download.ts";

export interface BlockPullerOptions {
  readonly members: ReadonlyMap<PeerId, Member>;
  readonly index: FetchIndex;
  readonly news: News;
  readonly now: () => number;
  readonly random: () => number;
  readonly onprogress: (download: Download) => void;
  /** All of a download is here and matches its digests. */
  readonly oncomplete: (download: Download) => void;
  readonly onfailure: (download: Download, reason: DownloadFailure) => void;
  /** A block is not what its owner says it is. */
  readonly onbadblock: () => void;
  /** A member is no longer asked for the blocks of a file of somebody else, having sent a wrong one. */
  readonly ondistrust: (member: Member) => void;
}

/** How many bytes of blocks may be in memory: on the way, being checked, or being written. */
const MAX_IN_MEMORY = 24 * 1_048_576;
const STALL_MS = 15_000;
const REST_MS = 1000;
/** How long what was asked of a member waits for another path, in milliseconds. */
const PATH_MS = 3000;
/** How often the owner of a file may send a wrong block before we give up. */
const MAX_BAD_BLOCKS = 3;

interface Parked {
  readonly job: BlockFetch;
  readonly member: Member;
  readonly hash: Uint8Array<ArrayBuffer>;
}

/** Asks the others for blocks, checks what comes, and has it written. */
export class BlockPuller {
  readonly #options: BlockPullerOptions;
  readonly #active = new Set<Download>();
  /** Blocks that are here before their hashes. */
  readonly #parked = new Set<Parked>();
  #inMemory = 0;

  constructor(options: BlockPullerOptions) {
    this.#options = options;
  }

  get active(): Iterable<Download> {
    return this.#active;
  }

  start(download: Download): void {
    this.#active.add(download);
    for (const fetch of download.fetches) {
      void this.#complete({ download, fetch });
    }
    this.#options.news.askAround();
    this.pump();
  }

  stop(download: Download): void {
    if (this.#active.delete(download)) {
      this.#release((job) => job.download === download);
    }
  }

  /** Ask for what can be asked for now. */
  pump(): void {
    const { members } = this.#options;
    for (const member of members.values()) {
      this.#fill(member);
    }
    for (const download of this.#active) {
      const isReachable = download.open.some((fetch) => this.#isReachable(fetch));
      if (isReachable !== download.isReachable) {
        download.isReachable = isReachable;
        this.#options.onprogress(download);
      }
      for (const fetch of download.open) {
        this.#askHashes(fetch);
      }
    }
  }

  /** Look for what takes too long. */
  tick(): void {
    const now = this.#options.now();
    for (const member of this.#options.members.values()) {
      const { pull } = member;
      if (member.isOpen && pull.isStalled(now, STALL_MS)) {
        pull.window.stalled();
        pull.restsUntil = now + REST_MS;
        this.#giveBack(pull.drop());
      } else if (!member.isOpen && pull.isStalled(now, PATH_MS)) {
        this.#giveBack(pull.drop());
      }
    }
    this.pump();
  }

  /** Hear that a member can be asked, or can be asked again on another path. */
  opened(member: Member): void {
    const now = this.#options.now();
    member.newsAt = now;
    for (const { fetch } of member.session ? this.#options.index.inSession(member.session) : []) {
      fetch.forgetHashWish();
    }
    member.pull.reopen(now);
    this.#options.news.askAround();
    this.pump();
  }

  /** Hear that a member is gone. */
  left(member: Member): void {
    this.#giveBack(member.pull.drop());
    for (const { fetch } of this.#options.index.all) {
      fetch.holders.delete(member.peer);
      fetch.referred.clear();
    }
    // Without its owner nobody will tell the hash.
    this.#unpark(({ job }) => job.fetch.source?.session === member.session);
    this.pump();
  }

  /** Give up all that is under way for a file whose source changes. */
  abandon(fetch: FileFetch): void {
    this.#release((job) => job.fetch === fetch);
  }

  /** Take in what others have. Returns whether the message keeps to the rules. */
  have(member: Member, { session, serves, blocks }: MessageOf<"have">): boolean {
    if (!serves || member.distrusted.has(session)) {
      return true;
    }
    for (const { file, first, count } of blocks) {
      for (const { fetch } of this.#options.index.find(`${session}/${file}`)) {
        if (first + count > fetch.blocks) {
          return false;
        }
        const holder = fetch.holders.get(member.peer) ?? new BlockSet(fetch.blocks);
        for (let block = first; block < first + count; block++) {
          holder.add(block);
        }
        fetch.holders.set(member.peer, holder);
      }
    }
    this.#fill(member);
    return true;
  }

  /** Take in hashes from an owner. Returns whether the message keeps to the rules. */
  hashes(member: Member, message: MessageOf<"hashes">): boolean {
    for (const fetching of this.#options.index.find(`${member.session}/${message.file}`)) {
      const { download, fetch } = fetching;
      const stale = fetch.takeHashes(message);
      if (!stale) {
        return false;
      }
      if (stale.length > 0) {
        this.#options.onfailure(download, "changed");
      }
      for (const parked of this.#parked) {
        if (parked.job.fetch === fetch && fetch.hashes.has(parked.job.block)) {
          this.#parked.delete(parked);
          void this.#judge(parked);
        }
      }
      this.#askHashes(fetch);
      void this.#complete(fetching);
    }
    return true;
  }

  /** Take in bytes. Returns whether the message keeps to the rules. */
  data(member: Member, message: MessageOf<"data">): boolean {
    const now = this.#options.now();
    const job = member.pull.receive(message, now);
    if (job) {
      if (job.urgency !== "soon") {
        member.newsAt = now;
      }
      if (job.filled === job.buffer.length) {
        void this.#check(job, member);
      }
      this.#fill(member);
    }
    return job !== false;
  }

  /** Take in a refusal. Returns whether the message keeps to the rules. */
  refused(member: Member, { id, reason }: MessageOf<"refuse">): boolean {
    const job = member.pull.refused(id);
    if (!job) {
      return job !== false;
    }
    const { fetch, block } = job;
    this.#giveBack([job]);
    const now = this.#options.now();
    switch (reason) {
      case "elsewhere":
        fetch.referred.set(block, fetch.referred.get(block) ?? now);
        break;
      case "busy":
        member.pull.restsUntil = now + REST_MS;
        break;
      case "not-held":
      case "bad-range":
        fetch.holders.get(member.peer)?.delete(block);
        if (fetch.source?.session === member.session) {
          // Its list will tell why.
          member.pull.restsUntil = now + REST_MS;
        }
    }
    this.#fill(member);
    return true;
  }

  #fill(member: Member): void {
    const now = this.#options.now();
    const { pull } = member;
    if (!member.isOpen || now < pull.restsUntil) {
      return;
    }
    pull.request(now);
    while (pull.hasRoom && this.#inMemory < MAX_IN_MEMORY) {
      const job = this.#choose(member, now);
      if (!job) {
        return;
      }
      this.#inMemory += job.buffer.length;
      job.fetch.busy.add(job.block);
      pull.start(job, now);
    }
  }

  #choose(member: Member, now: number): BlockFetch | undefined {
    const { members, random } = this.#options;
    for (const download of this.#active) {
      for (const fetch of download.open) {
        const { source, blocks, held, busy } = fetch;
        if (!source || held.count + busy.size >= blocks) {
          continue;
        }
        const circumstances: Circumstances = {
          now,
          random,
          hasOthers: members.size > 1,
          ownerIdleMs: now - member.newsAt,
          end: download.endOf(fetch),
        };
        const choice =
          source.session === member.session
            ? chooseFromOwner(fetch, circumstances)
            : chooseFromHolder(fetch, member.peer, this.#isOwnerHere(fetch), circumstances);
        if (choice) {
          if (source.session !== member.session) {
            fetch.needHash(choice.block);
            this.#askHashes(fetch);
          }
          const buffer = new Uint8Array(fetch.lengthOf(choice.block));
          return { download, fetch, ...choice, buffer, filled: 0, asked: 0 };
        }
      }
    }
    return undefined;
  }

  async #check(job: BlockFetch, member: Member): Promise<void> {
    const { session } = job.fetch.source ?? {};
    const hash = await hashOf(job.buffer);
    if (!this.#isWanted(job) || job.fetch.source?.session !== session) {
      this.#giveBack([job]);
      return;
    }
    const parked = { job, member, hash };
    if (job.fetch.hashes.has(job.block)) {
      await this.#judge(parked);
    } else if (this.#isOwnerHere(job.fetch)) {
      this.#parked.add(parked);
      job.fetch.needHash(job.block);
      this.#askHashes(job.fetch);
    } else {
      this.#giveBack([job]);
    }
  }

  async #judge({ job, member, hash }: Parked): Promise<void> {
    const { fetch, block } = job;
    if (isSameHash(hash, fetch.hashes.get(block) ?? new Uint8Array())) {
      await this.#store(job, hash);
      return;
    }
    this.#giveBack([job]);
    this.#options.onbadblock();
    if (fetch.source?.session !== member.session) {
      this.#distrust(member, fetch);
    } else if (++fetch.badBlocks >= MAX_BAD_BLOCKS) {
      this.#options.onfailure(job.download, "corrupt");
    }
    this.pump();
  }

  async #store(job: BlockFetch, hash: Uint8Array<ArrayBuffer>): Promise<void> {
    const { onfailure, onprogress, news } = this.#options;
    const { download, fetch, block, buffer } = job;
    const { length } = buffer;
    try {
      await download.store(fetch, block, buffer, hash);
      fetch.referred.delete(block);
      fetch.badBlocks = 0;
      news.held(job, block);
      onprogress(download);
    } catch (cause) {
      onfailure(download, cause instanceof SinkError ? cause.reason : "disk");
    } finally {
      fetch.busy.delete(block);
      this.#inMemory -= length;
    }
    await this.#complete(job);
    this.pump();
  }

  async #complete(fetching: Fetching): Promise<void> {
    const { download, fetch } = fetching;
    if (fetch.isDone || !fetch.isComplete || !this.#isWanted(fetching)) {
      return;
    }
    if (fetch.blocks > 0) {
      const { digest } = fetch;
      if (!digest) {
        this.#askHashes(fetch);
        return;
      }
      if (!isSameHash(await fetch.hashes.digest(), digest)) {
        this.#options.onfailure(download, "corrupt");
        return;
      }
    }
    // Another call may have been faster, or the download is over by now.
    if (!fetch.isDone && this.#isWanted(fetching)) {
      download.fileDone(fetch);
      this.#options.news.state(fetching);
      if (download.isComplete) {
        this.#active.delete(download);
        this.#options.oncomplete(download);
      }
    }
  }

  #askHashes(fetch: FileFetch): void {
    const owner = this.#ownerOf(fetch);
    const blocks = owner?.isOpen ? fetch.nextHashWish() : undefined;
    if (owner && blocks) {
      owner.send({ type: "want-hashes", blocks });
    }
  }

  #distrust(member: Member, { source }: FileFetch): void {
    if (source && !member.distrusted.has(source.session)) {
      member.distrusted.add(source.session);
      for (const { fetch } of this.#options.index.inSession(source.session)) {
        fetch.holders.delete(member.peer);
      }
      this.#giveBack(member.pull.drop(({ fetch }) => fetch.source?.session === source.session));
      this.#options.ondistrust(member);
    }
  }

  #isReachable(fetch: FileFetch): boolean {
    if (this.#isOwnerHere(fetch)) {
      return true;
    }
    for (const [peer, holder] of fetch.holders) {
      const isOpen = this.#options.members.get(peer)?.isOpen === true;
      for (const { first, count } of isOpen ? holder.ranges() : []) {
        if (fetch.held.nextGap(first) < first + count) {
          return true;
        }
      }
    }
    return false;
  }

  #isOwnerHere(fetch: FileFetch): boolean {
    return this.#ownerOf(fetch)?.isOpen === true;
  }

  #ownerOf({ source }: FileFetch): Member | undefined {
    const member = source && this.#options.members.get(source.from);
    return member?.session === source?.session ? member : undefined;
  }

  #isWanted({ download }: Fetching): boolean {
    return this.#active.has(download);
  }

  #release(isReleased: (job: BlockFetch) => boolean): void {
    for (const { pull } of this.#options.members.values()) {
      this.#giveBack(pull.drop(isReleased));
    }
    this.#unpark(({ job }) => isReleased(job));
  }

  #unpark(isReleased: (parked: Parked) => boolean): void {
    for (const parked of this.#parked) {
      if (isReleased(parked)) {
        this.#parked.delete(parked);
        this.#giveBack([parked.job]);
      }
    }
  }

  #giveBack(jobs: readonly BlockFetch[]): void {
    for (const { fetch, block, buffer } of jobs) {
      fetch.busy.delete(block);
      this.#inMemory -= buffer.length;
    }
  }
}
