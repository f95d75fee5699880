import { isHandedOver, partsOf, restore } from "./handed-over.ts";
import type { Selection } from "./selection.ts";

interface Delivered {
  readonly selection: Selection;
  readonly blobUrl: string;
}

/** Shows verified bytes in elements as blob URLs, and takes them back when the browser refuses them. */
export class BlobDelivery {
  readonly #shown = new Map<Element, Delivered>();
  /** Address of the origin by blob URL. Outlives the blob: a script may have copied the element. */
  readonly #origins = new Map<string, string>();
  #isForbidden = false;

  constructor(signal: AbortSignal) {
    const capture = { capture: true, signal };
    // At the window, before anybody else on the way to the element hears of it.
    window.addEventListener("error", (event) => this.#repair(event), capture);
    document.addEventListener(
      "securitypolicyviolation",
      (event) => {
        if (event.blockedURI.startsWith("blob")) this.#isForbidden = true;
      },
      capture,
    );
  }

  /** Whether the page's policy turned out to forbid blob URLs. */
  get isForbidden(): boolean {
    return this.#isForbidden;
  }

  /** Show bytes in an owner; its other parts get the author's addresses back. */
  show(owner: Element, selection: Selection, blob: Blob): void {
    const blobUrl = URL.createObjectURL(blob);
    const { part, name, descriptor } = selection;
    this.#origins.set(blobUrl, part.getAttribute(`data-peer-${name}`) ?? selection.url);
    this.#shown.set(owner, { selection, blobUrl });
    restore(owner, {
      part,
      name,
      value: `${blobUrl} ${name === "srcset" ? descriptor : ""}`.trim(),
    });
  }

  /** Revoke the blob URL of an owner that left the document or got another address. */
  release(owner: Element): void {
    const delivered = this.#shown.get(owner);
    if (!delivered) return;
    const { selection, blobUrl } = delivered;
    const isShown =
      owner.isConnected &&
      selection.part.getAttribute(selection.name)?.startsWith(blobUrl) === true;
    if (isShown && !isHandedOver(owner)) return;
    this.#shown.delete(owner);
    URL.revokeObjectURL(blobUrl);
  }

  /** Revoke the blob URLs of all owners that left the document. */
  releaseDisconnected(): void {
    for (const owner of this.#shown.keys()) {
      if (!owner.isConnected) this.release(owner);
    }
  }

  /** Put the author's address in the place of a blob that does not load, once, and keep the error to ourselves. */
  #repair(event: Event): void {
    const target = event.target;
    if (!(target instanceof Element)) return;
    const owner = target instanceof HTMLSourceElement ? (target.parentElement ?? target) : target;
    for (const part of partsOf(owner)) {
      for (const name of ["srcset", "src"] as const) {
        const blobUrl = /^blob:\S+/.exec(part.getAttribute(name) ?? "")?.[0];
        const origin = blobUrl === undefined ? undefined : this.#origins.get(blobUrl);
        if (origin === undefined) continue;
        event.stopImmediatePropagation();
        part.setAttribute(name, origin);
        if (part !== owner && owner instanceof HTMLMediaElement) owner.load();
      }
    }
  }
}
