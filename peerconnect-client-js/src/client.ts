import type { PageConfig } from "./config.ts";
import type { ClientEvents, ClientState } from "./metrics/events.ts";
import { Metrics } from "./metrics/metrics.ts";
import type { Stats } from "./metrics/stats.ts";
import { parseFrame } from "./protocol/frames.ts";
import type { ServerMessage, Welcome } from "./protocol/messages.ts";
import type { Digest } from "./protocol/values.ts";
import { Announcements } from "./signaling/announcements.ts";
import { JoinToken } from "./signaling/join-token.ts";
import { Resolver } from "./signaling/resolver.ts";
import { SignalingChannel } from "./signaling/signaling-channel.ts";
import { CacheApiStore } from "./store/cache-api-store.ts";
import { MemoryStore } from "./store/memory-store.ts";
import { VerifiedCache } from "./store/verified-cache.ts";
import type { LinkEnd, PeerLink } from "./swarm/peer-link.ts";
import { PeerPool } from "./swarm/peer-pool.ts";
import type { Sharing } from "./swarm/sharing.ts";
import { AssetLoader } from "./transfer/asset-loader.ts";
import { Downloads } from "./transfer/downloads.ts";
import { readOrigin } from "./transfer/origin-range.ts";
import { Patience } from "./transfer/patience.ts";
import { PatientClock } from "./transfer/patient-clock.ts";
import { UploadLimits } from "./transfer/upload-limits.ts";
import { type Holding, LOW_WATER, Uploads } from "./transfer/uploads.ts";
import type { VideoHost, VideoLink } from "./video/video-host.ts";
import type { VideoMessage } from "./video/video-protocol.ts";

export interface ClientOptions {
  readonly config: PageConfig;
  readonly sharing: Sharing;
  readonly events: ClientEvents;
  readonly video: Pick<VideoHost, "changed" | "greeted" | "hear">;
}

const REPORT_MS = 10_000;
const STATS_MS = 250;

/** Everything of this tab that talks to the site and to peers. */
export class Client implements VideoLink {
  readonly loader: AssetLoader;
  readonly metrics: Metrics;
  readonly limits: UploadLimits;
  welcome: Welcome | undefined;
  readonly #options: ClientOptions;
  readonly #closed = new AbortController();
  readonly #clock = new PatientClock();
  readonly #cache: VerifiedCache;
  readonly #channel: SignalingChannel;
  readonly #announcements: Announcements;
  readonly #resolver: Resolver;
  readonly #pool: PeerPool;
  readonly #downloads: Downloads;
  readonly #uploads: Uploads;
  readonly #isSupported = isSupported();
  #isRunning = false;
  #saidSharing = false;
  /** Whether there ever was something to say. */
  #wasOpen = false;
  #state: ClientState = "off";
  #isStatsDue = false;
  #reportTimer: ReturnType<typeof setInterval> | undefined;

  constructor(options: ClientOptions) {
    const { config, sharing, events } = options;
    this.#options = options;
    const base = new URL(config.base, location.href);
    const metrics = new Metrics(() => this.#statsChanged());
    this.metrics = metrics;
    this.#cache = new VerifiedCache({
      store:
        typeof caches === "undefined" ? new MemoryStore() : new CacheApiStore(base.href, caches),
      maxBytes: config.cacheBytes,
      ondrop: (digests) => this.#announcements.drop(digests),
    });
    this.#channel = new SignalingChannel({
      url: `${base.href.replace(/^http/, "ws")}/signaling`,
      token: new JoinToken({ url: `${base.href}/token`, initial: config.token }),
      greet: async () => {
        const recent = await this.#cache.recent();
        this.#saidSharing = this.#maySend;
        const have = this.#announcements.greeting(recent);
        return { sharing: this.#saidSharing, have, want: () => this.#downloads.wants() };
      },
      onmessage: (message) => this.#receive(message),
      onhello: (say) => options.video.greeted?.(say),
      onother: (text) => options.video.hear?.(text),
      onstate: () => this.#channelChanged(),
      signal: this.#closed.signal,
    });
    const channel = this.#channel;
    this.#announcements = new Announcements(channel);
    this.#resolver = new Resolver({ channel, open: () => this.open() });
    this.#pool = new PeerPool({
      clock: this.#clock,
      limit: config.connections,
      connectMs: config.connectMs,
      lowWater: LOW_WATER,
      signal: (message) => channel.signal(message),
      mayAnswer: () => this.#maySend,
      isBusy: (peer) => this.#downloads.isBusy(peer) || this.#uploads.isBusy(peer),
      onstate: (peer, state) => {
        events.emit("peer", { peer, state });
        this.#statsChanged();
      },
      onopen: (link) => {
        this.#uploads.add(link);
        this.#downloads.add(link);
      },
      onframe: (link, buffer) => this.#receiveFrame(link, buffer),
      onlow: (link) => this.#uploads.low(link.peer),
      onlate: () => this.#downloads.late(),
      onend: (link, end) => this.#linkEnded(link, end),
    });
    this.#downloads = new Downloads({
      config,
      clock: this.#clock,
      patience: new Patience({ clock: this.#clock }),
      channel,
      open: () => this.open(),
      pool: this.#pool,
      metrics,
      readOrigin,
      oncomplete: (download, blob) => {
        const { digest, url, contributors, originBytes } = download;
        void this.#cache.put(digest, blob);
        this.#announcements.complete(digest);
        this.#uploads.grown(digest);
        if (contributors.size === 0) {
          // Taken from the origin on behalf of others.
          metrics.countFallback("no-peer");
          events.emit("fallback", { url, cause: "no-peer" });
          return;
        }
        events.emit("offload", {
          url,
          digest,
          bytes: blob.size - originBytes,
          source: originBytes > 0 ? "mixed" : "peer",
          peers: [...contributors],
        });
      },
      onpiece: ({ digest }) => {
        this.#announcements.partial(digest);
        this.#uploads.grown(digest);
      },
    });
    this.limits = new UploadLimits({ config });
    this.#uploads = new Uploads({
      limits: this.limits,
      findHolding: (digest) => this.#findHolding(digest),
      maySend: () => this.#maySend,
      onshared: (peer, bytes) => {
        metrics.count("shared", bytes);
        this.#pool.touch(peer);
        this.#tellAvailability();
      },
    });
    this.loader = new AssetLoader({
      cache: this.#cache,
      downloads: this.#downloads,
      resolver: this.#resolver,
      announcements: this.#announcements,
      open: () => this.open(),
      metrics,
      events,
      mayReceive: () => this.#isRunning && sharing.mayReceive,
      isSupported: this.#isSupported,
    });
  }

  /** Return what happened so far. */
  stats(): Stats {
    return this.metrics.stats(this.#state, this.#pool.openLinks);
  }

  /** Begin. Nothing is connected before there is something to ask or to offer. */
  start(): void {
    if (this.#isRunning || this.#closed.signal.aborted || !this.#isSupported) {
      return;
    }
    this.#isRunning = true;
    this.#options.sharing.onchange(() => this.#sharingChanged(), this.#closed.signal);
    this.#become("idle");
  }

  /** End for good, and close everything. */
  stop(): void {
    this.#disconnect();
    this.#closed.abort();
    this.#clock.stop();
    this.#become("off");
  }

  /** Close everything while the page is away. An open connection would keep it out of the back/forward cache. */
  suspend(): void {
    if (this.#isRunning) {
      this.#disconnect();
      this.#become("suspended");
    }
  }

  /** Go on after `suspend`. */
  resume(): void {
    if (this.#state === "suspended") {
      this.#isRunning = true;
      this.#become("idle");
      this.#sharingChanged();
    }
  }

  /** Say something to the site, now or never. */
  send(message: VideoMessage): boolean {
    return this.#channel.send(message);
  }

  get #maySend(): boolean {
    return this.#isRunning && this.#options.sharing.maySend && !this.limits.areReached;
  }

  /** Open the conversation with the site, if it is not. */
  open(): void {
    const { mayReceive, maySend } = this.#options.sharing;
    if (this.#isRunning && (mayReceive || maySend)) {
      this.#wasOpen = true;
      this.#reportTimer ??= setInterval(() => this.#report(), REPORT_MS);
      this.#channel.open();
    }
  }

  #disconnect(): void {
    this.#report();
    this.#isRunning = false;
    this.#disconnectNow();
  }

  #disconnectNow(): void {
    clearInterval(this.#reportTimer);
    this.#reportTimer = undefined;
    this.#downloads.stop("peer-left");
    this.#resolver.stop();
    this.#pool.closeAll();
    this.#channel.close();
  }

  #receive(message: ServerMessage): void {
    switch (message.type) {
      case "welcome":
        this.welcome = message;
        this.#pool.welcome(message);
        break;
      case "resolved":
        this.#resolver.answered(message.assets);
        break;
      case "sources":
        this.#downloads.describe(message.assets);
        break;
      case "offer":
      case "answer":
      case "candidate":
        this.#pool.receive(message);
        break;
      case "gone":
        this.#pool.close(message.peer);
        break;
      case "revoked":
        this.#downloads.revoke(message.assets);
        void this.#cache.remove(message.assets);
        break;
      case "failure":
        // What we asked for and did not get runs into its deadline.
        break;
      default:
        assertNever(message);
    }
  }

  #receiveFrame(link: PeerLink, buffer: ArrayBuffer): void {
    const frame = parseFrame(buffer);
    const { peer } = link;
    if (!frame || !this.#downloads.receive(peer, frame) || !this.#uploads.receive(peer, frame)) {
      this.metrics.blame({ peer, cause: "refused" });
      this.#pool.ban(peer);
    }
  }

  #linkEnded({ peer }: PeerLink, end: LinkEnd): void {
    if (end === "connect-timeout") {
      this.metrics.blame({ peer, cause: "connect-timeout" });
    }
    this.#uploads.remove(peer);
    this.#downloads.remove(peer, end === "connect-timeout" ? "connect-timeout" : "peer-left");
  }

  async #findHolding(digest: Digest): Promise<Holding | undefined> {
    const download = this.#downloads.find(digest);
    if (download?.isDescribed) {
      const read = async (offset: number, length: number) => download.read(offset, length);
      return { length: download.length, bits: download.bits(), read };
    }
    const blob = await this.#cache.find(digest);
    const read = async (offset: number, length: number) =>
      blob && new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
    return blob && { length: blob.size, bits: new Uint8Array(0), read };
  }

  #channelChanged(): void {
    const { state } = this.#channel;
    if (state === "open") {
      this.#announcements.flush();
      this.#tellAvailability();
      this.#become("ready");
    } else if (this.#isRunning) {
      this.#become(state === "idle" ? "idle" : "connecting");
    }
    if (state !== "open") {
      this.welcome = undefined;
    }
    this.#downloads.channelChanged();
    this.#resolver.next();
    this.#options.video.changed?.();
  }

  #sharingChanged(): void {
    const { mayReceive, maySend } = this.#options.sharing;
    if (mayReceive || maySend) {
      this.#tellAvailability();
      if (this.#wasOpen) {
        this.open();
      }
    } else {
      this.#report();
      this.#disconnectNow();
    }
  }

  #tellAvailability(): void {
    const sharing = this.#maySend;
    if (sharing !== this.#saidSharing && this.#channel.send({ type: "availability", sharing })) {
      this.#saidSharing = sharing;
    }
  }

  #report(): void {
    const report = this.metrics.takeReport(this.#pool.openLinks);
    if (report) {
      this.#channel.send(report);
    }
  }

  #statsChanged(): void {
    if (!this.#isStatsDue) {
      this.#isStatsDue = true;
      setTimeout(() => {
        this.#isStatsDue = false;
        this.#options.events.emit("stats", undefined);
      }, STATS_MS);
    }
  }

  #become(state: ClientState): void {
    if (this.#state !== state) {
      this.#state = state;
      this.#options.events.emit("state", { state });
    }
  }
}

// Plain http has no `crypto.subtle`: without it nothing can be verified, and so nothing is taken from peers.
function isSupported(): boolean {
  return (
    typeof crypto !== "undefined" &&
    typeof crypto.subtle === "object" &&
    typeof RTCPeerConnection === "function" &&
    typeof WebSocket === "function"
  );
}

function assertNever(message: never): never {
  throw new TypeError(message);
}
