import type { VideoConfig } from "../config.ts";
import type { VideoStats } from "../metrics/video-stats.ts";
import type { FallbackCause } from "../protocol/values.ts";
import { JoinToken } from "../signaling/join-token.ts";
import { scopeOf } from "../worker/own-worker.ts";
import type { VideoQuestion } from "../worker/video-messages.ts";
import { fnv1a } from "./fnv1a.ts";
import { MediaElement } from "./media-element.ts";
import { parseVideoEvent } from "./parse-video-event.ts";
import type { SwarmPlayer } from "./swarm.ts";
import type { VideoHost } from "./video-host.ts";
import { VideoStream } from "./video-stream.ts";
import { WorkerLink } from "./worker-link.ts";

const TICK_MS = 200;
const KEEP_ALIVE_MS = 10_000;
/** What of the free disk the site may take for videos. */
const QUOTA_SHARE = 0.2;

/** What tells that a visitor is about to play something. */
const INTENTS = ["pointerover", "pointerdown", "focusin", "play"];

/** All media elements of the page that show videos of the site, and the streams that feed them. */
export class Videos {
  readonly #host: VideoHost;
  readonly #config: VideoConfig;
  readonly #signal: AbortSignal;
  readonly #worker: WorkerLink;
  readonly #token: JoinToken;
  readonly #elements = new Map<HTMLMediaElement, MediaElement>();
  /** By path, context path included. */
  readonly #streams = new Map<string, VideoStream>();
  readonly #visible: IntersectionObserver;
  #timer: ReturnType<typeof setInterval> | undefined;
  #keptAliveAt = 0;
  #isPrepared = false;

  constructor(host: VideoHost, config: VideoConfig) {
    const { signal } = host;
    const { base, token } = host.config;
    this.#host = host;
    this.#config = config;
    this.#signal = signal;
    this.#token = new JoinToken({ url: `${base}/token`, initial: token });
    this.#visible = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        const media = this.#elements.get(target as HTMLMediaElement);
        if (!media) continue;
        media.isVisible = isIntersecting;
        this.#update(media);
      }
    });
    this.#worker = new WorkerLink({
      base,
      onquestion: (question) => this.#receive(question),
      onready: () => this.#elements.forEach((media) => this.#update(media)),
      signal,
    });
    host.videos = () => this.#stats();
    host.changed = () => this.#changed();
    host.greeted = (say) => this.#streams.forEach((stream) => stream.greeted(say));
    // Whoever is to be given notice first may share only once the badge is there, which comes with the first piece.
    host.policy.onchange(() => this.#changed(), host.signal);
    host.hear = (text) => this.#hear(text);
  }

  start(): void {
    const options = { capture: true, signal: this.#signal };
    const on = (types: readonly string[], listen: (media: MediaElement, event: Event) => void) => {
      for (const type of types) {
        document.addEventListener(
          type,
          (event) => {
            const media = event.target instanceof Element && this.#mediaOf(event.target);
            if (media) listen(media, event);
          },
          options,
        );
      }
    };
    on(["loadstart"], (media) => media.began());
    on(["loadstart", "loadedmetadata", "loadeddata", "emptied"], (media) => this.#update(media));
    on(["canplay"], () => {
      // Not before: the first frames would wait for it.
      if (this.#isPrepared) this.#importPlayer().catch(() => undefined);
    });
    on(INTENTS, (media) => {
      media.isIntended = true;
      this.#update(media);
    });
    on(["waiting"], (media) => {
      media.ranDry();
      this.#streamOf(media.element)?.ranDry();
    });
    on(["timeupdate", "pause", "seeking"], ({ element }) => this.#streamOf(element)?.tick());
    // Nobody notices that it is loaded anew.
    on(["seeking"], (media) => this.#update(media, true));
    document.addEventListener(
      "visibilitychange",
      () => {
        if (document.visibilityState === "hidden") {
          this.#elements.forEach((media) => this.#update(media, true));
        }
      },
      options,
    );
    on(["error"], (media, event) => this.#failed(media, event));
    addEventListener("pagehide", () => this.#suspend(), { signal: this.#signal });
    addEventListener("pageshow", ({ persisted }) => persisted && this.#resume(), {
      signal: this.#signal,
    });
    document.querySelectorAll("video,audio").forEach((element) => {
      const media = this.#mediaOf(element);
      if (media) this.#update(media);
    });
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#signal.addEventListener("abort", () => {
      clearInterval(this.#timer);
      this.#suspend();
    });
  }

  /** Return what we know of an element, or of the one that a `<source>` belongs to; `undefined` for other elements. */
  #mediaOf(target: Element): MediaElement | undefined {
    const element = target instanceof HTMLSourceElement ? target.parentElement : target;
    if (!(element instanceof HTMLMediaElement)) return undefined;
    const present = this.#elements.get(element);
    if (present) return present;
    if (element.closest("[data-peer=off]") || !this.#pathOf(element)) return undefined;
    const media = new MediaElement(element);
    this.#elements.set(element, media);
    this.#visible.observe(element);
    return media;
  }

  /** Return the path that an element plays from, if it is one of the site's videos. */
  #pathOf(element: HTMLMediaElement): string | undefined {
    const sources = [...element.querySelectorAll("source")].map((source) => source.src);
    const address = element.currentSrc || element.src || (sources[0] ?? "");
    if (!URL.canParse(address)) return undefined;
    const { origin, pathname } = new URL(address);
    const isOurs =
      origin === location.origin && this.#config.paths.some((path) => pathname.startsWith(path));
    // In our mode, a source from elsewhere would not load.
    return isOurs && sources.every((source) => source.startsWith(`${location.origin}/`))
      ? pathname
      : undefined;
  }

  #streamOf(element: HTMLMediaElement): VideoStream | undefined {
    const path = this.#pathOf(element);
    return path === undefined ? undefined : this.#streams.get(path);
  }

  /**
   * Bring what is done about an element in line with what it shows and what is allowed.
   * @param mayReload - whether it may be loaded anew although it shows something
   */
  #update(media: MediaElement, mayReload = false): void {
    const { element } = media;
    const path = this.#pathOf(element);
    for (const [other, stream] of this.#streams) if (other !== path) stream.remove(media);
    if (path === undefined || media.isLeftAlone) return;
    if (!media.isOurs) {
      const mayTakeOver = this.#host.policy.mayReceive && this.#host.client !== undefined;
      if (!mayTakeOver || element.crossOrigin !== null) return;
      if (media.isUnderWay && !mayReload) return;
    }
    if (media.isWanted && this.#host.policy.mayReceive) this.#prepare(path);
    if (!this.#worker.isReady) {
      // Without it the browser plays as ever.
      this.#worker.start().catch(() => undefined);
      return;
    }
    if (!media.isOurs) media.takeOver();
    const stream = this.#streams.get(path) ?? this.#open(path);
    stream.add(media);
    if (media.isWanted) stream.watch();
  }

  /** Do ahead what takes a moment: the site has to be asked, and the player is needed if a swarm is there. */
  #prepare(path: string): void {
    this.#host.client?.open();
    if (this.#isPrepared || this.#config.joinable?.includes(fnv1a(path)) !== true) return;
    this.#isPrepared = true;
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = this.#playerUrl;
    link.fetchPriority = "low";
    document.head.append(link);
    this.#token.get().catch(() => undefined);
  }

  get #playerUrl(): string {
    return `${this.#host.config.base}/${this.#config.player}`;
  }

  #importPlayer(): Promise<SwarmPlayer> {
    return import(/* @vite-ignore */ this.#playerUrl) as Promise<SwarmPlayer>;
  }

  #open(path: string): VideoStream {
    const { base } = this.#host.config;
    const stream = new VideoStream({
      host: this.#host,
      path: path.slice(scopeOf(base).length - 1),
      url: path,
      worker: this.#worker,
      token: this.#token,
      importPlayer: () => this.#importPlayer(),
      maxBytes: () => this.#maxBytes(),
    });
    this.#streams.set(path, stream);
    return stream;
  }

  async #maxBytes(): Promise<number> {
    const { storeBytes } = this.#config;
    try {
      const { quota = Infinity, usage = 0 } = await navigator.storage.estimate();
      return Math.min(storeBytes, QUOTA_SHARE * (quota - usage));
    } catch {
      // A browser that does not say, or keeps nothing for this page.
      return storeBytes;
    }
  }

  #receive(question: VideoQuestion): void {
    if (question.type === "close") {
      for (const stream of this.#streams.values()) stream.close(question.id);
      return;
    }
    const stream = this.#streams.get(question.path) ?? this.#open(question.path);
    if (question.type === "took") stream.took(question.offset, question.bytes);
    else stream.read(question);
  }

  #hear(text: string): void {
    const event = parseVideoEvent(text);
    if (!event) return;
    for (const stream of this.#streams.values()) {
      const isMeant =
        event.type === "watched" ? stream.path === event.path : stream.infoHash === event.infoHash;
      if (isMeant) stream.receive(event);
    }
  }

  /** The browser could not play what our worker streamed: it gets the element back, where it was. */
  #failed(media: MediaElement, event: Event): void {
    if (!media.isOurs || media.isLeftAlone) return;
    // One of several sources failed: the browser goes on with the next.
    const { NETWORK_NO_SOURCE, networkState } = media.element;
    if (event.target !== media.element && networkState !== NETWORK_NO_SOURCE) return;
    // The page hears of it if the browser fails, too.
    event.stopImmediatePropagation();
    this.#giveBack(media, "stalled");
  }

  #giveBack(media: MediaElement, cause: FallbackCause): void {
    const stream = this.#streamOf(media.element);
    media.giveBack();
    stream?.gaveBack(cause);
    stream?.remove(media);
  }

  #changed(): void {
    for (const stream of this.#streams.values()) stream.changed();
    for (const media of this.#elements.values()) this.#update(media);
  }

  #tick(): void {
    for (const [element, media] of this.#elements) {
      if (!element.isConnected && element.paused) this.#forget(media);
    }
    for (const stream of this.#streams.values()) if (stream.isBusy) stream.tick();
    const now = performance.now();
    const isStreaming = [...this.#streams.values()].some((stream) => stream.isStreaming);
    if (isStreaming && now - this.#keptAliveAt > KEEP_ALIVE_MS) {
      this.#keptAliveAt = now;
      this.#worker.keepAlive();
    }
  }

  #forget(media: MediaElement): void {
    this.#elements.delete(media.element);
    this.#visible.unobserve(media.element);
    for (const stream of this.#streams.values()) stream.remove(media);
  }

  #stats(): VideoStats[] {
    return [...this.#streams.values()].flatMap((stream) => stream.stats() ?? []);
  }

  #suspend(): void {
    for (const stream of this.#streams.values()) stream.suspend();
    this.#worker.suspend();
  }

  #resume(): void {
    this.#worker.resume();
    this.#changed();
  }
}
