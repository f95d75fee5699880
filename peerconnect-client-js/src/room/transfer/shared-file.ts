import type { PeerId } from "../../protocol/values.ts";
import { SourceError } from "../errors.ts";
import type { FileSource } from "../source/file-source.ts";
import { BLOCK_LENGTH, blockCount, blockLength } from "./blocks.ts";
import { BlockSet } from "./block-set.ts";
import { HashList, hashOf, isSameHash } from "./hash-list.ts";
import type { FileBlocks, FileId, MessageOf } from "./messages.ts";
import type { FileReceiver, OwnFile, ReceiverState, WithdrawalReason } from "./own-offer.ts";

/** How far one member is with one file of ours. */
export class Receiver implements FileReceiver {
  readonly peer: PeerId;
  readonly has: BlockSet;
  state: ReceiverState = "queued";
  /** Whether it hands blocks on to others. */
  serves = true;
  bytes = 0;

  constructor(peer: PeerId, blocks: number) {
    this.peer = peer;
    this.has = new BlockSet(blocks);
  }
}

/** A file that we offer, and what is known of it by now. */
export class SharedFile implements OwnFile {
  readonly id: FileId;
  readonly key: string;
  readonly source: FileSource;
  /** The offer that it belongs to. */
  readonly offer: number;
  /** For whom it is; undefined for all. */
  readonly to: PeerId | undefined;
  readonly blocks: number;
  trouble: WithdrawalReason | undefined;
  readonly #hashes: HashList;
  readonly #receivers = new Map<PeerId, Receiver>();
  #digest: Promise<Uint8Array<ArrayBuffer>> | undefined;

  constructor(id: FileId, key: string, source: FileSource, offer: number, to: PeerId | undefined) {
    this.id = id;
    this.key = key;
    this.source = source;
    this.offer = offer;
    this.to = to;
    this.blocks = blockCount(source.size);
    this.#hashes = new HashList(this.blocks);
  }

  get name(): string {
    return this.source.name;
  }

  get path(): readonly string[] {
    return this.source.path;
  }

  get size(): number {
    return this.source.size;
  }

  get type(): string {
    return this.source.type;
  }

  get modified(): number {
    return this.source.modified;
  }

  get receivers(): readonly Receiver[] {
    return [...this.#receivers.values()];
  }

  /** Whether a member may have it. */
  isFor(peer: PeerId): boolean {
    return this.to === undefined || this.to === peer;
  }

  /**
   * Read a block and learn its hash. Every block is checked against what it was before, so that nobody gets half of one file
   * and half of another. Throws a `SourceError`.
   */
  async read(block: number): Promise<Uint8Array<ArrayBuffer>> {
    const length = blockLength(this.size, block);
    const bytes = await this.source.read(block * BLOCK_LENGTH, length);
    if (bytes.length !== length) {
      throw new SourceError("changed", this.name);
    }
    const hash = await hashOf(bytes);
    const before = this.#hashes.get(block);
    if (before && !isSameHash(before, hash)) {
      throw new SourceError("changed", this.name);
    }
    this.#hashes.set(block, hash);
    return bytes;
  }

  /** Whether a block was read, and so its hash is known. */
  knows(block: number): boolean {
    return this.#hashes.has(block);
  }

  /** Return a message with hashes that are known, and with the digest of the file once all are. */
  async hashes(first: number, count: number): Promise<MessageOf<"hashes">> {
    const hashes = this.#hashes.slice(first, count);
    if (this.#hashes.isComplete) {
      this.#digest ??= this.#hashes.digest();
    }
    const digest = await this.#digest;
    return { type: "hashes", file: this.id, first, hashes, ...(digest && { digest }) };
  }

  /** Return what we know of a member; it may be the first time. */
  receiver(peer: PeerId): Receiver {
    let receiver = this.#receivers.get(peer);
    if (!receiver) {
      receiver = new Receiver(peer, this.blocks);
      this.#receivers.set(peer, receiver);
    }
    return receiver;
  }

  findReceiver(peer: PeerId): Receiver | undefined {
    return this.#receivers.get(peer);
  }

  /** Take in what a member has. Returns how many bytes are new. */
  acknowledge(receiver: Receiver, { first, count }: FileBlocks): number {
    let bytes = 0;
    for (let block = first; block < Math.min(first + count, this.blocks); block++) {
      if (receiver.has.add(block)) {
        bytes += blockLength(this.size, block);
      }
    }
    receiver.bytes += bytes;
    return bytes;
  }
}
