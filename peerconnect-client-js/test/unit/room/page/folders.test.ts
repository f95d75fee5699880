import { describe, expect, it } from "vitest";
import { entriesOf } from "../../../../src/room/page/folders.ts";
import type { ReceivedModel } from "../../../../src/room/page/room-model.ts";

describe("entriesOf", () => {
  it("puts the files of an outermost folder together where the first of them stands", () => {
    const entries = entriesOf([file("a"), file("b", ["x", "y"]), file("c"), file("d", ["x"])]);
    expect(entries.map(({ name }) => name)).toEqual(["a", "x", "c"]);
    expect(entries[1]).toMatchObject({ size: 200, files: [{ id: "b" }, { id: "d" }] });
  });

  it("counts what is here of a folder", () => {
    const half = { bytes: 50, total: 100, speed: undefined, etaMs: undefined };
    const [folder] = entriesOf([
      { ...file("a", ["x"]), state: "done" },
      { ...file("b", ["x"]), state: "running", progress: half },
      file("c", ["x"]),
    ]);
    expect(folder).toMatchObject({ bytes: 150, size: 300 });
  });
});

function file(id: string, path: readonly string[] = []): ReceivedModel {
  return {
    id,
    name: id,
    path,
    size: 100,
    type: "",
    state: "offered",
    progress: undefined,
    problem: undefined,
    maySave: false,
    isSaved: false,
    mayView: false,
  };
}
