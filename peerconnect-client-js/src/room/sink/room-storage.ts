import type { Disk } from "./disk.ts";
import type { DownloadRecords } from "./download-records.ts";

/** What a browser offers to keep downloads in. */
export interface RoomStorage {
  /** This site's private part of the disk; undefined where there is none. */
  readonly disk: Disk | undefined;
  readonly records: DownloadRecords | undefined;
}
