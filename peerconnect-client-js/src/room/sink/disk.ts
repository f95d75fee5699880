/** A file of a `Disk`, open for us alone. All positions and lengths are in bytes. */
export interface DiskFile {
  /** When it was opened. */
  readonly size: number;
  /** Set how long it will be. Rejects when that is more than there is room for. */
  resize(size: number): Promise<void>;
  /** Return bytes; fewer where the file ends. */
  read(position: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Write bytes, which the caller gives away; writes are carried out in order. */
  write(position: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): Promise<void>;
}

/** This site's private part of the disk. */
export interface Disk {
  /** Open a file, which is made when it is not there. Rejects when somebody else has it open. */
  open(name: string): Promise<DiskFile>;
  /** Return a closed file. */
  find(name: string): Promise<Blob | undefined>;
  /** Remove a closed file, if it is there. */
  remove(name: string): Promise<void>;
  /** Return the names of all files. */
  names(): Promise<readonly string[]>;
}
