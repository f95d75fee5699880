import { PAGE_WAIT_MS, type WorkerAsset, type WorkerMessage } from "./worker-messages.ts";

/** The worker's ports to the pages, one for each. */
export class PagePorts {
  readonly #ports = new Map<string, MessagePort>();
  readonly #waiting = new Map<number, (blob: Blob | undefined) => void>();
  #lastId = 0;

  add(pageId: string, port: MessagePort): void {
    this.#ports.get(pageId)?.close();
    this.#ports.set(pageId, port);
  }

  has(pageId: string): boolean {
    return this.#ports.has(pageId);
  }

  remove(pageId: string): void {
    this.#ports.get(pageId)?.close();
    this.#ports.delete(pageId);
  }

  /** Ask a page for an asset, for a bounded time. */
  ask(pageId: string, { path, digest }: WorkerAsset): Promise<Blob | undefined> {
    const port = this.#ports.get(pageId);
    if (!port) return Promise.resolve(undefined);
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      const timeout = setTimeout(() => this.settle(id, undefined), PAGE_WAIT_MS);
      this.#waiting.set(id, (blob) => {
        clearTimeout(timeout);
        resolve(blob);
      });
      const message: WorkerMessage = { type: "want", id, path, digest };
      port.postMessage(message);
    });
  }

  /** Take a page's answer. */
  settle(id: number, blob: Blob | undefined): void {
    this.#waiting.get(id)?.(blob);
    this.#waiting.delete(id);
  }
}
