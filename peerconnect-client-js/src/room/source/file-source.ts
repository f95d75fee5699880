/** A file of ours to read from. */
export interface FileSource {
  readonly name: string;
  /** The folders that it lies in, outermost first. */
  readonly path: readonly string[];
  /** In bytes. */
  readonly size: number;
  /** Media type; empty when unknown. */
  readonly type: string;
  /** Time of the last change, in milliseconds since 1970. */
  readonly modified: number;
  /** Return bytes. Throws a `SourceError` when the file is no longer what it was. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}
