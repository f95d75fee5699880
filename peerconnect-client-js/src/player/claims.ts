import type { Leases, PieceRange, SwarmPeerId, VideoMessage } from "../video/video-protocol.ts";

export interface ClaimsOptions {
  readonly infoHash: Leases["infoHash"];
  readonly as: SwarmPeerId;
  /** @returns whether it was sent */
  readonly send: (message: VideoMessage) => boolean;
  /** @default performance.now */
  readonly now?: () => number;
}

/** How soon the same is asked again, in milliseconds. */
const REPEAT_MS = 500;
/** Pieces and ranges in one message at most. */
const MAX_WANT = 64;
const MAX_RANGES = 512;

/** Tells the site what this page has and wants, and keeps what it answered. */
export class Claims {
  readonly #options: ClaimsOptions;
  readonly #now: () => number;
  readonly #told = new Set<number>();
  readonly #held = new Set<number>();
  #toldConnected = "";
  #toldWant = " ";
  #saidAt = -Infinity;
  #granted = new Set<number>();
  /** Until when somebody else is to deliver a piece. */
  readonly #elsewhere = new Map<number, number>();

  constructor(options: ClaimsOptions) {
    const { now = () => performance.now() } = options;
    this.#options = options;
    this.#now = now;
  }

  /** Pieces that the site lets us take. */
  get granted(): ReadonlySet<number> {
    return this.#granted;
  }

  /** Whether somebody else is to deliver a piece, and has it or gets it now. */
  isElsewhere(piece: number): boolean {
    return (this.#elsewhere.get(piece) ?? 0) > this.#now();
  }

  hold(piece: number): void {
    this.#held.add(piece);
  }

  lose(piece: number): void {
    this.#held.delete(piece);
  }

  /** A conversation began in which nothing was said. */
  forget(): void {
    this.#told.clear();
    this.#toldConnected = this.#toldWant = " ";
    this.#granted.clear();
    this.#elsewhere.clear();
    this.#saidAt = -Infinity;
  }

  /** Take in an answer. */
  answered({ granted, elsewhere, ttlMs }: Leases): void {
    this.#granted = new Set(granted);
    const until = this.#now() + ttlMs;
    for (const { piece } of elsewhere) this.#elsewhere.set(piece, until);
  }

  /**
   * Say what changed, if anything did.
   *
   * @param wanted what we need soon, most urgent first
   * @param spare what we need later, and take from the site if others need it
   * @param connected whom we can get pieces from
   * @returns false when the site cannot be asked
   */
  say(
    wanted: readonly number[],
    spare: readonly number[],
    connected: readonly SwarmPeerId[],
  ): boolean {
    const { infoHash, as, send } = this.#options;
    const now = this.#now();
    const want = wanted.filter((it) => !this.isElsewhere(it)).slice(0, MAX_WANT);
    const got = [...this.#held].filter((it) => !this.#told.has(it));
    const lost = [...this.#told].filter((it) => !this.#held.has(it));
    const spareRanges = rangesOf(spare).slice(0, MAX_RANGES);
    const wantText = `${want.join()} ${spareRanges.join()}`;
    const connectedText = connected.toSorted().join();
    const isRepeated = wantText === this.#toldWant && connectedText === this.#toldConnected;
    if (got.length === 0 && lost.length === 0 && isRepeated) {
      if ((want.length === 0 && spare.length === 0) || now - this.#saidAt < REPEAT_MS) return true;
    }
    const gotRanges = rangesOf(got).slice(0, MAX_RANGES);
    const lostRanges = rangesOf(lost).slice(0, MAX_RANGES);
    const isSent = send({
      type: "claim",
      infoHash,
      as,
      ...(want.length > 0 && { want }),
      ...(spare.length > 0 && { spare: spareRanges }),
      ...(got.length > 0 && { got: gotRanges }),
      ...(lost.length > 0 && { lost: lostRanges }),
      ...(connectedText !== this.#toldConnected && { connected }),
    });
    if (!isSent) return false;
    for (const [from, to] of gotRanges) for (let i = from; i <= to; i++) this.#told.add(i);
    for (const [from, to] of lostRanges) for (let i = from; i <= to; i++) this.#told.delete(i);
    this.#toldWant = wantText;
    this.#toldConnected = connectedText;
    this.#saidAt = now;
    return true;
  }
}

function rangesOf(pieces: readonly number[]): PieceRange[] {
  const ranges: [number, number][] = [];
  for (const piece of pieces.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && piece === last[1] + 1) last[1] = piece;
    else ranges.push([piece, piece]);
  }
  return ranges;
}
