import type { FileBlocks, FileId, SessionId, TransferMessage } from "./messages.ts";
import type { ReceiverState } from "./own-offer.ts";

/** Entries of one message: some 36 KiB. */
const MAX_ENTRIES = 3000;

/**
 * What one member is to hear of our progress, gathered for a moment so that thousands of small files need few messages. At
 * most one message of each kind leaves at once, or a relay's buffer would overflow.
 */
export class Outbox {
  readonly #have = new Map<string, FileBlocks[]>();
  readonly #states = new Map<FileId, ReceiverState>();

  /** Tell that blocks of a session's file are here. */
  have(session: SessionId, serves: boolean, blocks: FileBlocks): void {
    const key = `${serves ? 1 : 0}${session}`;
    const entries = this.#have.get(key) ?? [];
    const last = entries.at(-1);
    if (last?.file === blocks.file && last.first + last.count === blocks.first) {
      entries[entries.length - 1] = { ...last, count: last.count + blocks.count };
    } else {
      entries.push(blocks);
    }
    this.#have.set(key, entries);
  }

  /** Tell how far we are with a file of the member's. */
  state(file: FileId, state: ReceiverState): void {
    this.#states.delete(file);
    this.#states.set(file, state);
  }

  clear(): void {
    this.#have.clear();
    this.#states.clear();
  }

  /** Send what is due. Returns whether more is left. */
  flush(send: (message: TransferMessage) => void): boolean {
    if (this.#states.size > 0) {
      const states = [...this.#states].slice(0, MAX_ENTRIES);
      states.forEach(([file]) => this.#states.delete(file));
      send({ type: "states", states: states.map(([file, state]) => ({ file, state })) });
    }
    for (const [key, entries] of this.#have) {
      send({
        type: "have",
        session: key.slice(1) as SessionId,
        serves: key.startsWith("1"),
        blocks: entries.splice(0, MAX_ENTRIES),
      });
      if (entries.length === 0) {
        this.#have.delete(key);
      }
      break;
    }
    return this.#have.size + this.#states.size > 0;
  }
}
