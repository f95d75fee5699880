import type { RoomDownload } from "../transfer/room-download.ts";
import type { OwnOffer } from "../transfer/own-offer.ts";

export type Milestone =
  | { readonly type: "received"; readonly name: string }
  | { readonly type: "received-all" }
  | { readonly type: "failed"; readonly download: RoomDownload }
  | { readonly type: "progress"; readonly quarter: 1 | 2 | 3 }
  | { readonly type: "sent"; readonly files: number; readonly peer: string };

/** How many files at once are announced one by one; more are announced together. */
const FEW = 3;

/** Tells what of all progress is worth saying: a screen reader reads it out. */
export class Milestones {
  readonly #states = new Map<string, RoomDownload["state"]>();
  readonly #sent = new Set<string>();
  #quarter = 0;

  /** Take note of downloads that the visitor began: whatever becomes of them is news. */
  began(downloads: readonly RoomDownload[]): void {
    downloads.forEach(({ key }) => this.#states.set(key, "queued"));
  }

  /** Take note of how far downloads are. Returns what is news. */
  received(downloads: readonly RoomDownload[]): readonly Milestone[] {
    const news: Milestone[] = [];
    const counted = downloads.filter(({ state }) => state !== "cancelled" && state !== "failed");
    const open = counted.filter(({ state }) => state !== "done");
    const changed = downloads.filter(({ key, state }) => {
      const before = this.#states.get(key);
      this.#states.set(key, state);
      return before !== undefined && before !== state;
    });
    const arrived = changed.filter(({ state }) => state === "done");
    for (const download of changed.filter(({ state }) => state === "failed")) {
      news.push({ type: "failed", download });
    }
    if (counted.length <= FEW) {
      news.push(...arrived.map(({ name }) => ({ type: "received", name }) as const));
    } else if (arrived.length > 0 && open.length === 0) {
      news.push({ type: "received-all" });
    }
    const total = counted.reduce((sum, { size }) => sum + size, 0);
    const bytes = counted.reduce((sum, it) => sum + it.bytes, 0);
    const quarter = open.length === 0 || total === 0 ? 0 : Math.floor((bytes / total) * 4);
    if (quarter > this.#quarter && isQuarter(quarter)) {
      news.push({ type: "progress", quarter });
    }
    this.#quarter = quarter;
    return news;
  }

  /** Take note of how far receivers are. Returns what is news. */
  sent(offers: readonly OwnOffer[]): readonly Milestone[] {
    const news: Milestone[] = [];
    for (const offer of offers) {
      for (const { peer, files, filesDone } of offer.receivers) {
        const key = `${offer.key} ${peer}`;
        const isComplete = files > 0 && filesDone === files;
        if (isComplete && !this.#sent.has(key)) {
          news.push({ type: "sent", files, peer });
        }
        if (isComplete) {
          this.#sent.add(key);
        } else {
          this.#sent.delete(key);
        }
      }
    }
    return news;
  }
}

function isQuarter(quarter: number): quarter is 1 | 2 | 3 {
  return quarter >= 1 && quarter <= 3;
}
