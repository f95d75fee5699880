import type { ResolvedAsset } from "../protocol/messages.ts";
import type { AssetLoader } from "../transfer/asset-loader.ts";
import type { Eligibility } from "./eligibility.ts";

export interface LearnerOptions {
  readonly loader: Pick<AssetLoader, "resolve" | "adopt" | "holds">;
  readonly eligibility: Eligibility;
  /** Whether this visitor may share what it learns. */
  readonly mayShare: () => boolean;
  /** Told of every asset that the server knows. */
  readonly onResolved?: (assets: readonly ResolvedAsset[]) => void;
  /** Told when this visitor becomes a holder of an asset. */
  readonly onHeld?: (asset: ResolvedAsset) => void;
  /**
   * When to ask again about an address that the server did not know, in milliseconds after the last time: it learns an
   * asset from its first delivery, which may still be under way.
   * @default [1000, 5000]
   */
  readonly retryMs?: readonly number[];
  /** Runs work when the browser has nothing better to do. */
  readonly whenIdle?: (work: () => void) => void;
  readonly signal: AbortSignal;
}

/**
 * Makes the visitor a holder of what the browser loaded from the origin anyway: it takes the bytes from the HTTP cache
 * and never from the network.
 */
export class Learner {
  readonly #options: LearnerOptions;
  readonly #seen = new Set<string>();
  /** Path and query by number of times that we have asked already. */
  readonly #waiting = new Map<string, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(options: LearnerOptions) {
    this.#options = options;
    options.signal.addEventListener("abort", () => clearTimeout(this.#timer));
  }

  /** Hear of everything that the page has loaded and will load. */
  start(): void {
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry instanceof PerformanceResourceTiming) this.note(entry.name, entry.initiatorType);
      }
    });
    observer.observe({ type: "resource", buffered: true });
    this.#options.signal.addEventListener("abort", () => observer.disconnect());
  }

  /**
   * Note an address that the browser loaded.
   * @param initiator - what loaded it, in the words of Resource Timing
   */
  note(address: string, initiator: string): void {
    const path = this.#options.eligibility.findPath(address, initiator);
    if (path === undefined || this.#seen.has(path)) return;
    this.#seen.add(path);
    this.#waiting.set(path, 0);
    this.#schedule(0);
  }

  /** Go on after `mayShare` changed. */
  wake(): void {
    if (this.#waiting.size > 0) this.#schedule(0);
  }

  /** Resolves when all that was begun is done; for tests. */
  get settled(): Promise<void> {
    return this.#work;
  }

  #schedule(delayMs: number): void {
    if (this.#timer !== undefined || this.#options.signal.aborted) return;
    const whenIdle = this.#options.whenIdle ?? runWhenIdle;
    this.#timer = setTimeout(() => {
      whenIdle(() => {
        this.#timer = undefined;
        this.#work = this.#work.then(() => this.#learn()).catch(() => undefined);
      });
    }, delayMs);
  }

  async #learn(): Promise<void> {
    const { loader, mayShare, onResolved, signal, retryMs = [1000, 5000] } = this.#options;
    if (signal.aborted || !mayShare()) return;
    const asked = [...this.#waiting];
    const paths = asked.map(([path]) => path);
    if (paths.length === 0) return;
    const assets = await loader.resolve(paths);
    for (const [path, times] of asked) {
      const isAnswered = assets.some(({ url }) => url === path);
      if (isAnswered || times >= retryMs.length) this.#waiting.delete(path);
      else this.#waiting.set(path, times + 1);
    }
    onResolved?.(assets);
    for (const asset of assets) {
      if (signal.aborted || !mayShare()) return;
      await this.#hold(asset);
    }
    const next = Math.min(...this.#waiting.values());
    if (Number.isFinite(next)) this.#schedule(next === 0 ? 0 : (retryMs[next - 1] ?? 0));
  }

  async #hold(asset: ResolvedAsset): Promise<void> {
    const { url, digest } = asset;
    const { loader, onHeld } = this.#options;
    if ((await loader.holds(digest)) || (await loader.adopt(url, digest))) onHeld?.(asset);
  }
}

function runWhenIdle(work: () => void): void {
  // Safari has no requestIdleCallback.
  if ("requestIdleCallback" in window) window.requestIdleCallback(work, { timeout: 5000 });
  else setTimeout(work, 200);
}
