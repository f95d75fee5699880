import type { Digest } from "../protocol/values.ts";
import type { AssetLoader } from "../transfer/asset-loader.ts";
import { BlobDelivery } from "./blob-delivery.ts";
import { CssLengths } from "./css-lengths.ts";
import { DigestLookup } from "./digest-lookup.ts";
import { findOwners, isHandedOver, isOverruled, letGo, ownerOf, restore } from "./handed-over.ts";
import { select, type Selection } from "./selection.ts";
import { Viewport } from "./viewport.ts";

export interface TakeOverOptions {
  readonly loader: Pick<AssetLoader, "load" | "resolve" | "adopt">;
  /** Whether anything may come from peers now. When not, every element gets its own address at once. */
  readonly mayReceive: () => boolean;
  /** Whether images in the first viewport come from the origin. */
  readonly foldLoading: boolean;
  /** How long an address without a hash waits for the server's answer, in milliseconds. */
  readonly lookupMs: number;
  /** Ends the take-over; elements that wait get their own addresses. */
  readonly signal: AbortSignal;
}

interface Pending {
  readonly abort: AbortController;
  readonly order: number;
  readonly isEarly: boolean;
  isVisible: boolean;
  isStarted: boolean;
}

/** How long the first word about the viewport is awaited, in milliseconds. Hidden tabs never get any. */
const VIEWPORT_MS = 50;

/** An image that is laid out lower than this has no size yet, and its place says nothing about the fold. */
const MIN_HEIGHT = 32;

/** After this time an element gets its own address whatever happens, in milliseconds. */
const GIVE_UP_MS = 60_000;

/** Loads what the server or the author handed over, and gives everything else back to the browser. */
export class TakeOver {
  readonly #options: TakeOverOptions;
  readonly #pending = new Map<Element, Pending>();
  readonly #blobs: BlobDelivery;
  readonly #lookup: DigestLookup;
  readonly #lengths: CssLengths;
  readonly #viewport: Viewport;
  #order = 0;

  constructor(options: TakeOverOptions) {
    const { loader, lookupMs, signal } = options;
    this.#options = options;
    this.#blobs = new BlobDelivery(signal);
    this.#lookup = new DigestLookup(loader, lookupMs);
    this.#lengths = new CssLengths(signal);
    this.#viewport = new Viewport(signal);
  }

  /** Begin with what the page has, and go on with what it gets. */
  start(): void {
    const { signal } = this.#options;
    const observer = new MutationObserver((records) => this.#onMutations(records));
    observer.observe(document, {
      subtree: true,
      childList: true,
      attributeFilter: ["src", "srcset", "data-peer-src", "data-peer-srcset"],
    });
    // Printing shows what nobody has scrolled to.
    window.addEventListener("beforeprint", () => this.restoreAll(), { signal });
    signal.addEventListener("abort", () => {
      observer.disconnect();
      this.restoreAll();
    });
    this.#addAll(document);
  }

  /** Give every element that waits its own address. */
  restoreAll(): void {
    for (const owner of this.#pending.keys()) this.#giveBack(owner);
  }

  #onMutations(records: readonly MutationRecord[]): void {
    let hasRemoved = false;
    for (const { attributeName, target, addedNodes, removedNodes } of records) {
      if (attributeName !== null && target instanceof Element)
        this.#onAttribute(target, attributeName);
      for (const node of addedNodes) {
        if (node instanceof Element && node.isConnected) this.#addAll(node);
      }
      hasRemoved ||= removedNodes.length > 0;
    }
    if (!hasRemoved) return;
    this.#blobs.releaseDisconnected();
    for (const owner of this.#pending.keys()) {
      if (!owner.isConnected) this.#forget(owner);
    }
  }

  #onAttribute(part: Element, name: string): void {
    const owner = ownerOf(part);
    if (!owner) return;
    this.#blobs.release(owner);
    if (!isHandedOver(owner)) {
      this.#forget(owner);
    } else if (name === "src" || name === "srcset") {
      // A script gave the element an address of its own, which is what it shows already.
      this.#forget(owner);
      letGo(owner);
    } else {
      // The hashes belong to the addresses that the server wrote, not to this one.
      part.removeAttribute("data-peer-hash");
      this.#forget(owner);
      this.#add(owner);
    }
  }

  #addAll(root: ParentNode & Node): void {
    for (const owner of findOwners(root)) this.#add(owner);
  }

  #add(owner: Element): void {
    if (this.#pending.has(owner)) return;
    const isOff = owner.closest('[data-peer="off"]') !== null;
    if (isOverruled(owner)) {
      letGo(owner);
      return;
    }
    if (isOff || !this.#options.mayReceive() || this.#blobs.isForbidden) {
      restore(owner);
      return;
    }
    const pending: Pending = {
      abort: new AbortController(),
      order: this.#order++,
      isEarly: document.readyState !== "complete",
      isVisible: false,
      isStarted: false,
    };
    this.#pending.set(owner, pending);
    const isLazy = owner.getAttribute("loading")?.toLowerCase() === "lazy";
    const start = (): void => this.#load(owner, pending);
    this.#viewport.watch(owner, {
      onVisible: (entry) => {
        pending.isVisible = entry.isIntersecting;
        if (this.#isAboveFold(pending, entry)) this.#giveBack(owner);
        else if (!isLazy || entry.isIntersecting) start();
      },
      ...(isLazy && { onNear: start }),
    });
    if (!isLazy) setTimeout(start, VIEWPORT_MS);
  }

  #isAboveFold(
    pending: Pending,
    { isIntersecting, boundingClientRect }: IntersectionObserverEntry,
  ): boolean {
    return (
      this.#options.foldLoading &&
      pending.isEarly &&
      isIntersecting &&
      boundingClientRect.height > MIN_HEIGHT &&
      boundingClientRect.top + window.scrollY < window.innerHeight
    );
  }

  #load(owner: Element, pending: Pending): void {
    if (pending.isStarted || this.#pending.get(owner) !== pending) return;
    pending.isStarted = true;
    const giveUp = setTimeout(() => this.#giveBack(owner), GIVE_UP_MS);
    const { signal } = pending.abort;
    this.#deliver(owner, pending)
      // The network half fails only when it is stopped; then, and if it has a bug, the origin is still there.
      .catch(() => false)
      .then((isDelivered) => {
        clearTimeout(giveUp);
        if (!isDelivered && !signal.aborted) this.#giveBack(owner);
      })
      // Nothing above throws, and there is nobody to tell.
      .catch(() => undefined);
  }

  async #deliver(owner: Element, pending: Pending): Promise<boolean> {
    const { signal } = pending.abort;
    const selection = this.#select(owner);
    const digest = selection && (selection.digest ?? (await this.#lookup.find(selection.url)));
    if (!digest || signal.aborted) return false;
    const { loader } = this.#options;
    const delivery = await loader.load(this.#request(selection, digest, pending));
    if (delivery.source === "origin") {
      // Others may wait for it, and should not have to wait until this page is at rest.
      const adopt = (): void => void loader.adopt(selection.url, digest);
      owner.addEventListener("load", adopt, { once: true });
      return false;
    }
    if (signal.aborted || this.#blobs.isForbidden) return false;
    this.#forget(owner);
    this.#blobs.show(owner, selection, delivery.blob);
    return true;
  }

  #select(owner: Element): Selection | undefined {
    return select(owner, {
      pixelRatio: window.devicePixelRatio,
      matches: (condition) => window.matchMedia(condition).matches,
      toPixels: (length) => this.#lengths.toPixels(length),
    });
  }

  #request(
    selection: Selection,
    digest: Digest,
    pending: Pending,
  ): Parameters<AssetLoader["load"]>[0] {
    return {
      url: selection.url,
      digest,
      isVisible: () => pending.isVisible,
      order: pending.order,
      signal: pending.abort.signal,
    };
  }

  #giveBack(owner: Element): void {
    this.#forget(owner);
    restore(owner);
  }

  #forget(owner: Element): void {
    const pending = this.#pending.get(owner);
    if (!pending) return;
    this.#pending.delete(owner);
    this.#viewport.unwatch(owner);
    pending.abort.abort();
  }
}
