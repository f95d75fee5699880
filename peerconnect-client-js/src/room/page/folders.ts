import type { ReceivedModel } from "./room-model.ts";

/** A folder with all files in it, those of inner folders included. */
export interface FolderEntry {
  readonly id: string;
  readonly name: string;
  readonly files: readonly ReceivedModel[];
  /** Of all files, in bytes. */
  readonly size: number;
  /** Of all files, as far as they are here. */
  readonly bytes: number;
}

/** Put files of the same outermost folder together, in the order in which they come. */
export function entriesOf(
  files: readonly ReceivedModel[],
): readonly (ReceivedModel | FolderEntry)[] {
  const folders = new Map<string, ReceivedModel[]>();
  const entries: (ReceivedModel | string)[] = [];
  for (const file of files) {
    const [folder] = file.path;
    const known = folder === undefined ? undefined : folders.get(folder);
    if (folder === undefined) {
      entries.push(file);
    } else if (known) {
      known.push(file);
    } else {
      folders.set(folder, [file]);
      entries.push(folder);
    }
  }
  return entries.map((entry) =>
    typeof entry === "string" ? toFolder(entry, folders.get(entry) ?? []) : entry,
  );
}

function toFolder(name: string, files: readonly ReceivedModel[]): FolderEntry {
  return {
    id: `folder ${files[0]?.id ?? ""}`,
    name,
    files,
    size: files.reduce((sum, file) => sum + file.size, 0),
    bytes: files.reduce((sum, file) => sum + hereOf(file), 0),
  };
}

function hereOf({ state, size, progress }: ReceivedModel): number {
  return state === "done" ? size : (progress?.bytes ?? 0);
}
