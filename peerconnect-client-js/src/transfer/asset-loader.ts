import type { ClientEvents } from "../metrics/events.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { digestOf } from "../protocol/digests.ts";
import type { ResolvedAsset } from "../protocol/messages.ts";
import type { Digest } from "../protocol/values.ts";
import type { Announcements } from "../signaling/announcements.ts";
import type { Resolver } from "../signaling/resolver.ts";
import type { VerifiedCache } from "../store/verified-cache.ts";
import type { AssetRequest } from "./asset-request.ts";
import type { Delivery } from "./delivery.ts";
import type { Downloads } from "./downloads.ts";

export interface AssetLoaderOptions {
  readonly cache: VerifiedCache;
  readonly downloads: Downloads;
  readonly resolver: Resolver;
  readonly announcements: Announcements;
  /** Makes sure that the signalling channel is there. */
  readonly open: () => void;
  readonly metrics: Metrics;
  readonly events: ClientEvents;
  /** Whether peers may be asked at all. */
  readonly mayReceive: () => boolean;
  /** Whether this client may run in this browser. */
  readonly isSupported: boolean;
}

/** Gets assets from the verified cache or from peers, or says that the origin should deliver them. */
export class AssetLoader {
  readonly #options: AssetLoaderOptions;

  constructor(options: AssetLoaderOptions) {
    this.#options = options;
  }

  /** Get an asset. Rejects only when the request's signal aborts. */
  async load(request: AssetRequest): Promise<Delivery> {
    const { events } = this.#options;
    const { url, digest } = request;
    const delivery = await this.#deliver(request);
    request.signal.throwIfAborted();
    if (delivery.source === "origin") {
      events.emit("fallback", { url, cause: delivery.cause });
    }
    if (delivery.source === "cache") {
      const { size } = delivery.blob;
      events.emit("offload", { url, digest, bytes: size, source: "cache", peers: [] });
    }
    return delivery;
  }

  /**
   * Ask the server which assets are behind URLs.
   *
   * @param urls paths with queries on this site
   * @returns those that are eligible; none when the server cannot be asked
   */
  async resolve(urls: readonly string[]): Promise<readonly ResolvedAsset[]> {
    const { isSupported, mayReceive, resolver } = this.#options;
    return isSupported && mayReceive() ? resolver.resolve(urls) : [];
  }

  /**
   * Keep an asset that the page got in another way, and offer it to peers.
   *
   * @param digest what the bytes must hash to
   * @param mediaType the asset's media type
   * @param bytes all of the asset
   * @returns whether the bytes are right, and kept
   */
  async hold(digest: Digest, mediaType: string, bytes: ArrayBuffer): Promise<boolean> {
    const { isSupported, cache, announcements, open } = this.#options;
    if (!isSupported || (await digestOf(bytes)) !== digest) {
      return false;
    }
    if (!(await cache.put(digest, new Blob([bytes], { type: mediaType })))) {
      return false;
    }
    announcements.complete(digest);
    open();
    return true;
  }

  /**
   * Keep and offer an asset that the browser has just loaded. Never a request: the bytes come from its HTTP cache, or there
   * are none.
   *
   * @returns whether the bytes are right, and kept
   */
  async adopt(url: string, digest: Digest): Promise<boolean> {
    try {
      const response = await fetch(url, { mode: "same-origin", cache: "only-if-cached" });
      const mediaType = response.headers.get("content-type") ?? "";
      return response.ok && (await this.hold(digest, mediaType, await response.arrayBuffer()));
    } catch {
      // Not in the HTTP cache any more: somebody else will share it.
      return false;
    }
  }

  /**
   * Offer an asset to peers if it is in the verified cache.
   *
   * @returns whether it is
   */
  async holds(digest: Digest): Promise<boolean> {
    const { isSupported, cache, announcements, open } = this.#options;
    const isHeld = isSupported && (await cache.has(digest));
    if (isHeld) {
      announcements.complete(digest);
      open();
    }
    return isHeld;
  }

  async #deliver(request: AssetRequest): Promise<Delivery> {
    const { isSupported, mayReceive, cache, downloads, metrics } = this.#options;
    if (!isSupported || !mayReceive()) {
      metrics.countFallback("unsupported");
      return { source: "origin", cause: "unsupported" };
    }
    // While the cache is being looked through: either way there is something to say.
    this.#options.open();
    const blob = await cache.find(request.digest);
    if (!blob) {
      return downloads.get(request);
    }
    metrics.count("cached", blob.size);
    this.#options.announcements.complete(request.digest);
    return { source: "cache", blob };
  }
}
