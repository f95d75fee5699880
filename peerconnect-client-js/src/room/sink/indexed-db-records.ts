import type { DownloadRecord, DownloadRecords } from "./download-records.ts";

const DATABASE = "peerconnect-rooms";
const STORE = "downloads";

/** Keeps records of downloads in IndexedDB. */
export class IndexedDbRecords implements DownloadRecords {
  #database: Promise<IDBDatabase> | undefined;

  async list(): Promise<readonly DownloadRecord[]> {
    return this.#carryOut("readonly", (store) => store.getAll());
  }

  async put(record: DownloadRecord): Promise<void> {
    await this.#carryOut("readwrite", (store) => store.put(record));
  }

  async remove(key: string): Promise<void> {
    await this.#carryOut("readwrite", (store) => store.delete(key));
  }

  async #carryOut<T>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> {
    const database = await (this.#database ??= open());
    return resultOf(act(database.transaction(STORE, mode).objectStore(STORE)));
  }
}

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.addEventListener("upgradeneeded", () =>
    request.result.createObjectStore(STORE, { keyPath: "key" }),
  );
  return resultOf(request);
}

async function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB failed")));
  });
}
