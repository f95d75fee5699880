/** Pieces as files of the origin private file system, one folder for each video and page, made when it is needed. */
export class PieceFolder {
  #folder: Promise<FileSystemDirectoryHandle> | undefined;
  #close: (() => void) | undefined;
  /** Writes that are under way: what is read meanwhile comes from here. */
  readonly #writing = new Map<number, Uint8Array<ArrayBuffer>>();

  /** Whether the browser has such a file system. */
  static get isSupported(): boolean {
    return (
      "locks" in navigator &&
      "storage" in navigator &&
      "getDirectory" in navigator.storage &&
      "createWritable" in FileSystemFileHandle.prototype
    );
  }

  async write(piece: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#writing.set(piece, bytes);
    try {
      const folder = await (this.#folder ??= this.#open());
      const file = await folder.getFileHandle(String(piece), { create: true });
      const stream = await file.createWritable();
      await stream.write(bytes);
      await stream.close();
    } finally {
      this.#writing.delete(piece);
    }
  }

  /** Return a piece, `undefined` when its file cannot be read. */
  async read(piece: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const bytes = this.#writing.get(piece);
    if (bytes) return bytes;
    try {
      const file = await (await this.#folder)?.getFileHandle(String(piece));
      return file && new Uint8Array(await (await file.getFile()).arrayBuffer());
    } catch {
      // The browser may clear it whenever it needs room.
      return undefined;
    }
  }

  async remove(piece: number): Promise<void> {
    try {
      await (await this.#folder)?.removeEntry(String(piece));
    } catch {
      // It is not there, which is what we want.
    }
  }

  /** Let the folder be removed, with all that is in it. */
  close(): void {
    this.#close?.();
    this.#folder = this.#close = undefined;
  }

  #open(): Promise<FileSystemDirectoryHandle> {
    const closed = new Promise<void>((resolve) => (this.#close = resolve));
    return create(crypto.randomUUID(), closed);
  }
}

const PARENT = "peerconnect-video";

/** A folder lives as long as its lock is held. A page that crashed holds none: whoever comes next clears up after it. */
async function create(name: string, closed: Promise<void>): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  const parent = await root.getDirectoryHandle(PARENT, { create: true });
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(`${PARENT}/${name}`, async () => {
        const folder = await parent.getDirectoryHandle(name, { create: true });
        resolve(folder);
        await closed;
      })
      // Without the lock: a browser does not keep a page that holds one when the visitor goes back.
      .then(() => parent.removeEntry(name, { recursive: true }))
      .catch(reject);
    removeAbandoned(parent, name).catch(() => undefined);
  });
}

async function removeAbandoned(parent: FileSystemDirectoryHandle, own: string): Promise<void> {
  const { held = [] } = await navigator.locks.query();
  const alive = new Set(held.map((lock) => lock.name));
  for await (const name of keysOf(parent)) {
    if (name !== own && !alive.has(`${PARENT}/${name}`)) {
      await parent.removeEntry(name, { recursive: true });
    }
  }
}

function keysOf(folder: FileSystemDirectoryHandle): AsyncIterable<string> {
  return (folder as unknown as { keys(): AsyncIterable<string> }).keys();
}
