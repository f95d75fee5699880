import { describe, expect, it } from "vitest";
import type { PeerId } from "../../../../src/protocol/values.ts";
import { joinReceived, totalOf } from "../../../../src/room/page/received-files.ts";
import type { RemoteFile, RemoteOffer } from "../../../../src/room/transfer/remote-file.ts";
import type { RoomDownload } from "../../../../src/room/transfer/room-download.ts";

const ann = "node-ann00000" as PeerId;
const nothing = { begun: new Map(), opened: new Set<string>(), saved: new Set<string>() };

describe("joinReceived", () => {
  it("lists what is offered, by who offers it", () => {
    const { files } = join([offer("o", [file("a"), file("b")])]);
    expect(files.get(ann)?.map(({ name, state }) => [name, state])).toEqual([
      ["a", "offered"],
      ["b", "offered"],
    ]);
  });

  it("joins a file with its download", () => {
    const { files, targets } = join(
      [offer("o", [file("a")])],
      [download("d", file("a"), { state: "running", bytes: 40, speed: 20, etaMs: 3000 })],
    );
    expect(files.get(ann)).toMatchObject([
      { id: "a", state: "running", progress: { bytes: 40, total: 100, speed: 20, etaMs: 3000 } },
    ]);
    expect(targets.get("a")?.download?.key).toBe("d");
  });

  it("shows the latest of several downloads of one file", () => {
    const { files } = join(
      [offer("o", [file("a")])],
      [
        download("d", file("a"), { state: "failed", failure: "no-space" }),
        download("e", file("a"), { state: "done", sink: "private" }),
      ],
    );
    expect(files.get(ann)).toMatchObject([{ state: "done", problem: undefined, maySave: true }]);
  });

  it("tells files that are alike apart by what the visitor began", () => {
    const twins = [file("a"), { ...file("a"), key: "twin" }];
    const { files } = joinReceived({
      ...nothing,
      offers: [offer("o", twins)],
      downloads: [download("d", file("a"), { state: "done" })],
      begun: new Map([["d", "twin"]]),
      mustAccept: false,
    });
    expect(files.get(ann)?.map(({ id, state }) => [id, state])).toEqual([
      ["a", "offered"],
      ["twin", "done"],
    ]);
  });

  it("keeps what is here of files that nobody offers any more", () => {
    const { files } = join([], [download("d", file("a"), { state: "done", sink: "memory" })]);
    expect(files.get("")).toMatchObject([{ id: "d", name: "a", state: "done", maySave: true }]);
  });

  it("asks before it lists, in a group", () => {
    const { files, proposals } = join([offer("o", [file("a"), file("b")])], [], true);
    expect(files.size).toBe(0);
    expect(proposals.get(ann)).toEqual([
      { id: "o", files: 2, size: 200, isPrivate: false, names: ["a", "b"] },
    ]);
  });

  it.each([
    ["accepted", 0, 1],
    ["declined", 0, 0],
  ] as const)("lists an offer that was %s accordingly", (answer, proposed, listed) => {
    const { files, proposals } = join([{ ...offer("o", [file("a")]), answer }], [], true);
    expect(proposals.size).toBe(proposed);
    expect(files.size).toBe(listed);
  });

  it("lists an offer that the visitor wants to choose from, or began to take before a reload", () => {
    const chosen = joinReceived({
      ...nothing,
      offers: [offer("o", [file("a")])],
      downloads: [],
      opened: new Set(["o"]),
      mustAccept: true,
    });
    expect(chosen.files.get(ann)).toHaveLength(1);
    const begun = join([offer("o", [file("a")])], [download("d", file("a"), {})], true);
    expect(begun.files.get(ann)).toHaveLength(1);
  });

  it("says of a failure what it means", () => {
    const { files } = join(
      [offer("o", [file("a")])],
      [download("d", file("a"), { state: "failed", failure: "changed" })],
    );
    expect(files.get(ann)).toMatchObject([{ state: "failed", problem: "file-changed" }]);
  });

  it("knows what is saved already, and what can be looked at", () => {
    const image = { ...file("a.png"), name: "a.png" };
    const { files } = join(
      [offer("o", [image])],
      [download("d", image, { state: "done", sink: "folder" })],
    );
    expect(files.get(ann)).toMatchObject([{ isSaved: true, maySave: false, mayView: true }]);
  });

  it("shows archives apart", () => {
    const zip = {
      ...download("z", file("a"), { state: "running" }),
      kind: "zip",
      name: "files.zip",
    };
    const { files, archives } = join([offer("o", [file("a")])], [zip as RoomDownload]);
    expect(files.get(ann)).toMatchObject([{ state: "offered" }]);
    expect(archives).toMatchObject([{ name: "files.zip", state: "running", mayView: false }]);
  });
});

describe("totalOf", () => {
  it("adds up what is under way", () => {
    expect(
      totalOf([
        download("d", file("a"), { state: "done", bytes: 100 }),
        download("e", file("b"), { state: "running", bytes: 50, speed: 10 }),
        download("f", file("c"), { state: "failed", bytes: 70 }),
      ]),
    ).toEqual({ bytes: 150, total: 200, speed: 10, etaMs: 5000 });
  });

  it("is silent when nothing moves, or only one thing", () => {
    const done = download("d", file("a"), { state: "done" });
    expect(totalOf([done, done])).toBeUndefined();
    expect(totalOf([download("e", file("b"), { state: "running" })])).toBeUndefined();
  });
});

function join(
  offers: readonly RemoteOffer[],
  downloads: readonly RoomDownload[] = [],
  mustAccept = false,
) {
  return joinReceived({ ...nothing, offers, downloads, mustAccept });
}

function file(key: string): RemoteFile {
  return { key, from: ann, offer: "o", name: key, path: [], size: 100, type: "", modified: 7 };
}

function offer(key: string, files: readonly RemoteFile[]): RemoteOffer {
  return { key, from: ann, isPrivate: false, files, size: 100 * files.length, answer: "open" };
}

function download(key: string, one: RemoteFile, some: Partial<RoomDownload>): RoomDownload {
  return {
    key,
    kind: "file",
    name: one.name,
    files: [one],
    size: one.size,
    state: "queued",
    failure: undefined,
    bytes: 0,
    speed: 0,
    etaMs: undefined,
    sink: undefined,
    isResumable: false,
    file: async () => new Blob(),
    ...some,
  };
}
