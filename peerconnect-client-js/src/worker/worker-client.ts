import type { ResolvedAsset } from "../protocol/messages.ts";
import type { AssetLoader } from "../transfer/asset-loader.ts";
import { scopeOf } from "./own-worker.ts";
import { WorkerBridge } from "./worker-bridge.ts";
import type { Eligibility } from "../page/eligibility.ts";

export interface WorkerClientOptions {
  readonly loader: Pick<AssetLoader, "load" | "resolve">;
  readonly base: string;
  readonly eligibility: Eligibility;
  readonly signal: AbortSignal;
}

/** The page's side of the mode `service-worker`. Whatever fails here leaves the page as it is without a worker. */
export class WorkerClient {
  readonly #options: WorkerClientOptions;
  readonly #bridge: WorkerBridge;

  constructor(options: WorkerClientOptions) {
    const { loader, base, signal } = options;
    this.#options = options;
    this.#bridge = new WorkerBridge({ loader, base, scope: scopeOf(base), signal });
  }

  start(): void {
    this.#bridge
      .start()
      .then(() => this.#resolveLazy())
      .catch(() => undefined);
  }

  remove(): void {
    this.#bridge.remove().catch(() => undefined);
  }

  tellActive(assets: readonly ResolvedAsset[]): void {
    this.#bridge.tell(
      assets.filter(({ active }) => active),
      "peers",
    );
  }

  tellHeld(asset: ResolvedAsset): void {
    this.#bridge.tell([asset], "held");
  }

  /** The worker may answer for images that the browser has not asked for yet. */
  async #resolveLazy(): Promise<void> {
    const paths = new Set<string>();
    for (const image of document.images) {
      if (image.complete || image.loading !== "lazy") continue;
      const path = this.#options.eligibility.findPath(image.currentSrc || image.src, "img");
      if (path !== undefined) paths.add(path);
    }
    if (paths.size > 0) this.tellActive(await this.#options.loader.resolve([...paths]));
  }
}
