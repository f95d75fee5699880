import type { PeerId } from "../../protocol/values.ts";
import { blockLength } from "./blocks.ts";
import type { FileId, MessageOf } from "./messages.ts";
import type { SharedFile } from "./shared-file.ts";

/** How long a block that was sent to a member counts as its own before the member says so, in milliseconds. */
const ON_THE_WAY_MS = 10_000;
/** How much may be sent a second time while others could, as a part of what was sent once. */
const SPARE = 0.8;

type Sendings = Map<number, { readonly peer: PeerId; readonly at: number }>;

/*
 * How the upload of one member serves many. A block that was sent to somebody is not sent again: who asks next is referred
 * "elsewhere", finds out from that member's HAVE where, and asks there. Receivers ask for different blocks since they choose
 * at random, so that after one length of the file everything is among them. "Super-seeding" (BEP 16 [1]) reveals pieces one
 * by one instead; referring needs no such lie, and costs one round trip.
 *
 * Two ways around it keep a slow or silent holder from holding up the rest: a receiver whose line to us lies idle gets a
 * block again within a spare share, and one who finds nobody else always does.
 *
 * [1] https://www.bittorrent.org/beps/bep_0016.html
 */

/** Decides which requests of several receivers are better answered by one of them. */
export class Spreading {
  readonly #isHere: (peer: PeerId) => boolean;
  readonly #now: () => number;
  readonly #sendings = new Map<FileId, Sendings>();
  #once = 0;
  #again = 0;

  constructor(isHere: (peer: PeerId) => boolean, now: () => number) {
    this.#isHere = isHere;
    this.#now = now;
  }

  /** Decide whether a request is answered by us; otherwise its sender is to look elsewhere. */
  admits(file: SharedFile, request: MessageOf<"request">, peer: PeerId): boolean {
    const { block, offset, urgency } = request;
    // What began goes on, and a private file is nobody else's.
    if (offset > 0 || file.to !== undefined) {
      return true;
    }
    const length = blockLength(file.size, block);
    if (this.#isWithOthers(file, block, peer)) {
      const isSpare = urgency === "soon" && this.#again + length <= SPARE * this.#once;
      if (urgency !== "only" && !isSpare) {
        return false;
      }
      this.#again += length;
    } else {
      this.#once += length;
    }
    this.#note(file, block, peer);
    return true;
  }

  #isWithOthers(file: SharedFile, block: number, peer: PeerId): boolean {
    const sent = this.#sendings.get(file.id)?.get(block);
    const isOnTheWay =
      sent !== undefined &&
      sent.peer !== peer &&
      this.#isHere(sent.peer) &&
      this.#now() - sent.at < ON_THE_WAY_MS &&
      file.findReceiver(sent.peer)?.serves !== false;
    return (
      isOnTheWay ||
      file.receivers.some(
        (it) => it.peer !== peer && it.serves && it.has.has(block) && this.#isHere(it.peer),
      )
    );
  }

  #note(file: SharedFile, block: number, peer: PeerId): void {
    const now = this.#now();
    const sendings: Sendings = this.#sendings.get(file.id) ?? new Map();
    sendings.delete(block);
    sendings.set(block, { peer, at: now });
    for (const [old, { at }] of sendings) {
      if (now - at < ON_THE_WAY_MS) {
        break;
      }
      sendings.delete(old);
    }
    this.#sendings.set(file.id, sendings);
  }
}
