import type { AssetRegistry } from "./asset-registry.ts";
import type { WorkerAsset } from "./worker-messages.ts";

export interface ResponderOptions {
  readonly registry: AssetRegistry;
  readonly origin: string;
  /** Finds verified bytes by digest. */
  readonly findHeld: (asset: WorkerAsset) => Promise<Blob | undefined>;
  /** Asks a page for bytes, for a bounded time. */
  readonly askPage: (pageId: string, asset: WorkerAsset) => Promise<Blob | undefined>;
  /** SHA-256 in base64url. */
  readonly digestOf: (bytes: ArrayBuffer) => Promise<string>;
}

/** The facts about a request that decide whether it is ours. */
export type RequestFacts = Pick<Request, "method" | "url" | "destination" | "cache" | "headers">;

/** Decides which requests the worker answers, and answers them. */
export class Responder {
  readonly #options: ResponderOptions;

  constructor(options: ResponderOptions) {
    this.#options = options;
  }

  /** Find the asset that a request is for, if it is one that we may answer. Decided at once, as the platform wants it. */
  find(request: RequestFacts): WorkerAsset | undefined {
    const { method, destination, cache, headers } = request;
    if (method !== "GET" || (destination !== "image" && destination !== "audio")) return undefined;
    // A reload asks for the present bytes, and a range for some of them.
    if (
      cache === "reload" ||
      cache === "no-cache" ||
      cache === "no-store" ||
      headers.has("range")
    ) {
      return undefined;
    }
    const { origin, pathname, search } = new URL(request.url);
    return origin === this.#options.origin
      ? this.#options.registry.find(pathname + search)
      : undefined;
  }

  /**
   * Answer a request.
   * @param clientId - the page that asks
   * @param loadFromOrigin - what the browser would have done without us
   */
  async answer(
    asset: WorkerAsset,
    clientId: string,
    loadFromOrigin: () => Promise<Response>,
  ): Promise<Response> {
    try {
      const blob = await this.#findBytes(asset, clientId);
      if (blob && (await this.#options.digestOf(await blob.arrayBuffer())) === asset.digest) {
        return new Response(blob, {
          headers: { "Content-Type": asset.mediaType, "Content-Length": String(blob.size) },
        });
      }
    } catch {
      // A page that closes or a full disk: the origin is still there.
    }
    return loadFromOrigin();
  }

  async #findBytes(asset: WorkerAsset, clientId: string): Promise<Blob | undefined> {
    const { registry, findHeld, askPage } = this.#options;
    const held = await findHeld(asset);
    if (held) return held;
    const pages = registry.pagesFor(asset);
    const pageId = pages.includes(clientId) ? clientId : pages[0];
    return pageId === undefined ? undefined : askPage(pageId, asset);
  }
}
