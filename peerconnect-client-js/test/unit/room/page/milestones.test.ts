import { describe, expect, it } from "vitest";
import type { PeerId } from "../../../../src/protocol/values.ts";
import { Milestones } from "../../../../src/room/page/milestones.ts";
import type { OwnOffer } from "../../../../src/room/transfer/own-offer.ts";
import type { RoomDownload } from "../../../../src/room/transfer/room-download.ts";

describe("Milestones", () => {
  it("tell of each quarter once, and of the end", () => {
    const milestones = new Milestones();
    const at = (bytes: number) =>
      milestones.received([download("a", bytes < 100 ? "running" : "done", bytes)]);
    expect(
      [0, 10, 26, 30, 49, 51, 80, 90, 100].map((bytes) => at(bytes).map(({ type }) => type)),
    ).toEqual([[], [], ["progress"], [], [], ["progress"], ["progress"], [], ["received"]]);
  });

  it("tell of files one by one while they are few", () => {
    const milestones = new Milestones();
    milestones.began([download("a", "queued"), download("b", "queued")]);
    expect(milestones.received([download("a", "done", 100), download("b", "done", 100)])).toEqual([
      { type: "received", name: "a" },
      { type: "received", name: "b" },
    ]);
  });

  it("tell of many files once", () => {
    const milestones = new Milestones();
    const names = Array.from({ length: 500 }, (_, index) => String(index));
    milestones.began(names.map((name) => download(name, "queued")));
    milestones.received(names.map((name) => download(name, "running")));
    const news = milestones.received(names.map((name) => download(name, "done", 100)));
    expect(new Set(news.map(({ type }) => type))).toEqual(new Set(["received-all"]));
    expect(news).toHaveLength(1);
  });

  it("tell of failures", () => {
    const milestones = new Milestones();
    milestones.received([download("a", "running")]);
    expect(milestones.received([download("a", "failed")])).toMatchObject([{ type: "failed" }]);
    expect(milestones.received([download("a", "failed")])).toEqual([]);
  });

  it("say nothing of what an earlier visit left", () => {
    expect(new Milestones().received([download("a", "done", 100)])).toEqual([]);
  });

  it("tell who has everything of an offer, each time anew", () => {
    const milestones = new Milestones();
    expect(milestones.sent([offer(2, 1)])).toEqual([]);
    expect(milestones.sent([offer(2, 2)])).toEqual([
      { type: "sent", files: 2, peer: "node-ann00000" },
    ]);
    expect(milestones.sent([offer(2, 2)])).toEqual([]);
    expect(milestones.sent([offer(3, 2)])).toEqual([]);
    expect(milestones.sent([offer(3, 3)])).toHaveLength(1);
  });
});

function download(key: string, state: RoomDownload["state"], bytes = 0): RoomDownload {
  return { key, name: key, kind: "file", state, bytes, size: 100 } as unknown as RoomDownload;
}

function offer(files: number, filesDone: number): OwnOffer {
  const peer = "node-ann00000" as PeerId;
  return { key: "o", receivers: [{ peer, files, filesDone }] } as unknown as OwnOffer;
}
