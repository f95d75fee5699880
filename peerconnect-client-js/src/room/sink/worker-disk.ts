import type { Disk, DiskFile } from "./disk.ts";
import { type DiskRequest, type DiskResponse, type DiskResult, FOLDER } from "./disk-messages.ts";

interface Waiting {
  readonly resolve: (result: DiskResult) => void;
  readonly reject: (cause: unknown) => void;
}

type Asked = DiskRequest extends infer R ? (R extends unknown ? Omit<R, "id"> : never) : never;

/** The private part of the disk, written by a worker that is started when it is first needed. */
export class WorkerDisk implements Disk {
  readonly #openWorker: () => Worker;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #lastId = 0;

  constructor(openWorker: () => Worker) {
    this.#openWorker = openWorker;
  }

  async open(name: string): Promise<DiskFile> {
    const { file, size } = (await this.#ask({ op: "open", name })) as {
      readonly file: number;
      readonly size: number;
    };
    let isClosed = false;
    return {
      size,
      resize: async (newSize) => {
        await this.#ask({ op: "resize", file, size: newSize });
      },
      read: async (position, length) =>
        (await this.#ask({ op: "read", file, position, length })) as Uint8Array<ArrayBuffer>,
      write: async (position, bytes) => {
        await this.#ask({ op: "write", file, position, bytes }, [bytes.buffer]);
      },
      close: async () => {
        if (!isClosed) {
          isClosed = true;
          await this.#ask({ op: "close", file });
        }
      },
    };
  }

  async find(name: string): Promise<Blob | undefined> {
    try {
      return await (await (await folder()).getFileHandle(name)).getFile();
    } catch (cause) {
      return ifAbsent(cause);
    }
  }

  async remove(name: string): Promise<void> {
    await (await folder()).removeEntry(name).catch(ifAbsent);
  }

  async names(): Promise<readonly string[]> {
    const names: string[] = [];
    for await (const name of (await folder()).keys()) {
      names.push(name);
    }
    return names;
  }

  async #ask(request: Asked, transfer: Transferable[] = []): Promise<DiskResult> {
    const worker = (this.#worker ??= this.#start());
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ ...request, id }, transfer);
    });
  }

  #start(): Worker {
    const worker = this.#openWorker();
    worker.addEventListener("message", ({ data }: MessageEvent<DiskResponse>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if ("failure" in data) {
        waiting?.reject(new DOMException(data.failure.message, data.failure.name));
      } else {
        waiting?.resolve(data.result);
      }
    });
    worker.addEventListener("error", () => {
      for (const { reject } of this.#waiting.values()) {
        reject(new DOMException("The worker that writes to the disk failed", "InvalidStateError"));
      }
      this.#waiting.clear();
    });
    return worker;
  }
}

async function folder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}

function ifAbsent(cause: unknown): undefined {
  if (!(cause instanceof DOMException && cause.name === "NotFoundError")) {
    throw cause;
  }
}
