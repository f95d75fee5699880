import { BlobSource } from "../source/blob-source.ts";
import type { FileSource } from "../source/file-source.ts";

/** Return the files that a visitor chose; those of a folder know where in it they lie. */
export function filesOfInput(files: Iterable<File>): readonly FileSource[] {
  return [...files].map((file) => {
    const path = file.webkitRelativePath.split("/").slice(0, -1);
    return new BlobSource(file, path);
  });
}

/** Tell whether there may be files in what is dragged or pasted. */
export function mayHaveFiles(transfer: DataTransfer | null): transfer is DataTransfer {
  return transfer?.types.includes("Files") === true;
}

/**
 * Return the files in what was dropped or pasted, with everything in folders. To be called while the event is being handled:
 * afterwards the browser shows nothing of it.
 */
export async function filesOfTransfer(transfer: DataTransfer): Promise<readonly FileSource[]> {
  const items = [...transfer.items].filter(({ kind }) => kind === "file");
  const entries = items.map((item) => item.webkitGetAsEntry());
  const files = items.map((item) => item.getAsFile());
  const gathered = entries.map((entry, index) => {
    const file = files[index];
    // What was pasted has no entry in some browsers.
    return entry ? filesOfEntry(entry, []) : Promise.resolve(file ? [new BlobSource(file)] : []);
  });
  return (await Promise.all(gathered)).flat();
}

async function filesOfEntry(
  entry: FileSystemEntry,
  path: readonly string[],
): Promise<readonly FileSource[]> {
  if (isFile(entry)) {
    const file = await new Promise<File | undefined>((resolve) => {
      // What cannot be read is left out; the rest of the folder is worth having.
      entry.file(resolve, () => resolve(undefined));
    });
    return file ? [new BlobSource(file, path)] : [];
  }
  if (!isDirectory(entry)) {
    return [];
  }
  const inside = [...path, entry.name];
  const found = (await entriesOf(entry)).map((inner) => filesOfEntry(inner, inside));
  return (await Promise.all(found)).flat();
}

async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  // Chromium hands out a hundred at a time, and nothing at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => {
      reader.readEntries(resolve, () => resolve([]));
    });
    if (some.length === 0) {
      return all;
    }
    all.push(...some);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
