import type { FileId, MessageOf } from "./messages.ts";
import type { SharedFile } from "./shared-file.ts";
import { WorkQueue } from "./work-queue.ts";

type Wish = MessageOf<"want-hashes">;

export interface HashAnswersOptions {
  readonly find: (id: FileId) => SharedFile | undefined;
  readonly send: (message: MessageOf<"hashes">) => void;
  /** Read a block, which makes its hash known. Returns `undefined` when it cannot be read any more. */
  readonly read: (file: SharedFile, block: number) => Promise<unknown>;
}

const MAX_WISHES = 512;
/** Hashes that must be computed first are told so many at a time. */
const AT_ONCE = 64;

/** Tells one member the hashes that it asks for. Blocks that nobody had asked for are read for that. */
export class HashAnswers {
  readonly #options: HashAnswersOptions;
  readonly #wishes = new WorkQueue<Wish>((wish) => this.#tell(wish));

  constructor(options: HashAnswersOptions) {
    this.#options = options;
  }

  /**
   * Take in a wish.
   *
   * @returns whether it keeps to the rules
   */
  want(wish: Wish): boolean {
    if (this.#wishes.items.length >= MAX_WISHES) {
      return false;
    }
    this.#wishes.add(wish);
    return true;
  }

  /** Forget all: the path is gone, and the member will ask again. */
  stop(): void {
    this.#wishes.drop();
  }

  // A wish for no block at all asks for the digest of the file.
  async #tell(wish: Wish): Promise<void> {
    const { find, send, read } = this.#options;
    const file = find(wish.blocks.file);
    if (!file) {
      return;
    }
    const isForDigest = wish.blocks.count === 0;
    const first = isForDigest ? 0 : wish.blocks.first;
    const end = isForDigest ? file.blocks : Math.min(first + wish.blocks.count, file.blocks);
    let told = first;
    for (let block = first; block < end; block++) {
      const isKnown = file.knows(block);
      if ((!isKnown && !(await read(file, block))) || !this.#wishes.isCurrent(wish)) {
        return;
      }
      if (!isForDigest && (block + 1 === end || (!isKnown && block + 1 - told >= AT_ONCE))) {
        send(await file.hashes(told, block + 1 - told));
        told = block + 1;
      }
    }
    if (isForDigest) {
      send(await file.hashes(0, 0));
    }
  }
}
