import type { PageConfig } from "../config.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { digestOf } from "../protocol/digests.ts";
import { encodeFrame, type Frame } from "../protocol/frames.ts";
import type { Source } from "../protocol/messages.ts";
import type { Digest, FallbackCause, PeerFailureCause, PeerId } from "../protocol/values.ts";
import type { SignalingChannel } from "../signaling/signaling-channel.ts";
import type { AssetRequest } from "./asset-request.ts";
import type { Delivery } from "./delivery.ts";
import { Download } from "./download.ts";
import { type FrameLink, LinkDownloads } from "./link-downloads.ts";
import type { ReadOrigin } from "./origin-range.ts";
import type { Patience } from "./patience.ts";
import type { PatientClock } from "./patient-clock.ts";
import { chooseRun, readRun } from "./origin-run.ts";
import { type Piece, PieceFetch } from "./piece.ts";
import { Wishes } from "./wishes.ts";

/** The part of a `PeerPool` that downloads need. */
export interface Dialler {
  find(peer: PeerId): FrameLink | undefined;
  dial(peer: PeerId): FrameLink | undefined;
  touch(peer: PeerId): void;
  ban(peer: PeerId): void;
  isBanned(peer: PeerId): boolean;
  close(peer: PeerId): void;
}

export interface DownloadsOptions {
  readonly config: Pick<PageConfig, "visibleWaitMs" | "stallMs" | "connectMs" | "completeMs">;
  readonly clock: PatientClock;
  readonly patience: Patience;
  readonly channel: Pick<SignalingChannel, "state" | "send" | "reconnect">;
  /** Makes sure that the channel is there. */
  readonly open: () => void;
  readonly pool: Dialler;
  readonly metrics: Metrics;
  readonly readOrigin: ReadOrigin;
  /** Called when all of an asset was verified, before anybody gets it. */
  readonly oncomplete: (download: Download, blob: Blob) => void;
  /** Called for each further piece of an asset that is not complete yet. */
  readonly onpiece: (download: Download) => void;
}

/** How long the server may take to answer, in milliseconds. */
const ANSWER_MS = 1500;
/** How long holders may all be too busy for us before we stop asking, in milliseconds. */
const BUSY_MS = 3000;
/** How long the connection to the server may take, in milliseconds. */
const CONNECT_MS = 3000;
/** How soon the origin is given the next image that would stand in line at peers for too long, in milliseconds. */
const RELIEF_MS = 100;
/** What is out of view waits so many times longer for the server. */
const UNSEEN_TIMES = 3;
const TICK_MS = 50;
const BUSY_REST_MS = 300;
/** The server counts how many assets it is asked for. */
const MAX_ASKED_AGAIN = 16;
const STALL_REST_MS = 3000;

/*
 * What becomes of a request is decided in `#judge`, every 50 ms. A connected holder is asked at once. An image out of view
 * waits as long as there is hope: for the server's answer, for a dial, for a holder that the server promised. An image in
 * view waits `visibleWaitMs` and then stands in line for the origin as long as there is hope (see `Patience`); when hope is
 * gone, all go at once. Deadlines look at progress: an image whose peer is at work on others is late through no fault of the
 * peer. When the peers would take longer than `completeMs` for all that is in view, the origin takes images from the end of
 * the line, so that both finish at about the same time. How fast the origin is nobody knows: the page asks it itself.
 */

/** The assets on their way. */
export class Downloads {
  readonly #options: DownloadsOptions;
  readonly #downloads = new Map<Digest, Download>();
  readonly #links = new Map<PeerId, LinkDownloads>();
  readonly #suspects = new Set<PeerId>();
  readonly #wishes: Wishes;
  #queue: readonly Download[] = [];
  #reliefAt = 0;
  /** When the server was there last to be asked. */
  #openedAt = 0;
  #asksOthersAt = 0;
  /** When something was there at last. */
  #arrivedAt = 0;
  #isTicking = false;

  constructor(options: DownloadsOptions) {
    this.#options = options;
    const { channel, clock } = options;
    this.#wishes = new Wishes({ channel, clock, queue: () => this.#look() });
  }

  /** Get an asset. Rejects only when the request's signal aborts. */
  get(request: AssetRequest): Promise<Delivery> {
    return new Promise((resolve, reject) => {
      const { signal, digest } = request;
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const now = this.#options.clock.now();
      const download = this.#downloads.get(digest) ?? this.#begin(request, now);
      const leave = (): void => {
        download.waiters.delete(request);
        reject(signal.reason);
        if (download.waiters.size === 0 && this.#downloads.get(digest) === download) {
          this.#end(download);
          this.#wishes.cancel(download);
        }
      };
      download.waiters.set(request, (delivery) => {
        signal.removeEventListener("abort", leave);
        resolve(delivery);
      });
      signal.addEventListener("abort", leave, { once: true });
    });
  }

  find(digest: Digest): Download | undefined {
    return this.#downloads.get(digest);
  }

  /** Return what a new connection has to ask for, nearest to the viewport first. */
  wants(): readonly Digest[] {
    return this.#wishes.greeting();
  }

  /** Whether a peer is at work for us. */
  isBusy(peer: PeerId): boolean {
    return this.#links.get(peer)?.isBusy === true;
  }

  /** Take in the server's answer. */
  describe(sources: readonly Source[]): void {
    const now = this.#options.clock.now();
    for (const source of sources) {
      const download = this.#downloads.get(source.digest);
      if (!download) {
        continue;
      }
      if (source.length < 1 || !/^(image|video|audio)\//.test(source.mediaType)) {
        // Unknown to the site, or nothing that we would ever take from a stranger.
        this.#giveUp(download, "no-peer");
        continue;
      }
      download.describe(source, now);
      this.#express(download);
      if (source.seed) {
        this.#continueFromOrigin(download, true);
      } else if (download.hasPieces) {
        this.#dial(download, 0, now);
      }
      this.#judge(download, now);
    }
    this.#pump();
  }

  /** Forget assets that changed on the server. */
  revoke(digests: readonly Digest[]): void {
    for (const digest of digests) {
      const download = this.#downloads.get(digest);
      if (download) {
        this.#settle(download, { source: "origin", cause: "no-peer" });
      }
    }
  }

  /** Use a link that has opened. */
  add(link: FrameLink): void {
    this.#options.patience.note(true);
    this.#links.set(link.peer, new LinkDownloads(link));
    this.#downloads.forEach((download) => this.#express(download));
    this.#pump();
  }

  /** Hear that a link takes long to open. */
  late(): void {
    this.#options.patience.note(false);
  }

  /** Do without a link from now on. */
  remove(peer: PeerId, cause: FallbackCause): void {
    const link = this.#links.get(peer);
    this.#links.delete(peer);
    for (const download of this.#downloads.values()) {
      if (download.peers.includes(peer)) {
        download.avoided.add(peer);
        download.cause = cause;
      }
    }
    for (const { download, fetch } of link?.fetches ?? []) {
      this.#interrupt(download, fetch);
    }
    const now = this.#options.clock.now();
    this.#downloads.forEach((download) => this.#judge(download, now));
    this.#pump();
  }

  /**
   * Take in what a peer sent.
   *
   * @returns whether it keeps to the rules
   */
  receive(peer: PeerId, frame: Frame): boolean {
    const link = this.#links.get(peer);
    if (!link) {
      return true;
    }
    const now = this.#options.clock.now();
    switch (frame.type) {
      case "data": {
        const job = link.find(frame.id);
        const fetch = link.receive(frame, now);
        if (fetch === false) {
          return false;
        }
        this.#options.metrics.count("received", frame.payload.length);
        if (job && fetch) {
          job.download.progressAt = now;
          this.#options.pool.touch(peer);
          if (fetch.isComplete) {
            void this.#verify(job.download, fetch);
          }
        }
        link.request(now);
        this.#pump();
        return true;
      }
      case "refuse": {
        const job = link.find(frame.id);
        if (job) {
          this.#refused(link, job.download, job.fetch, frame.reason);
        }
        return link.knows(frame.id);
      }
      case "bitfield": {
        const download = this.#downloads.get(frame.digest);
        const fits = !download?.isDescribed || download.note(peer, frame.bits);
        this.#pump();
        return fits;
      }
      default:
        return true;
    }
  }

  /** Hear that the signalling channel changed. */
  channelChanged(): void {
    if (this.#options.channel.state === "open") {
      this.#openedAt = this.#options.clock.now();
      this.#wishes.flush();
    } else {
      const now = this.#options.clock.now();
      this.#downloads.forEach((download) => this.#judge(download, now));
    }
  }

  /** Hand everything to the origin. */
  stop(cause: FallbackCause): void {
    this.#downloads.forEach((download) => this.#settle(download, { source: "origin", cause }));
    this.#wishes.stop();
  }

  #begin(request: AssetRequest, now: number): Download {
    const download = new Download(request, now);
    this.#downloads.set(request.digest, download);
    this.#wishes.ask(download);
    this.#options.open();
    this.#tickSoon();
    return download;
  }

  #look(): readonly Download[] {
    const downloads = [...this.#downloads.values()];
    downloads.forEach((download) => download.look());
    downloads.sort((a, b) => a.rank - b.rank || a.order - b.order);
    // What fewest have goes first, and newcomers of one burst take different ones of these: so they soon have some to trade.
    this.#queue = [...downloads].sort(
      (a, b) => a.rank - b.rank || a.peers.length - b.peers.length || a.lot - b.lot,
    );
    return downloads;
  }

  #tick(): void {
    this.#isTicking = false;
    const now = this.#options.clock.now();
    this.#look();
    for (const link of this.#links.values()) {
      this.#checkProgress(link, now);
    }
    this.#pump();
    this.#queue.forEach((download) => this.#judge(download, now));
    this.#relieve(now);
    if (this.#downloads.size > 0) {
      this.#tickSoon();
    } else {
      this.#options.patience.reset();
    }
  }

  #tickSoon(): void {
    if (!this.#isTicking) {
      this.#isTicking = true;
      this.#options.clock.after(TICK_MS, () => this.#tick());
    }
  }

  #checkProgress(link: LinkDownloads, now: number): void {
    const { stallMs } = this.#options.config;
    const { peer } = link.link;
    const stalled = link.findStalled(now, stallMs);
    if (!stalled) {
      return;
    }
    const isDead = link.isStalled(now, stallMs);
    if (isDead) {
      link.window.stalled();
      link.restsUntil = now + STALL_REST_MS;
      link.stalls++;
      for (const download of this.#downloads.values()) {
        if (download.peers.includes(peer)) {
          download.cause = "stalled";
        }
      }
    }
    link.nextTurn(now);
    for (const { download, fetch } of link.fetches) {
      if (isDead || fetch === stalled) {
        this.#blame(peer, "stalled", download);
        download.stalledAt ??= now;
        link.drop(fetch);
        this.#interrupt(download, fetch);
      }
    }
    if (link.stalls > 1) {
      this.#options.pool.close(peer);
    }
  }

  #refused(link: LinkDownloads, download: Download, fetch: PieceFetch, reason: string): void {
    const now = this.#options.clock.now();
    link.drop(fetch);
    if (reason === "busy") {
      link.busySince ??= now;
      link.restsUntil = now + BUSY_REST_MS;
      fetch.interrupt();
      this.#askForOthers(link.link.peer, now);
    } else {
      if (reason === "not-sharing") {
        link.restsUntil = Infinity;
      }
      this.#blame(link.link.peer, "refused", download);
      this.#interrupt(download, fetch);
    }
    this.#judge(download, now);
  }

  // In a burst of newcomers others hold by now what a busy peer had alone: that is how the swarm grows like a tree.
  #askForOthers(busy: PeerId, now: number): void {
    if (now < this.#asksOthersAt) {
      return;
    }
    this.#asksOthersAt = now + BUSY_REST_MS;
    this.#queue
      .filter((it) => this.#downloads.has(it.digest) && !it.isActive && it.isServedBy(busy))
      .slice(0, MAX_ASKED_AGAIN)
      .forEach((download) => this.#wishes.ask(download));
  }

  #blame(peer: PeerId, cause: PeerFailureCause, download: Download): void {
    download.avoided.add(peer);
    download.cause = cause;
    this.#options.metrics.blame({ peer, asset: download.digest, cause });
  }

  // A piece that was begun goes on at once: at another holder if one is free, else at the origin.
  #interrupt(download: Download, fetch: PieceFetch): void {
    fetch.interrupt();
    if (this.#downloads.get(download.digest) !== download) {
      return;
    }
    this.#pump();
    if (fetch.filled > 0 && fetch.piece.fetches.size === 0) {
      this.#continueFromOrigin(download);
    }
  }

  #judge(download: Download, now: number): void {
    const { config, channel } = this.#options;
    if (this.#downloads.get(download.digest) !== download) {
      return;
    }
    if (download.isActive) {
      const isLate =
        download.stalledAt !== undefined && now - download.stalledAt > config.completeMs;
      if (download.origin && isLate && now - download.progressAt > config.stallMs) {
        this.#settle(download, { source: "origin", cause: "stalled" });
      }
      return;
    }
    const waited = now - Math.max(download.startedAt, download.hasBytes ? download.progressAt : 0);
    const wasAskedFor = now - (download.askedAt ?? now);
    if (!download.isDescribed) {
      // What nobody sees can wait longer for a server that a burst of visitors keeps busy.
      const times = download.isVisible ? 1 : UNSEEN_TIMES;
      const isLate =
        channel.state === "open"
          ? now - Math.max(download.askedAt ?? download.startedAt, this.#openedAt) >
            times * ANSWER_MS
          : now - download.startedAt > times * CONNECT_MS;
      if (isLate) {
        this.#options.patience.note(false);
        channel.reconnect();
      }
      if (isLate || channel.state === "down") {
        this.#giveUp(download, "signaling");
      } else if (download.isVisible && waited > config.visibleWaitMs) {
        this.#offerToOrigin(download, "signaling");
      }
      return;
    }
    const open = download.peers.filter((peer) => this.#isUsable(peer, now));
    if (open.some((peer) => download.isServedBy(peer))) {
      this.#dial(download, open.length, now);
      return;
    }
    const isNear = download.peers.some((peer) => this.#isNear(download, peer, now));
    const isDialling = this.#dial(download, open.length, now);
    const waitsUntil =
      download.waitMs > 0 ? Math.max(download.progressAt, this.#arrivedAt) + download.waitMs : 0;
    const isWaiting = now < waitsUntil || (download.askedAgain && wasAskedFor > 0);
    if (isNear || isDialling || (isWaiting && wasAskedFor < ANSWER_MS)) {
      if (!download.isVisible || waited <= config.visibleWaitMs) {
        return;
      }
      const isHopeless = download.cause === "connect-timeout" && !isNear && !isDialling;
      if (isHopeless && now >= waitsUntil) {
        this.#giveUp(download, download.cause);
      } else {
        this.#offerToOrigin(download, isDialling ? "connect-timeout" : "no-peer");
      }
      return;
    }
    const mayAskAgain = channel.state === "open" && !download.askedAgain && !download.hasBytes;
    if (mayAskAgain && download.avoided.size > 0) {
      download.askedAgain = true;
      // Counted from a moment ago, so that it is more than nothing at once.
      download.askedAt = now - 1;
      this.#wishes.askForOthers(download);
      return;
    }
    this.#giveUp(download, download.cause);
  }

  // Returns whether a link to a holder is on its way.
  #dial(download: Download, open: number, now: number): boolean {
    const { pool } = this.#options;
    const most = download.hasPieces ? 4 : open > 0 ? 1 : 2;
    let live = 0;
    let isDialling = false;
    for (const peer of download.peers) {
      if (live >= most) {
        break;
      }
      const link = pool.find(peer) ?? pool.dial(peer);
      if (link) {
        const known = this.#links.get(peer);
        live += known && known.restsUntil > now ? 0 : 1;
        isDialling ||= !(link.isOpen || (link.isLate && download.isVisible));
      }
    }
    return isDialling;
  }

  // Whether a connected peer may be of use soon: it is busy, or has not said yet which pieces it has.
  #isNear(download: Download, peer: PeerId, now: number): boolean {
    const link = this.#links.get(peer);
    if (!link || link.restsUntil === Infinity) {
      return false;
    }
    return link.busySince === undefined
      ? now - download.progressAt < this.#options.config.stallMs
      : now - link.busySince < BUSY_MS;
  }

  // Let the origin help when the links would be at work on what is in view for too long.
  #relieve(now: number): void {
    const { completeMs } = this.#options.config;
    const links = [...this.#links.values()];
    const waiting = this.#queue.filter((it) => it.isVisible && this.#downloads.has(it.digest));
    const last = waiting.findLast((it) => !it.isActive && !it.hasBytes);
    if (!last || now < this.#reliefAt || now - last.startedAt < completeMs) {
      return;
    }
    const rate = links.reduce((sum, { isBusy, window }) => sum + (isBusy ? window.rate : 0), 0);
    const bytes = waiting.reduce((sum, { length }) => sum + length, 0);
    if (last.peers.some((peer) => this.#links.has(peer)) && bytes > rate * completeMs) {
      this.#reliefAt = now + RELIEF_MS;
      this.#giveUp(last, "stalled");
    }
  }

  #isUsable(peer: PeerId, now: number): boolean {
    const link = this.#links.get(peer);
    return link !== undefined && link.restsUntil <= now;
  }

  // Give open links as much work as their windows hold. Fast links come back for more sooner: that is all the balancing.
  #pump(): void {
    const now = this.#options.clock.now();
    for (const link of this.#links.values()) {
      while (link.restsUntil <= now && link.hasRoom && this.#assign(link, now)) {
        // Until the window is full or there is nothing left to ask.
      }
    }
  }

  #assign(link: LinkDownloads, now: number): boolean {
    const { peer } = link.link;
    for (const download of this.#queue) {
      if (this.#downloads.get(download.digest) === download && download.isServedBy(peer)) {
        const piece = download.pick(peer);
        if (piece) {
          download.progressAt = now;
          link.start(download, new PieceFetch(piece, peer), now);
          return true;
        }
      }
    }
    return false;
  }

  // Ask holders which pieces they have.
  #express(download: Download): void {
    if (!download.hasPieces) {
      return;
    }
    for (const peer of download.peers) {
      const link = this.#links.get(peer);
      if (link && download.express(peer)) {
        download.progressAt = this.#options.clock.now();
        link.link.send(encodeFrame({ type: "interested", digest: download.digest }));
      }
    }
  }

  async #verify(download: Download, fetch: PieceFetch): Promise<void> {
    const { piece } = fetch;
    const digest = await digestOf(fetch.buffer);
    fetch.discard();
    if (this.#downloads.get(download.digest) !== download || piece.bytes) {
      return;
    }
    if (digest !== piece.digest) {
      this.#mistrust(download, fetch);
      return;
    }
    piece.bytes = fetch.buffer;
    piece.remainder = undefined;
    for (const other of piece.fetches) {
      this.#links.forEach((link) => link.drop(other));
      other.discard();
    }
    fetch.peers.forEach((peer) => download.contributors.add(peer));
    if (download.isComplete) {
      await this.#complete(download);
    } else {
      this.#options.onpiece(download);
      this.#pump();
    }
  }

  async #complete(download: Download): Promise<void> {
    const blob = new Blob(
      download.pieces.flatMap((piece) => piece.bytes ?? []),
      { type: download.mediaType },
    );
    // The list of pieces came by another way than the digest of the whole: they must agree.
    if (download.hasPieces && (await digestOf(await blob.arrayBuffer())) !== download.digest) {
      this.#settle(download, { source: "origin", cause: "hash-mismatch" });
      return;
    }
    if (this.#downloads.get(download.digest) === download) {
      this.#arrivedAt = this.#options.clock.now();
      this.#options.oncomplete(download, blob);
      const source = download.originBytes > 0 ? "mixed" : "peer";
      this.#settle(download, { source, blob });
    }
  }

  // Bytes of one peer alone prove its guilt; a mixture proves nothing about any of its parts.
  #mistrust(download: Download, fetch: PieceFetch): void {
    const { pool, metrics } = this.#options;
    const isMixed = fetch.peers.size > 1 || fetch.hasOrigin;
    download.cause = "hash-mismatch";
    for (const peer of fetch.peers) {
      download.avoided.add(peer);
      if (!isMixed) {
        metrics.blame({ peer, asset: download.digest, cause: "hash-mismatch" });
      }
      if (!isMixed || this.#suspects.has(peer)) {
        pool.ban(peer);
      }
      this.#suspects.add(peer);
    }
    if (fetch.peers.size === 0 || (isMixed && !download.hasPieces)) {
      this.#settle(download, { source: "origin", cause: "hash-mismatch" });
    } else if (isMixed) {
      this.#continueFromOrigin(download);
    } else {
      this.#pump();
      this.#judge(download, this.#options.clock.now());
    }
  }

  #offerToOrigin(download: Download, cause: FallbackCause): void {
    if (this.#options.patience.take()) {
      this.#giveUp(download, cause);
    }
  }

  #giveUp(download: Download, cause: FallbackCause): void {
    if (download.hasBytes) {
      this.#continueFromOrigin(download);
    } else {
      this.#settle(download, { source: "origin", cause });
    }
  }

  #continueFromOrigin(
    download: Download,
    isAlone = !download.peers.some((peer) => this.#links.has(peer)),
  ): void {
    const run = download.origin ? [] : chooseRun(download, isAlone);
    if (run.length > 0) {
      void this.#readOrigin(download, run);
    }
  }

  async #readOrigin(download: Download, run: readonly Piece[]): Promise<void> {
    const { clock, metrics, readOrigin } = this.#options;
    const stop = new AbortController();
    download.origin = stop;
    download.progressAt = clock.now();
    try {
      for await (const part of readRun(download.url, run, readOrigin, stop.signal)) {
        download.progressAt = clock.now();
        download.originBytes += part.bytes;
        metrics.count("origin", part.bytes);
        for (const fetch of part.completed) {
          await this.#verify(download, fetch);
        }
      }
      download.origin = undefined;
      this.#judge(download, clock.now());
    } catch {
      // Aborted: there is nobody to answer. Else the origin cannot continue, and the page's own request tells what is wrong.
      if (this.#downloads.get(download.digest) === download) {
        this.#settle(download, { source: "origin", cause: download.cause });
      }
    }
  }

  #settle(download: Download, delivery: Delivery): void {
    const { metrics } = this.#options;
    this.#end(download);
    if (delivery.source === "origin") {
      metrics.count("origin", download.length);
      this.#wishes.cancel(download);
    }
    for (const [request, resolve] of download.waiters) {
      if (delivery.source === "origin") {
        metrics.countFallback(delivery.cause);
      }
      download.waiters.delete(request);
      resolve(delivery);
    }
  }

  #end(download: Download): void {
    this.#downloads.delete(download.digest);
    this.#wishes.forget(download);
    download.origin?.abort();
    for (const link of this.#links.values()) {
      for (const job of link.fetches) {
        if (job.download === download) {
          link.drop(job.fetch);
        }
      }
    }
  }
}
