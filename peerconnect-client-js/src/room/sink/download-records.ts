import type { FileFacts } from "../transfer/file-fetch.ts";

/** A download that a later visit may go on with. */
export interface DownloadRecord {
  /** Names the download, and its files on the disk. */
  readonly key: string;
  /** The room that it belongs to. */
  readonly room: string;
  readonly kind: "file" | "zip";
  readonly name: string;
  readonly files: readonly FileFacts[];
  readonly isPaused: boolean;
  readonly isDone: boolean;
  /** Time of the last change, in milliseconds since 1970. */
  readonly changedAt: number;
}

/** What outlives this visit about downloads. */
export interface DownloadRecords {
  list(): Promise<readonly DownloadRecord[]>;
  put(record: DownloadRecord): Promise<void>;
  remove(key: string): Promise<void>;
}
