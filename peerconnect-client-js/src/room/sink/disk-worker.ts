import { type DiskRequest, type DiskResponse, type DiskResult, FOLDER } from "./disk-messages.ts";

/*
 * Writes to the private part of the disk. Only workers may open files for synchronous access, which is several times as fast
 * as the streams that pages have.
 */

/** The parts of the platform that TypeScript has in a library that cannot be mixed with the one for pages. */
interface SyncAccessHandle {
  getSize(): number;
  read(buffer: Uint8Array, options: { readonly at: number }): number;
  write(buffer: Uint8Array, options: { readonly at: number }): number;
  truncate(size: number): void;
  close(): void;
}
interface WorkerScope {
  postMessage(message: DiskResponse, transfer?: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent<DiskRequest>) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
const files = new Map<number, SyncAccessHandle>();
let lastFile = 0;
let turn: Promise<void> = Promise.resolve();

scope.addEventListener("message", ({ data }) => {
  turn = turn.then(() => answer(data));
});

async function answer(request: DiskRequest): Promise<void> {
  const { id } = request;
  try {
    const result = await carryOut(request);
    scope.postMessage({ id, result }, result instanceof Uint8Array ? [result.buffer] : []);
  } catch (cause) {
    const { name, message } = cause as Error;
    scope.postMessage({ id, failure: { name, message } });
  }
}

async function carryOut(request: DiskRequest): Promise<DiskResult> {
  switch (request.op) {
    case "open":
      return open(request.name);
    case "read": {
      const bytes = new Uint8Array(request.length);
      const count = find(request.file).read(bytes, { at: request.position });
      return count === bytes.length ? bytes : bytes.slice(0, count);
    }
    case "write": {
      const count = find(request.file).write(request.bytes, { at: request.position });
      if (count < request.bytes.length) {
        throw new DOMException("Not all bytes were written", "QuotaExceededError");
      }
      return undefined;
    }
    case "resize":
      find(request.file).truncate(request.size);
      return undefined;
    case "close":
      find(request.file).close();
      files.delete(request.file);
      return undefined;
  }
}

async function open(name: string): Promise<DiskResult> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(FOLDER, { create: true });
  const handle = (await folder.getFileHandle(name, { create: true })) as FileSystemFileHandle & {
    createSyncAccessHandle(): Promise<SyncAccessHandle>;
  };
  const access = await handle.createSyncAccessHandle();
  const file = ++lastFile;
  files.set(file, access);
  return { file, size: access.getSize() };
}

function find(file: number): SyncAccessHandle {
  const access = files.get(file);
  if (!access) {
    throw new DOMException("The file is closed", "InvalidStateError");
  }
  return access;
}
