import type { PeerId } from "../../protocol/values.ts";
import { blockCount, blockLength } from "./blocks.ts";
import { BlockSet } from "./block-set.ts";
import { HashList, isSameHash } from "./hash-list.ts";
import { MAX_HASHES } from "./layout.ts";
import type { FileBlocks, MessageOf } from "./messages.ts";
import type { ListedRemoteFile } from "./remote-catalogue.ts";
import type { RemoteFile } from "./remote-file.ts";

/** What identifies a file across visits. */
export type FileFacts = Pick<RemoteFile, "name" | "path" | "size" | "type" | "modified">;

/** One file on the way to us: what is there, what is under way, and who has the rest. */
export class FileFetch {
  readonly facts: FileFacts;
  readonly blocks: number;
  /** Where the file begins in what its download writes, in bytes. */
  readonly position: number;
  /** The number of its first block among all blocks of its download. */
  readonly firstBlock: number;
  readonly held: BlockSet;
  /** Blocks that somebody was asked for, or that are being written. */
  readonly busy = new Set<number>();
  readonly hashes: HashList;
  /** Others who hand on blocks of it, and which. */
  readonly holders = new Map<PeerId, BlockSet>();
  /** Since when the owner refers us to others for a block, in milliseconds. */
  readonly referred = new Map<number, number>();
  /** Blocks whose hash the owner must tell, or confirm after a reload. */
  readonly #unconfirmed: BlockSet;
  #askedHashes: FileBlocks | undefined;
  #source: ListedRemoteFile | undefined;
  /** The digest of the whole file, as its owner tells it. */
  digest: Uint8Array | undefined;
  /** Whether all of it is there and matches its digest. */
  isDone = false;
  /** How often in a row the owner sent a block that does not match its hash. */
  badBlocks = 0;

  constructor(facts: FileFacts, position: number, firstBlock: number) {
    this.facts = facts;
    this.position = position;
    this.firstBlock = firstBlock;
    this.blocks = blockCount(facts.size);
    this.held = new BlockSet(this.blocks);
    this.hashes = new HashList(this.blocks);
    this.#unconfirmed = new BlockSet(this.blocks);
  }

  get size(): number {
    return this.facts.size;
  }

  /** The file in its owner's list; undefined while nobody offers it. */
  get source(): ListedRemoteFile | undefined {
    return this.#source;
  }

  lengthOf(block: number): number {
    return blockLength(this.size, block);
  }

  /** Take a file of a list as the source. All blocks from another session must be confirmed by this one. */
  bind(source: ListedRemoteFile | undefined): void {
    this.#source = source;
    this.digest = undefined;
    this.holders.clear();
    this.referred.clear();
    this.#askedHashes = undefined;
    if (source) {
      for (const { first, count } of this.held.ranges()) {
        for (let block = first; block < first + count; block++) {
          this.#unconfirmed.add(block);
        }
      }
    }
  }

  /** Take in a block that an earlier visit left; whoever offers the file now must confirm it. */
  restore(block: number, hash: Uint8Array): void {
    this.hashes.set(block, hash);
    this.held.add(block);
    this.#unconfirmed.add(block);
  }

  /** Whether it is handed on to others. */
  get isShared(): boolean {
    return this.#source !== undefined && !this.#source.isPrivate;
  }

  isHeldByOthers(block: number): boolean {
    for (const holder of this.holders.values()) {
      if (holder.has(block)) {
        return true;
      }
    }
    return false;
  }

  /** How many others hold a block. */
  holdersOf(block: number): number {
    let count = 0;
    for (const holder of this.holders.values()) {
      count += holder.has(block) ? 1 : 0;
    }
    return count;
  }

  /** Note that the owner must tell the hash of a block that another member sends. */
  needHash(block: number): void {
    if (!this.hashes.has(block)) {
      this.#unconfirmed.add(block);
    }
  }

  /** Return what to ask the owner next, if anything. */
  nextHashWish(): FileBlocks | undefined {
    const source = this.#source;
    if (!source || this.#askedHashes) {
      return undefined;
    }
    for (const { first, count } of this.#unconfirmed.count > 0 ? this.#unconfirmed.ranges() : []) {
      this.#askedHashes = { file: source.id, first, count: Math.min(count, MAX_HASHES) };
      return this.#askedHashes;
    }
    if (this.held.isFull && this.blocks > 0 && !this.digest) {
      this.#askedHashes = { file: source.id, first: 0, count: 0 };
      return this.#askedHashes;
    }
    return undefined;
  }

  /** Forget what the owner was asked: the path is gone. */
  forgetHashWish(): void {
    this.#askedHashes = undefined;
  }

  /**
   * Take in hashes.
   *
   * @returns blocks that we held and that do not match; `undefined` when the message goes beyond the file
   */
  takeHashes({ first, hashes, digest }: MessageOf<"hashes">): readonly number[] | undefined {
    const count = hashes.length / 32;
    if (first + count > this.blocks) {
      return undefined;
    }
    const stale: number[] = [];
    for (let at = 0; at < count; at++) {
      const block = first + at;
      const hash = hashes.subarray(at * 32, at * 32 + 32);
      const before = this.hashes.get(block);
      if (before && !isSameHash(before, hash) && this.held.has(block)) {
        this.held.delete(block);
        stale.push(block);
      }
      this.hashes.set(block, hash);
      this.#unconfirmed.delete(block);
    }
    this.digest = digest ?? this.digest;
    const asked = this.#askedHashes;
    if (asked && this.#isAnswered(asked)) {
      this.#askedHashes = undefined;
    }
    return stale;
  }

  /** Whether all blocks are here and confirmed. */
  get isComplete(): boolean {
    return this.held.isFull && this.#unconfirmed.count === 0;
  }

  #isAnswered({ first, count }: FileBlocks): boolean {
    for (let block = first; block < first + count; block++) {
      if (this.#unconfirmed.has(block)) {
        return false;
      }
    }
    return count > 0 || this.digest !== undefined;
  }
}
