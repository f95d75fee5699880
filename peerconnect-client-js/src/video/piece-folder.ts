/** Pieces as files of the origin private file system, one folder for each video and page. */
export class PieceFolder {
  readonly #folder: Promise<FileSystemDirectoryHandle>;
  readonly #close: () => void;
  /** Writes that are under way: what is read meanwhile comes from here. */
  readonly #writing = new Map<number, Uint8Array<ArrayBuffer>>();

  private constructor(folder: Promise<FileSystemDirectoryHandle>, close: () => void) {
    this.#folder = folder;
    this.#close = close;
    // Each use hears of a failure by itself.
    folder.catch(() => undefined);
  }

  /** Open a folder, `undefined` where the browser has no such file system. */
  static open(): PieceFolder | undefined {
    const isThere =
      "locks" in navigator &&
      "storage" in navigator &&
      "getDirectory" in navigator.storage &&
      "createWritable" in FileSystemFileHandle.prototype;
    if (!isThere) return undefined;
    const name = crypto.randomUUID();
    let close: (() => void) | undefined;
    const closed = new Promise<void>((resolve) => (close = resolve));
    return new PieceFolder(create(name, closed), () => close?.());
  }

  async write(piece: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#writing.set(piece, bytes);
    try {
      const file = await (await this.#folder).getFileHandle(String(piece), { create: true });
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
      const file = await (await this.#folder).getFileHandle(String(piece));
      return new Uint8Array(await (await file.getFile()).arrayBuffer());
    } catch {
      // The browser may clear it whenever it needs room.
      return undefined;
    }
  }

  async remove(piece: number): Promise<void> {
    try {
      await (await this.#folder).removeEntry(String(piece));
    } catch {
      // It is not there, which is what we want.
    }
  }

  /** Let the folder be removed. */
  close(): void {
    this.#close();
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
        await parent.removeEntry(name, { recursive: true });
      })
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
