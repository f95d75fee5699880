import type { SinkKind } from "../transfer/room-download.ts";

/** Where the bytes of one download go. All positions and lengths are in bytes. Failures are `SinkError`s. */
export interface Sink {
  readonly kind: SinkKind;
  /** How far behind the first gap bytes may be written; infinite where any order will do. */
  readonly reach: number;
  /** Whether bytes can be read back before the end. */
  readonly isReadable: boolean;
  /** Write bytes, which the caller gives away. Resolves when they may be acknowledged. */
  write(position: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Return bytes that were written. */
  read(position: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Close the result after all of it was written. Returns it unless it went out of our hands. */
  finish(): Promise<Blob | undefined>;
  /** Leave no trace. */
  discard(): Promise<void>;
}
