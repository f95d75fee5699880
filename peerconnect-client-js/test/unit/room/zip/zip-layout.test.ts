import { describe, expect, it } from "vitest";
import { type ZipEntry, ZipLayout } from "../../../../src/room/zip/zip-layout.ts";
import { readZip } from "../../../support/zip-reader.ts";

const GIB = 2 ** 30;
const MODIFIED = Date.UTC(2024, 1, 29, 12, 34, 56);

describe("ZipLayout", () => {
  it("places files and folders one behind the other", () => {
    const { layout, result } = read([
      { name: "a.txt", size: 10, modified: MODIFIED },
      { name: "größer/b.txt", size: 0, modified: MODIFIED },
      { name: "c", size: 3, modified: MODIFIED },
    ]);
    expect(result[0]?.seconds).toBe(MODIFIED / 1000);
    expect(layout.size).toBeLessThan(500);
  });

  it("describes an archive without files", () => {
    expect(read([]).layout.size).toBe(22);
  });

  it("takes Zip64 for a file of more than 4 GiB", () => {
    read([
      { name: "small", size: 5, modified: MODIFIED },
      { name: "large", size: 5 * GIB, modified: MODIFIED },
      { name: "behind", size: 5, modified: MODIFIED },
    ]);
  });

  it.each([-1, 0, 1])("takes Zip64 from the limit on, %i bytes beyond", (beyond) => {
    read([
      { name: "large", size: 0xffffffff + beyond, modified: MODIFIED },
      { name: "behind", size: 5, modified: MODIFIED },
    ]);
  });

  it("takes Zip64 for positions behind 4 GiB", () => {
    read(
      Array.from({ length: 6 }, (_, index) => ({
        name: `${index}`,
        size: GIB,
        modified: MODIFIED,
      })),
    );
  });

  it("takes Zip64 for 70,000 files", () => {
    const { layout } = read(
      Array.from({ length: 70_000 }, (_, index) => ({
        name: `folder/${index}`,
        size: 1,
        modified: MODIFIED,
      })),
    );
    expect(layout.size).toBeGreaterThan(70_000 * 100);
  });

  it("makes its directory in parts", () => {
    const entries = Array.from({ length: 20_000 }, (_, index) => ({
      name: `${index}`,
      size: 1,
      modified: MODIFIED,
    }));
    const parts = [...new ZipLayout(entries).directory([])];
    expect(parts.length).toBeGreaterThan(3);
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThan(300_000);
  });

  it.each([0, Date.UTC(1975, 0, 1), Date.UTC(2200, 0, 1), 8.64e15, Number.NaN])(
    "survives the time %d",
    (modified) => {
      read([{ name: "a", size: 1, modified }]);
    },
  );
});

function read(entries: readonly ZipEntry[]) {
  const layout = new ZipLayout(entries);
  const crcs = entries.map((_, index) => 0xff000000 + index);
  const pieces = new Map<number, Uint8Array>();
  entries.forEach((_, index) => {
    const { position, bytes } = layout.localHeader(index, crcs[index] ?? 0);
    pieces.set(position, bytes);
    expect(position + bytes.length).toBe(layout.dataPosition(index));
  });
  const parts = [...layout.directory(crcs)];
  const directory = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    directory.set(part, at);
    at += part.length;
  }
  pieces.set(layout.directoryPosition, directory);
  expect(layout.directoryPosition + directory.length).toBe(layout.size);
  const result = readZip(pieces, layout.size);
  expect(result.map(({ name, size, data, crc }) => ({ name, size, data, crc }))).toEqual(
    entries.map(({ name, size }, index) => ({
      name,
      size,
      data: layout.dataPosition(index),
      crc: crcs[index],
    })),
  );
  return { layout, result };
}
