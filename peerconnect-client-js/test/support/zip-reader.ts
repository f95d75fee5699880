/** One entry of an archive, as its directory and its local header tell it. */
export interface ReadEntry {
  readonly name: string;
  readonly size: number;
  readonly crc: number;
  readonly data: number;
  readonly seconds: number | undefined;
}

/** Bytes at positions, as a file with holes has them. */
export type Pieces = ReadonlyMap<number, Uint8Array>;

/** Read an archive after APPNOTE.TXT: from its end to its directory, from there to each file. */
export function readZip(pieces: Pieces, size: number): readonly ReadEntry[] {
  const end = viewAt(pieces, size - 22);
  check(end.getUint32(0, true) === 0x06054b50, "the end");
  let count = end.getUint16(10, true);
  let length = end.getUint32(12, true);
  let position = end.getUint32(16, true);
  if (count === 0xffff || position === 0xffffffff) {
    const locator = viewAt(pieces, size - 42);
    check(locator.getUint32(0, true) === 0x07064b50, "the locator of Zip64");
    const end64 = viewAt(pieces, Number(locator.getBigUint64(8, true)));
    check(end64.getUint32(0, true) === 0x06064b50, "the end of Zip64");
    count = Number(end64.getBigUint64(32, true));
    length = Number(end64.getBigUint64(40, true));
    position = Number(end64.getBigUint64(48, true));
  }
  const entries: ReadEntry[] = [];
  const directory = count > 0 ? viewAt(pieces, position) : new DataView(new ArrayBuffer(0));
  let at = position;
  for (let index = 0; index < count; index++) {
    const header = new DataView(directory.buffer, directory.byteOffset + at - position);
    check(header.getUint32(0, true) === 0x02014b50, `header ${index} of the directory`);
    const nameLength = header.getUint16(28, true);
    const extraLength = header.getUint16(30, true);
    const name = textOf(header, 46, nameLength);
    let entrySize = header.getUint32(24, true);
    let local = header.getUint32(42, true);
    let seconds: number | undefined;
    for (let extra = 46 + nameLength; extra < 46 + nameLength + extraLength;) {
      const id = header.getUint16(extra, true);
      let field = extra + 4;
      if (id === 0x0001) {
        if (entrySize === 0xffffffff) {
          entrySize = Number(header.getBigUint64(field, true));
          // The stored size, which is the same.
          check(Number(header.getBigUint64(field + 8, true)) === entrySize, "both sizes");
          field += 16;
        }
        if (local === 0xffffffff) {
          local = Number(header.getBigUint64(field, true));
        }
      } else if (id === 0x5455) {
        seconds = header.getUint32(field + 1, true);
      }
      extra += 4 + header.getUint16(extra + 2, true);
    }
    const localHeader = viewAt(pieces, local);
    check(localHeader.getUint32(0, true) === 0x04034b50, `the header before '${name}'`);
    check(localHeader.getUint32(14, true) === header.getUint32(16, true), "both sums");
    const localName = localHeader.getUint16(26, true);
    check(textOf(localHeader, 30, localName) === name, "both names");
    entries.push({
      name,
      size: entrySize,
      crc: header.getUint32(16, true),
      data: local + 30 + localName + localHeader.getUint16(28, true),
      seconds,
    });
    at += 46 + nameLength + extraLength + header.getUint16(32, true);
  }
  check(at === position + length, "the length of the directory");
  return entries;
}

function viewAt(pieces: Pieces, position: number): DataView {
  const exact = pieces.get(position);
  for (const [start, bytes] of exact ? [[position, exact] as const] : pieces) {
    if (start <= position && position < start + bytes.length) {
      const offset = position - start;
      return new DataView(bytes.buffer, bytes.byteOffset + offset, bytes.length - offset);
    }
  }
  throw new Error(`Nothing stands at ${position}`);
}

function textOf(view: DataView, at: number, length: number): string {
  return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at, length));
}

function check(holds: boolean, what: string): void {
  if (!holds) {
    throw new Error(`Wrong: ${what}`);
  }
}
