import type { VideoState, VideoStats } from "../metrics/video-stats.ts";
import type { FallbackCause } from "../protocol/values.ts";
import type { JoinToken } from "../signaling/join-token.ts";
import type { VideoQuestion } from "../worker/video-messages.ts";
import { DECODED_S, type MediaElement } from "./media-element.ts";
import { PieceAssembler } from "./piece-assembler.ts";
import { PieceFolder } from "./piece-folder.ts";
import { PieceStore } from "./piece-store.ts";
import { Pieces } from "./pieces.ts";
import { FIRST_URGENT_S, type Playhead, type Swarm, type SwarmPlayer } from "./swarm.ts";
import type { VideoHost } from "./video-host.ts";
import type { InfoHash, Video, VideoEvent, VideoMessage } from "./video-protocol.ts";
import type { WorkerLink } from "./worker-link.ts";

export interface VideoStreamOptions {
  readonly host: VideoHost;
  /** Below the context path, as the site wants to hear it. */
  readonly path: string;
  /** As the browser asks for it. */
  readonly url: string;
  readonly worker: Pick<WorkerLink, "send" | "tell">;
  readonly token: JoinToken;
  readonly importPlayer: () => Promise<SwarmPlayer>;
  readonly maxBytes: () => Promise<number>;
}

interface Read {
  readonly id: number;
  readonly offset: number;
  /** Since when it waits. */
  readonly since: number;
  /** When the worker last heard that somebody sees to it. */
  answeredAt: number;
}

const MIN_RUN = 262_144;
const MIN_URGENT_RUN = 49_152;
const MAX_RUN = 2_097_152;
/** What is not left over of a piece: a request of its own costs more. */
const MIN_REST = 16_384;
/** Fewest pieces that must fit into the store. */
const MIN_KEPT = 8;
/** Bytes handed to the worker at once. */
const MAX_PART = 524_288;
/** Bytes kept before the site said how they are cut. */
const MAX_EARLY = 2_097_152;
const WAIT_MS = 1000;
/** How far ahead is loaded where the site is hardly faster than the video. */
const SLOW_AHEAD_S = 15;
/** How far ahead is loaded at the start, in seconds: others may come who have the rest. */
const FIRST_AHEAD_S = 1;
/** How long the site may take to tell whether there is a swarm, in milliseconds. */
const DECIDE_MS = 2000;
/** How often somebody looks anyway, in milliseconds. */
const LOOK_MS = 200;
const REJOIN_MS = 30_000;

/**
 * One video, streamed to the elements that show it: the worker asks for bytes, and hears whether to take them from here or
 * from the site. How far ahead it may go is decided here, too.
 */
export class VideoStream {
  readonly #options: VideoStreamOptions;
  readonly #elements = new Set<MediaElement>();
  /** Requests of media elements that are not over. */
  readonly #open = new Set<number>();
  readonly #reads = new Map<number, Read>();
  #state: VideoState | undefined;
  #video: Video | undefined;
  #pieces: Pieces | undefined;
  #store: PieceStore | undefined;
  #assembler: PieceAssembler | undefined;
  #swarm: Swarm | undefined;
  #isJoining = false;
  #isActive = false;
  #others = 0;
  #notBefore = 0;
  #isWatched = false;
  #saidSharing: boolean | undefined;
  #early: { readonly offset: number; readonly bytes: Uint8Array }[] = [];
  #earlyBytes = 0;
  /** Bytes before the present swarm, and those that the worker took from the site. */
  readonly #past = { received: 0, origin: 0, shared: 0 };
  /** Length of the video, as the worker knows it. */
  #length = 0;
  /** The byte after the last one that was delivered in order. */
  #delivered = 0;
  /** The last request that asked for bytes. */
  #latestId = 0;
  /** How fast the site is, in bytes a second. */
  #originRate = Infinity;
  #runBeganAt = 0;
  #runBytes = 0;
  /** When the worker last took something. */
  #tookAt = 0;
  /** When the first byte was asked for. */
  #beganAt: number | undefined;
  #alarmTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: VideoStreamOptions) {
    this.#options = options;
  }

  get infoHash(): InfoHash | undefined {
    return this.#video?.infoHash;
  }

  get path(): string {
    return this.#options.path;
  }

  /** Whether anything has to be looked at from time to time. */
  get isBusy(): boolean {
    return this.#reads.size > 0 || this.#swarm !== undefined;
  }

  /** Whether the worker is streaming it. */
  get isStreaming(): boolean {
    return this.#open.size > 0;
  }

  stats(): VideoStats | undefined {
    const { url } = this.#options;
    const swarm = this.#swarm;
    if (!this.#state || !this.#video || !this.#pieces) return undefined;
    const { received, origin, shared } = this.#past;
    return {
      url,
      infoHash: this.#video.infoHash,
      state: this.#state,
      peers: swarm?.peers ?? 0,
      pieces: this.#pieces.count,
      held: this.#store?.held ?? 0,
      received: received + (swarm?.received ?? 0),
      origin: origin + (swarm?.origin ?? 0),
      shared: shared + (swarm?.shared ?? 0),
    };
  }

  add(element: MediaElement): void {
    this.#elements.add(element);
  }

  /** Forget an element. Without any, nobody watches the video. */
  remove(element: MediaElement): void {
    this.#elements.delete(element);
    if (this.#elements.size === 0) this.#unwatch();
  }

  /** The video is about to be watched: tell the site. */
  watch(): void {
    const { host, path } = this.#options;
    const { policy, client } = host;
    if (!policy.mayReceive || !client) return;
    this.#isWatched = true;
    client.open();
    const sharing = policy.maySend;
    if (client.welcome && this.#saidSharing !== sharing) {
      if (client.send({ type: "watch", path, sharing })) this.#saidSharing = sharing;
    }
  }

  /** The first message to the site is on its way: add what it is to be told, which saves a round trip. */
  greeted(say: (message: VideoMessage) => void): void {
    const { host, path } = this.#options;
    // A swarm has to hear first whether the conversation is a new one.
    if (!this.#isWatched || this.#swarm || !host.policy.mayReceive) return;
    this.#saidSharing = host.policy.maySend;
    say({ type: "watch", path, sharing: this.#saidSharing });
  }

  /** The conversation with the site, or what the visitor allows, changed. */
  changed(): void {
    const { client, policy } = this.#options.host;
    if (!client || !policy.mayReceive) this.#leave();
    if (!client?.welcome) this.#saidSharing = undefined;
    else if (this.#isWatched) {
      if (this.#saidSharing === undefined && !client.welcome.resumed) {
        this.#swarm?.conversationBegan();
      }
      this.watch();
    }
    this.#swarm?.sharingChanged();
    this.#join();
  }

  receive(event: VideoEvent): void {
    switch (event.type) {
      case "watched":
        if (event.video) void this.#identify(event.video, event.active, event.others);
        break;
      case "swarm":
        this.#activate(event.active, event.others);
        break;
      case "leases":
        this.#swarm?.leased(event);
        break;
      case "withdrawn":
        this.#leave();
        this.#store?.clear();
        this.#video = this.#pieces = this.#store = this.#assembler = undefined;
        break;
    }
  }

  /** The worker asks for bytes. */
  read({ id, offset, length }: Extract<VideoQuestion, { type: "read" }>): void {
    const now = performance.now();
    this.#beganAt ??= now;
    this.#length = length;
    const read = { id, offset, since: now, answeredAt: -Infinity };
    this.#open.add(id);
    this.#reads.set(id, read);
    this.#measureRun();
    this.#delivered = offset;
    this.#latestId = id;
    this.#answer(read);
  }

  /** The worker will ask no more. */
  close(id: number): void {
    this.#open.delete(id);
    this.#reads.delete(id);
  }

  /** The worker took bytes from the site. */
  took(offset: number, bytes: Uint8Array<ArrayBuffer>): void {
    const { host } = this.#options;
    this.#past.origin += bytes.length;
    this.#runBytes += bytes.length;
    this.#tookAt = performance.now();
    host.client?.metrics.count("origin", bytes.length);
    if (this.#assembler) this.#assemble(offset, bytes);
    else if (this.#earlyBytes < MAX_EARLY) {
      this.#early.push({ offset, bytes });
      this.#earlyBytes += bytes.length;
    }
  }

  /** An element has nothing to show. */
  ranDry(): void {
    this.#swarm?.ranDry();
    this.tick();
  }

  tick(): void {
    // After a failure, in time.
    if (!this.#swarm) this.#join();
    this.#swarm?.tick(this.#playhead());
    for (const read of this.#reads.values()) this.#answer(read);
  }

  /** The browser has an element back. */
  gaveBack(cause: FallbackCause): void {
    const { host, url } = this.#options;
    host.client?.metrics.countFallback(cause);
    host.events.emit("fallback", { url, cause });
    this.#become("plain", cause);
  }

  /** The page is left, and may come back. */
  suspend(): void {
    this.#rest();
    this.#store?.clearFiles();
  }

  #playhead(): Playhead {
    const [element] = this.#elements;
    const seconds = Math.min(...[...this.#elements].map((it) => it.seconds));
    return {
      offset: this.#delivered,
      // Whoever asks for it without an element that we know needs it now.
      seconds: element ? seconds : 0,
      rate: element?.rate(this.#length) ?? MIN_RUN,
    };
  }

  #answer(read: Read): void {
    const piece = this.#pieces?.at(read.offset);
    if (piece !== undefined && this.#deliver(read, piece)) return;
    const { seconds, rate } = this.#playhead();
    const length = this.#runLength(read, piece, seconds, rate);
    if (length > 0) {
      this.#reads.delete(read.id);
      this.#run(read, length);
      return;
    }
    const now = performance.now();
    if (now - read.answeredAt >= WAIT_MS) {
      read.answeredAt = now;
      this.#options.worker.send({ type: "wait", id: read.id });
    }
  }

  /** Let the worker take bytes from the site. */
  #run({ id, offset }: Read, length: number): void {
    // On its way: it need not be taken again. After a seek, an old request may be open.
    if (id === this.#latestId) this.#delivered = offset + length;
    this.#runBeganAt = performance.now();
    this.#runBytes = 0;
    this.#options.worker.send({ type: "origin", id, length });
  }

  /** Deliver from what is here, if it is. */
  #deliver(read: Read, piece: number): boolean {
    const swarm = this.#swarm;
    if (!(swarm ? swarm.has(piece) : this.#store?.has(piece))) return false;
    this.#reads.delete(read.id);
    const found = swarm ? swarm.get(piece) : this.#store?.get(piece);
    void Promise.resolve(found).then((bytes) => {
      const { worker } = this.#options;
      const start = read.offset - (this.#pieces?.startOf(piece) ?? 0);
      const part = bytes?.slice(start, start + MAX_PART);
      if (part && part.length > 0) worker.send({ type: "bytes", id: read.id, bytes: part });
      else this.#run(read, (this.#pieces?.endOf(piece) ?? 0) - read.offset);
    });
    return true;
  }

  /** Return how many bytes the worker is to take from the site now; 0: it has to wait. */
  #runLength(read: Read, piece: number | undefined, seconds: number, rate: number): number {
    if (this.#elements.size > 0 && [...this.#elements].every((it) => it.isIdle)) return 0;
    const now = performance.now();
    if (this.#swarm || this.#isJoining || this.#isUndecided(now)) {
      const urgent = this.#swarm?.urgentSeconds ?? FIRST_URGENT_S;
      const isComing =
        piece !== undefined && this.#swarm?.isComing(piece, seconds, now - read.since);
      if (isComing || seconds > urgent) {
        this.#alarm((seconds - urgent) * 1000);
        return 0;
      }
      // No more than is needed until somebody else may deliver.
      const needed = Math.max(MIN_URGENT_RUN, (urgent + 0.1 - seconds) * rate);
      const left = (piece === undefined ? undefined : this.#pieces?.endOf(piece)) ?? Infinity;
      const rest = left - read.offset;
      return Math.round(rest - needed < MIN_REST ? rest : needed);
    }
    const ahead = this.#aheadSeconds(rate, now);
    if (seconds >= ahead) return 0;
    const length = Math.round(Math.min(MAX_RUN, Math.max(MIN_RUN, (ahead - seconds) * rate)));
    // A part of a piece is of no use to others.
    const last = this.#pieces?.at(read.offset + length - 1);
    return last === undefined ? length : (this.#pieces?.endOf(last) ?? 0) - read.offset;
  }

  /** Whether the site has yet to tell whether there is a swarm, or it did and we are about to join. */
  #isUndecided(now: number): boolean {
    const isOpen = !this.#video || (this.#isActive && !this.#pieces);
    return this.#isWatched && isOpen && now - (this.#beganAt ?? now) < DECIDE_MS;
  }

  /** One who has just begun may find others in a moment: so what is loaded ahead grows. */
  #aheadSeconds(rate: number, now: number): number {
    // What the decoder has is ahead of what is shown, too.
    const ahead = (this.#options.host.config.video?.aheadMs ?? 0) / 1000 - DECODED_S;
    if (this.#originRate < 2 * rate) return Math.max(ahead, SLOW_AHEAD_S);
    return Math.min(ahead, FIRST_AHEAD_S + (now - (this.#beganAt ?? now)) / 1000);
  }

  /** Look again at the right moment, if that comes before the next look. */
  #alarm(ms: number): void {
    clearTimeout(this.#alarmTimer);
    if (ms > 0 && ms < LOOK_MS) this.#alarmTimer = setTimeout(() => this.tick(), ms);
  }

  /** A run is over when the worker asks again. */
  #measureRun(): void {
    if (this.#runBytes < MIN_RUN / 2) return;
    const rate = (this.#runBytes * 1000) / Math.max(1, this.#tookAt - this.#runBeganAt);
    this.#originRate = Number.isFinite(this.#originRate) ? (this.#originRate + rate) / 2 : rate;
    this.#runBytes = 0;
  }

  async #identify(video: Video, isActive: boolean, others: number): Promise<void> {
    const { worker, url, maxBytes } = this.#options;
    if (!this.#video || this.#video.infoHash === video.infoHash) {
      // What the site says from now on is newer.
      this.#isActive = isActive;
      this.#others = others;
    }
    if (!this.#video && (this.#length === 0 || this.#length === video.length)) {
      this.#video = video;
      const bytes = await maxBytes();
      if (this.#video !== video) return;
      // One who cannot keep what was just shown has nothing to share.
      if (bytes < MIN_KEPT * video.pieceLength) return;
      this.#pieces = new Pieces(video);
      this.#assembler = new PieceAssembler(this.#pieces);
      this.#store = new PieceStore({
        maxBytes: bytes,
        folder: PieceFolder.isSupported ? new PieceFolder() : undefined,
        ondrop: (piece) => this.#swarm?.lost(piece),
      });
      this.#length = video.length;
      worker.tell({
        path: new URL(url, location.href).pathname,
        length: video.length,
        mediaType: video.mediaType,
      });
      this.#become("direct");
      for (const { offset, bytes: early } of this.#early.splice(0)) this.#assemble(offset, early);
    }
    if (this.#video?.infoHash === video.infoHash) this.#joinOrLeave();
  }

  #assemble(offset: number, bytes: Uint8Array): void {
    const { host, url } = this.#options;
    for (const [piece, whole] of this.#assembler?.add(offset, bytes) ?? []) {
      if (this.#swarm) this.#swarm.offer(piece, whole);
      else if (host.policy.mayHold && this.#store && !this.#store.has(piece)) {
        this.#store.put(piece, whole);
        host.noteHeld();
        const pieces = this.#pieces?.count ?? 0;
        host.events.emit("piece", { url, piece, pieces, source: "origin", bytes: whole.length });
      }
    }
  }

  #activate(isActive: boolean, others: number): void {
    this.#isActive = isActive;
    this.#others = others;
    this.#joinOrLeave();
  }

  #joinOrLeave(): void {
    if (this.#isActive) this.#join();
    else this.#leave();
  }

  /** Join the swarm, if that is possible and was not done. */
  #join(): void {
    const { host, importPlayer, token, url } = this.#options;
    const [video, pieces, store] = [this.#video, this.#pieces, this.#store];
    if (
      !this.#isActive ||
      this.#isJoining ||
      this.#swarm ||
      !host.client ||
      !host.policy.mayReceive
    )
      return;
    if (!video || !pieces || !store || performance.now() < this.#notBefore) return;
    this.#isJoining = true;
    // While the player loads.
    const metainfo = loadTorrent(`${host.config.base}/torrents/${video.infoHash}.torrent`);
    metainfo.catch(() => undefined);
    token.get().catch(() => undefined);
    importPlayer()
      .then((player) =>
        player.joinSwarm({
          host,
          video,
          pieces,
          url,
          store,
          token,
          metainfo,
          others: () => this.#others,
          onpiece: (piece, source) => {
            const bytes = pieces.lengthOf(piece);
            host.events.emit("piece", { url, piece, pieces: pieces.count, source, bytes });
            this.tick();
          },
          onstats: () => host.events.emit("stats", undefined),
          onfail: () => this.#failed(),
        }),
      )
      .then((swarm) => {
        this.#isJoining = false;
        if (!this.#isActive || !host.client || this.#store !== store) {
          swarm.close();
          return;
        }
        this.#swarm = swarm;
        host.noteHeld();
        this.#become("swarm");
        this.tick();
      })
      .catch(() => {
        this.#isJoining = false;
        this.#failed();
      });
  }

  #failed(): void {
    this.#leave();
    this.#notBefore = performance.now() + REJOIN_MS;
  }

  #leave(): void {
    const swarm = this.#swarm;
    if (!swarm) return;
    this.#past.received += swarm.received;
    this.#past.origin += swarm.origin;
    this.#past.shared += swarm.shared;
    this.#swarm = undefined;
    swarm.close();
    if (this.#state === "swarm") this.#become("direct");
  }

  #unwatch(): void {
    const { client } = this.#options.host;
    if (this.#isWatched && this.#video) {
      client?.send({ type: "unwatch", infoHash: this.#video.infoHash });
    }
    this.#isWatched = false;
    this.#isActive = false;
    this.#rest();
    this.#store?.clear();
  }

  #rest(): void {
    this.#leave();
    this.#saidSharing = undefined;
    this.#open.clear();
    this.#reads.clear();
  }

  #become(state: VideoState, cause?: FallbackCause): void {
    if (!this.#video || (this.#state === state && !cause)) return;
    this.#state = state;
    const { host, url } = this.#options;
    const { infoHash } = this.#video;
    host.events.emit("video", { url, infoHash, state, ...(cause && { cause }) });
  }
}

async function loadTorrent(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new TypeError(`Status ${response.status} for a torrent`);
  return new Uint8Array(await response.arrayBuffer());
}
