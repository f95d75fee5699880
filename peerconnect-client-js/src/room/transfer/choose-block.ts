import type { PeerId } from "../../protocol/values.ts";
import type { FileFetch } from "./file-fetch.ts";
import type { Urgency } from "./messages.ts";

export interface Choice {
  readonly block: number;
  readonly urgency: Urgency;
}

/** What decides besides the file itself. */
export interface Circumstances {
  readonly now: number;
  /** Whether any other member could hand blocks on to us. */
  readonly hasOthers: boolean;
  /** How long nothing but blocks that were asked for soon came from the owner, in milliseconds. */
  readonly ownerIdleMs: number;
  /** Blocks at or behind this one must wait for earlier ones. */
  readonly end: number;
  readonly random: () => number;
}

/** After so long without one, a block that is said to be elsewhere is asked for again, in milliseconds. */
const REFERRED_MS = 10_000;
/** The same when we are linked to nobody who could have it. */
const ALONE_MS = 1000;
const IDLE_MS = 2000;
/** Among so many blocks the rarest is taken. */
const SAMPLE = 32;

/** Choose what to ask the owner of a file for: at best something that nobody else has yet. */
export function chooseFromOwner(
  fetch: FileFetch,
  { now, hasOthers, ownerIdleMs, end, random }: Circumstances,
): Choice | undefined {
  const isAlone = !hasOthers || !fetch.isShared;
  let second: Choice | undefined;
  for (const block of missing(fetch, isAlone ? 0 : random(), end)) {
    if (isAlone) {
      return { block, urgency: "only" };
    }
    const since = fetch.referred.get(block);
    const isHeld = fetch.isHeldByOthers(block);
    if (since === undefined && !isHeld) {
      return { block, urgency: "spread" };
    }
    const patience = fetch.holders.size === 0 ? ALONE_MS : REFERRED_MS;
    if (!isHeld && since !== undefined && now - since > patience) {
      return { block, urgency: "only" };
    }
    if (ownerIdleMs > IDLE_MS) {
      second ??= { block, urgency: "soon" };
    }
  }
  return second;
}

/** Choose what to ask somebody else for who has a part of a file: something rare. */
export function chooseFromHolder(
  fetch: FileFetch,
  holder: PeerId,
  mayLearnHashes: boolean,
  { end, random }: Circumstances,
): Choice | undefined {
  const has = fetch.holders.get(holder);
  if (!has) {
    return undefined;
  }
  let best: number | undefined;
  let fewest = Infinity;
  let seen = 0;
  for (const block of missing(fetch, random(), end)) {
    if (has.has(block) && (mayLearnHashes || fetch.hashes.has(block))) {
      const holders = fetch.holdersOf(block);
      if (holders < fewest) {
        best = block;
        fewest = holders;
      }
      seen++;
      if (seen === SAMPLE) {
        break;
      }
    }
  }
  return best === undefined ? undefined : { block: best, urgency: "only" };
}

/** Blocks that nobody was asked for, all around from a place that is a part of the file's length. */
function* missing(fetch: FileFetch, start: number, end: number): Iterable<number> {
  const last = Math.min(end, fetch.blocks);
  const begin = Math.floor(start * last);
  for (let block = fetch.held.nextGap(begin); block < last; block = fetch.held.nextGap(block + 1)) {
    if (!fetch.busy.has(block)) {
      yield block;
    }
  }
  for (let block = fetch.held.nextGap(0); block < begin; block = fetch.held.nextGap(block + 1)) {
    if (!fetch.busy.has(block)) {
      yield block;
    }
  }
}
