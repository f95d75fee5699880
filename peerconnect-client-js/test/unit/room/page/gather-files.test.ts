// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { filesOfTransfer } from "../../../../src/room/page/gather-files.ts";

describe("filesOfTransfer", () => {
  it("takes files and everything in folders, and knows where in them it lies", async () => {
    const alps = folder("Alps", [file("list.txt"), folder("Day 1", [file("peak.jpg")])]);
    expect(await pathsOf([file("notes.txt"), alps])).toEqual([
      "notes.txt",
      "Alps/list.txt",
      "Alps/Day 1/peak.jpg",
    ]);
  });

  it("takes all files of a folder, of which browsers hand out a hundred at a time", async () => {
    const files = Array.from({ length: 250 }, (_, index) => file(`${index}.txt`));
    expect(await pathsOf([folder("Many", files)])).toHaveLength(250);
  });

  it("leaves out what cannot be read, and keeps the rest", async () => {
    const broken = { ...file("broken.txt"), file: (_: unknown, fail: () => void) => fail() };
    const locked = {
      ...folder("Locked", []),
      createReader: () => ({ readEntries: (_: unknown, fail: () => void) => fail() }),
    };
    const mixed = folder("Mixed", [broken, locked, file("good.txt")]);
    expect(await pathsOf([mixed])).toEqual(["Mixed/good.txt"]);
  });

  it("takes what is pasted, which has no entry in some browsers", async () => {
    expect(await pathsOf([new File([], "pasted.png")])).toEqual(["pasted.png"]);
  });
});

type Entry = ReturnType<typeof file> | ReturnType<typeof folder>;

async function pathsOf(dropped: readonly (Entry | File)[]): Promise<readonly string[]> {
  const items = dropped.map((it) => ({
    kind: "file",
    webkitGetAsEntry: () => (it instanceof File ? null : it),
    getAsFile: () => (it instanceof File ? it : null),
  }));
  const text = { kind: "string" };
  const found = await filesOfTransfer({ items: [text, ...items] } as unknown as DataTransfer);
  return found.map(({ path, name }) => [...path, name].join("/"));
}

function file(name: string) {
  return {
    name,
    isFile: true,
    isDirectory: false,
    file: (take: (file: File) => void, _fail: () => void) => take(new File([], name)),
  };
}

function folder(name: string, entries: readonly object[]) {
  return {
    name,
    isFile: false,
    isDirectory: true,
    createReader: () => {
      const left = [...entries];
      return {
        readEntries: (take: (some: readonly object[]) => void, _fail: () => void) =>
          take(left.splice(0, 100)),
      };
    },
  };
}
