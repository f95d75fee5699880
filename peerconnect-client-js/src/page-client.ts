import { Client } from "./client.ts";
import type { PageConfig } from "./config.ts";
import type { BadgeTexts } from "./consent/badge-texts.ts";
import { Consent } from "./consent/consent.ts";
import { BrowserDevice } from "./consent/device.ts";
import { SharingPolicy } from "./consent/sharing-policy.ts";
import { VisitorBadge } from "./consent/visitor-badge.ts";
import { ClientEvents, type ClientState } from "./metrics/events.ts";
import type { Stats } from "./metrics/stats.ts";
import type { VideoStats } from "./metrics/video-stats.ts";
import { importExtras, type Extras } from "./page/extras.ts";
import type { Learner } from "./page/learner.ts";
import { TakeOver } from "./page/take-over.ts";
import { watchForVideo } from "./page/video-watch.ts";
import { whenLoaded } from "./page/when-loaded.ts";
import type { PeerConnect } from "./peer-connect.ts";
import type { AssetLoader } from "./transfer/asset-loader.ts";
import { type HostReceiver, VIDEO_EVENT, type VideoHost } from "./video/video-host.ts";
import type { WorkerClient } from "./worker/worker-client.ts";
import { VERSION } from "./version.ts";

export interface PageClientOptions {
  readonly config: PageConfig;
  readonly texts: Readonly<Record<string, BadgeTexts>>;
  readonly signal: AbortSignal;
}

const NO_STATS: Stats = {
  state: "off",
  peers: 0,
  received: 0,
  origin: 0,
  cached: 0,
  shared: 0,
  fallbacks: {},
};

/** Joins the page with the network. There is a network client only while something may come from peers. */
export class PageClient implements PeerConnect {
  readonly version = VERSION;
  readonly #config: PageConfig;
  readonly #events = new ClientEvents();
  readonly #consent: Consent;
  readonly #policy: SharingPolicy;
  readonly #takeOver: TakeOver;
  readonly #badge: VisitorBadge;
  readonly #importExtras: () => Promise<Extras>;
  readonly #signal: AbortSignal;
  readonly #video: VideoHost;
  #worker: WorkerClient | undefined;
  #learner: Learner | undefined;
  #hasLoaded = false;
  readonly addEventListener = this.#events.addEventListener.bind(this.#events);
  readonly removeEventListener = this.#events.removeEventListener.bind(this.#events);
  #client: Client | undefined;
  #lastStats = NO_STATS;

  constructor({ config, texts, signal }: PageClientOptions) {
    const { base, foldLoading, blobs, visibleWaitMs, uploadWhenHidden, uploadTotal } = config;
    const device = new BrowserDevice();
    this.#config = config;
    this.#signal = signal;
    this.#consent = new Consent({ mode: config.consent, base });
    this.#policy = new SharingPolicy({
      consent: this.#consent,
      device,
      needsNotice: config.badge && config.consent === "notice",
      uploadWhenHidden,
      uploadTotal,
      signal,
    });
    let extras: Promise<Extras> | undefined;
    this.#importExtras = () => (extras ??= importExtras(base, signal));
    this.#badge = new VisitorBadge({
      config,
      consent: this.#consent,
      device,
      texts,
      events: this.#events,
      stats: () => this.stats(),
      importExtras: this.#importExtras,
      onShown: () => this.#policy.noticed(),
      signal,
    });
    this.#video = {
      config,
      events: this.#events,
      policy: this.#policy,
      signal,
      noteHeld: () => this.#badge.noteHeld(),
      client: undefined,
    };
    this.#takeOver = new TakeOver({
      loader: this.#loader(),
      mayReceive: () => blobs && this.#client !== undefined,
      foldLoading,
      lookupMs: visibleWaitMs,
      signal,
    });
    this.#start(signal);
    document.addEventListener(
      VIDEO_EVENT,
      ({ detail }: CustomEventInit<HostReceiver>) => detail?.(this.#video),
      { signal },
    );
    watchForVideo(config, signal);
    whenLoaded(() => {
      this.#hasLoaded = true;
      this.#update();
    }, signal);
  }

  get state(): ClientState {
    return this.stats().state;
  }

  stats(): Stats {
    return this.#client?.stats() ?? this.#lastStats;
  }

  videos(): readonly VideoStats[] {
    return this.#video.videos?.() ?? [];
  }

  enable(): void {
    this.#consent.choose("on");
  }

  disable(): void {
    this.#consent.choose("off");
  }

  #start(signal: AbortSignal): void {
    this.#events.addEventListener("stats", () => this.#policy.countShared(this.stats().shared), {
      signal,
    });
    this.#policy.onchange(() => this.#update(), signal);
    signal.addEventListener("abort", () => this.#close());
    // An open connection keeps a page out of the back/forward cache.
    addEventListener("pagehide", () => this.#client?.suspend(), { signal });
    addEventListener("pageshow", ({ persisted }) => persisted && this.#client?.resume(), {
      signal,
    });
    this.#update();
    this.#takeOver.start();
  }

  /** Bring the network client, and the rest once the page has loaded, in line with what is allowed. */
  #update(): void {
    if (!this.#policy.mayReceive) this.#close();
    else if (!this.#client) this.#open();
    if (this.#learner) this.#learner.wake();
    else if (this.#hasLoaded) void this.#extend();
  }

  /** Begin what makes others faster, or later pages. */
  async #extend(): Promise<void> {
    const { base, mode } = this.#config;
    const hasWorker = mode === "service-worker" && "serviceWorker" in navigator;
    if (!this.#client && !(hasWorker && this.#consent.choice === "off")) return;
    try {
      const { Eligibility, Learner, WorkerClient } = await this.#importExtras();
      if (this.#learner) return;
      const signal = this.#signal;
      const loader = this.#loader();
      const eligibility = new Eligibility(location.origin, this.#config);
      if (hasWorker) this.#worker = new WorkerClient({ loader, base, eligibility, signal });
      this.#learner = new Learner({
        loader,
        eligibility,
        mayShare: () => this.#client !== undefined && this.#policy.mayHold,
        onResolved: (assets) => this.#worker?.tellActive(assets),
        onHeld: (asset) => {
          this.#badge.noteHeld();
          this.#worker?.tellHeld(asset);
        },
        signal,
      });
      if (this.#client) this.#worker?.start();
      else this.#removeWorker();
      this.#learner.start();
    } catch {
      // Its script is blocked or did not arrive: the site goes on without.
    }
  }

  #open(): void {
    this.#client = new Client({
      config: this.#config,
      sharing: this.#policy,
      events: this.#events,
      video: this.#video,
    });
    this.#client.start();
    this.#worker?.start();
    this.#tellVideo();
  }

  #close(): void {
    const client = this.#client;
    if (client) {
      this.#client = undefined;
      this.#lastStats = { ...client.stats(), state: "off", peers: 0 };
      client.stop();
      this.#takeOver.restoreAll();
      this.#tellVideo();
    }
    this.#removeWorker();
  }

  #tellVideo(): void {
    this.#video.client = this.#client;
    this.#video.changed?.();
  }

  #removeWorker(): void {
    if (this.#consent.choice === "off") this.#worker?.remove();
  }

  /** The loader of the network client that there is just now. */
  #loader(): Pick<AssetLoader, "load" | "resolve" | "adopt" | "holds"> {
    return {
      load: async (request) =>
        this.#client?.loader.load(request) ?? { source: "origin", cause: "unsupported" },
      resolve: async (urls) => this.#client?.loader.resolve(urls) ?? [],
      adopt: async (...asset) => this.#client?.loader.adopt(...asset) ?? false,
      holds: async (digest) => this.#client?.loader.holds(digest) ?? false,
    };
  }
}
