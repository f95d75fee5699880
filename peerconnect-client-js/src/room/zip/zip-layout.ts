/** One file in an archive. */
export interface ZipEntry {
  /** Folders and name, joined by `/`; safe and not used twice. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** Time of the last change, in milliseconds since 1970. */
  readonly modified: number;
}

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const END_64_LOCATOR = 0x07064b50;
const ZIP64_FIELD = 0x0001;
const TIME_FIELD = 0x5455;
const UTF8_NAMES = 0x0800;
const STORED = 0;
const VERSION = 20;
const VERSION_64 = 45;
const MADE_ON_UNIX = 3 << 8;
const PLAIN_FILE = 0o100644 * 0x10000;
const MAX_U16 = 0xffff;
const MAX_U32 = 0xffffffff;
/** How many bytes of the directory are made at once. */
const PART = 256 * 1024;

interface Placed extends ZipEntry {
  readonly encodedName: Uint8Array;
  readonly header: number;
  readonly data: number;
}

/*
 * Where everything stands in an archive whose files are stored and not compressed. Since names and sizes are known at the
 * start, so is every position, and blocks can be written as they arrive, in any order; only the check sums come last. That
 * is why no streaming library writes our archives: it would need the bytes in order, and all of them again after a reload.
 * Layout after APPNOTE.TXT 6.3.10 [1] with Zip64 where a size, a position or the number of files asks for it.
 *
 * [1] https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */

/** The layout of one archive. */
export class ZipLayout {
  /** Of the whole archive, in bytes. */
  readonly size: number;
  readonly #entries: readonly Placed[];
  readonly #directory: number;

  constructor(entries: readonly ZipEntry[]) {
    let position = 0;
    this.#entries = entries.map((entry) => {
      const encodedName = new TextEncoder().encode(entry.name);
      const header = position;
      const data = header + 30 + encodedName.length + localExtraLength(entry);
      position = data + entry.size;
      return { ...entry, encodedName, header, data };
    });
    this.#directory = position;
    this.size = this.#entries.reduce((sum, entry) => sum + centralLength(entry), position);
    this.size += this.#endLength;
  }

  /** Return where a file's bytes begin. */
  dataPosition(entry: number): number {
    return this.#at(entry).data;
  }

  /** Where the directory begins: all behind it comes from `directory`. */
  get directoryPosition(): number {
    return this.#directory;
  }

  /** Return what stands before a file's bytes, and where. */
  localHeader(
    entry: number,
    crc: number,
  ): { readonly position: number; readonly bytes: Uint8Array<ArrayBuffer> } {
    const { header, size, modified, encodedName } = this.#at(entry);
    const is64 = size >= MAX_U32;
    const writer = new Writer(30 + encodedName.length + localExtraLength({ size }));
    writer.u32(LOCAL_HEADER);
    writer.u16(is64 ? VERSION_64 : VERSION);
    writeCommon(writer, modified, crc, size, encodedName.length, localExtraLength({ size }));
    writer.bytes(encodedName);
    writeTime(writer, modified);
    if (is64) {
      writer.u16(ZIP64_FIELD);
      writer.u16(16);
      writer.u64(size);
      writer.u64(size);
    }
    return { position: header, bytes: writer.result };
  }

  /** Return what stands behind all files, in parts of a bounded size. */
  *directory(crcs: readonly number[]): Iterable<Uint8Array<ArrayBuffer>> {
    let part: Uint8Array<ArrayBuffer>[] = [];
    let length = 0;
    for (const [index, entry] of this.#entries.entries()) {
      const bytes = centralHeader(entry, crcs[index] ?? 0);
      part.push(bytes);
      length += bytes.length;
      if (length >= PART) {
        yield join(part);
        part = [];
        length = 0;
      }
    }
    part.push(this.#end());
    yield join(part);
  }

  #at(entry: number): Placed {
    const placed = this.#entries[entry];
    if (!placed) {
      throw new RangeError(`'entry' must be less than ${this.#entries.length}, but was ${entry}`);
    }
    return placed;
  }

  get #is64(): boolean {
    return this.#entries.length >= MAX_U16 || this.#directory >= MAX_U32;
  }

  get #endLength(): number {
    return this.#is64 ? 56 + 20 + 22 : 22;
  }

  #end(): Uint8Array<ArrayBuffer> {
    const count = this.#entries.length;
    const length = this.size - this.#endLength - this.#directory;
    const writer = new Writer(this.#endLength);
    if (this.#is64) {
      writer.u32(END_64);
      writer.u64(44);
      writer.u16(MADE_ON_UNIX | VERSION_64);
      writer.u16(VERSION_64);
      writer.u32(0);
      writer.u32(0);
      writer.u64(count);
      writer.u64(count);
      writer.u64(length);
      writer.u64(this.#directory);
      writer.u32(END_64_LOCATOR);
      writer.u32(0);
      writer.u64(this.#directory + length);
      writer.u32(1);
    }
    writer.u32(END);
    writer.u16(0);
    writer.u16(0);
    writer.u16(Math.min(count, MAX_U16));
    writer.u16(Math.min(count, MAX_U16));
    writer.u32(Math.min(length, MAX_U32));
    writer.u32(Math.min(this.#directory, MAX_U32));
    writer.u16(0);
    return writer.result;
  }
}

function localExtraLength({ size }: Pick<ZipEntry, "size">): number {
  return 9 + (size >= MAX_U32 ? 20 : 0);
}

function central64Length({ size, header }: Placed): number {
  const fields = (size >= MAX_U32 ? 16 : 0) + (header >= MAX_U32 ? 8 : 0);
  return fields === 0 ? 0 : 4 + fields;
}

function centralLength(entry: Placed): number {
  return 46 + entry.encodedName.length + 9 + central64Length(entry);
}

function centralHeader(entry: Placed, crc: number): Uint8Array<ArrayBuffer> {
  const { size, modified, header, encodedName } = entry;
  const length64 = central64Length(entry);
  const writer = new Writer(centralLength(entry));
  writer.u32(CENTRAL_HEADER);
  writer.u16(MADE_ON_UNIX | VERSION_64);
  writer.u16(length64 > 0 ? VERSION_64 : VERSION);
  writeCommon(writer, modified, crc, size, encodedName.length, 9 + length64);
  writer.u16(0);
  writer.u16(0);
  writer.u16(0);
  writer.u32(PLAIN_FILE);
  writer.u32(Math.min(header, MAX_U32));
  writer.bytes(encodedName);
  writeTime(writer, modified);
  if (length64 > 0) {
    writer.u16(ZIP64_FIELD);
    writer.u16(length64 - 4);
    if (size >= MAX_U32) {
      writer.u64(size);
      writer.u64(size);
    }
    if (header >= MAX_U32) {
      writer.u64(header);
    }
  }
  return writer.result;
}

function writeCommon(
  writer: Writer,
  modified: number,
  crc: number,
  size: number,
  nameLength: number,
  extraLength: number,
): void {
  writer.u16(UTF8_NAMES);
  writer.u16(STORED);
  writer.u32(dosTime(modified));
  writer.u32(crc);
  writer.u32(Math.min(size, MAX_U32));
  writer.u32(Math.min(size, MAX_U32));
  writer.u16(nameLength);
  writer.u16(extraLength);
}

// Seconds since 1970, which no time zone shifts.
function writeTime(writer: Writer, modified: number): void {
  writer.u16(TIME_FIELD);
  writer.u16(5);
  writer.u8(1);
  writer.u32(Math.min(Math.floor(modified / 1000), 0x7fffffff));
}

// Local time in steps of two seconds, from 1980 to 2107.
function dosTime(modified: number): number {
  const date = new Date(modified);
  const year = date.getFullYear();
  if (!(year >= 1980 && year <= 2107)) {
    return (1 << 21) | (1 << 16);
  }
  const day = ((year - 1980) << 9) | ((date.getMonth() + 1) << 5) | date.getDate();
  const time = (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1);
  return ((day << 16) | time) >>> 0;
}

function join(parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const writer = new Writer(parts.reduce((sum, { length }) => sum + length, 0));
  parts.forEach((part) => writer.bytes(part));
  return writer.result;
}

/** Writes little-endian numbers one after the other. */
class Writer {
  readonly result: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  #at = 0;

  constructor(length: number) {
    this.result = new Uint8Array(length);
    this.#view = new DataView(this.result.buffer);
  }

  u8(value: number): void {
    this.#view.setUint8(this.#at, value);
    this.#at += 1;
  }

  u16(value: number): void {
    this.#view.setUint16(this.#at, value, true);
    this.#at += 2;
  }

  u32(value: number): void {
    this.#view.setUint32(this.#at, value, true);
    this.#at += 4;
  }

  u64(value: number): void {
    this.#view.setBigUint64(this.#at, BigInt(value), true);
    this.#at += 8;
  }

  bytes(bytes: Uint8Array): void {
    this.result.set(bytes, this.#at);
    this.#at += bytes.length;
  }
}
