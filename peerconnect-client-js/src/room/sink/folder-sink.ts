import { SinkError } from "../errors.ts";
import { numberedName } from "./safe-name.ts";
import type { Sink } from "./sink.ts";
import { toSinkError } from "./sink-failure.ts";

/**
 * A file in a folder that the visitor chose. The browser shows it under its name only once it is closed: whatever ends the
 * download before leaves nothing behind.
 */
export class FolderSink implements Sink {
  readonly kind = "folder";
  readonly reach = Infinity;
  readonly isReadable = false;
  readonly #folder: FileSystemDirectoryHandle;
  readonly #handle: FileSystemFileHandle;
  readonly #writable: FileSystemWritableFileStream;
  #isClosed = false;

  private constructor(
    folder: FileSystemDirectoryHandle,
    handle: FileSystemFileHandle,
    writable: FileSystemWritableFileStream,
  ) {
    this.#folder = folder;
    this.#handle = handle;
    this.#writable = writable;
  }

  /** Open a file below a folder, under a name that is not there yet. */
  static async open(
    root: FileSystemDirectoryHandle,
    path: readonly string[],
    name: string,
  ): Promise<FolderSink> {
    try {
      let folder = root;
      for (const step of path) {
        folder = await folder.getDirectoryHandle(step, { create: true });
      }
      const handle = await createFile(folder, name);
      return new FolderSink(folder, handle, await handle.createWritable());
    } catch (cause) {
      return toSinkError(cause);
    }
  }

  async write(position: number, data: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#writable.write({ type: "write", position, data }).catch(toSinkError);
  }

  async read(): Promise<Uint8Array<ArrayBuffer>> {
    throw new SinkError("disk", "A file in a folder cannot be read before it is closed");
  }

  async finish(): Promise<Blob | undefined> {
    await this.#writable.close().catch(toSinkError);
    this.#isClosed = true;
    return this.#handle.getFile();
  }

  async discard(): Promise<void> {
    if (this.#isClosed) {
      // It is the visitor's now.
      return;
    }
    // Both fail where the disk is gone; then there is nothing to remove either.
    await this.#writable.abort().catch(() => {});
    await this.#folder.removeEntry(this.#handle.name).catch(() => {});
  }
}

async function createFile(
  folder: FileSystemDirectoryHandle,
  name: string,
): Promise<FileSystemFileHandle> {
  let candidate = name;
  for (let count = 1; await exists(folder, candidate); count++) {
    candidate = numberedName(name, count);
  }
  return folder.getFileHandle(candidate, { create: true });
}

async function exists(folder: FileSystemDirectoryHandle, name: string): Promise<boolean> {
  try {
    await folder.getFileHandle(name);
    return true;
  } catch (cause) {
    const reason = cause instanceof DOMException ? cause.name : "";
    if (reason !== "NotFoundError" && reason !== "TypeMismatchError") {
      throw cause;
    }
    // A folder may have that name.
    return reason === "TypeMismatchError";
  }
}
