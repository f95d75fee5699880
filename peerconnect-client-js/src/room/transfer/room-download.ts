import type { RemoteFile } from "./remote-file.ts";

/**
 * - `queued`: waits for its turn
 * - `checking`: what an earlier visit left is being verified
 * - `waiting`: nobody who has it can be reached, or its sender has not offered it again
 * - `running`
 * - `paused`
 * - `finishing`: all bytes are here, the file is being closed
 * - `done`, `failed`, `cancelled`: the end
 */
export type DownloadState =
  | "queued"
  | "checking"
  | "waiting"
  | "running"
  | "paused"
  | "finishing"
  | "done"
  | "failed"
  | "cancelled";

/**
 * - `withdrawn`: the sender took it back
 * - `changed`, `vanished`: the sender's file changed or was deleted
 * - `corrupt`: the sender keeps sending bytes that do not match their hash
 * - `no-space`: the disk or the browser's share of it is full
 * - `too-large`: this browser can keep files only in memory, and not one of this size
 * - `disk`: the disk refused to write
 */
export type DownloadFailure =
  | "withdrawn"
  | "changed"
  | "vanished"
  | "corrupt"
  | "no-space"
  | "too-large"
  | "disk";

/** Where the bytes go: a folder or file of the visitor, this site's private part of the disk, a browser download, memory. */
export type SinkKind = "folder" | "private" | "stream" | "memory";

/** A file, or several in one archive, on the way to us. */
export interface RoomDownload {
  readonly key: string;
  readonly kind: "file" | "zip";
  /** The name to save it under. */
  readonly name: string;
  /** What it consists of. */
  readonly files: readonly Pick<RemoteFile, "name" | "path" | "size" | "type" | "modified">[];
  /** Of the result, in bytes. */
  readonly size: number;
  readonly state: DownloadState;
  readonly failure: DownloadFailure | undefined;
  /** Verified and written, in bytes. */
  readonly bytes: number;
  /** In bytes per second, smoothed. */
  readonly speed: number;
  /** Time until the rest is there, in milliseconds; undefined when unknown. */
  readonly etaMs: number | undefined;
  readonly sink: SinkKind | undefined;
  /** Whether a reload of the page goes on where this visit stopped. */
  readonly isResumable: boolean;
  /** The result once `done`, to save or to look at. Throws `DownloadNotDoneError` before. */
  file(): Promise<Blob>;
}

export interface DownloadOptions {
  /**
   * One download for each file, or one archive of them all.
   *
   * @default "files"
   */
  readonly as?: "files" | "zip";
  /** The name of the archive, without `.zip`. @default "files" */
  readonly name?: string;
  /** Where to put the files, with their folders. @default the browser keeps them until they are saved */
  readonly folder?: FileSystemDirectoryHandle;
}
