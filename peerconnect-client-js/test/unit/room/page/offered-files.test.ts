import { describe, expect, it } from "vitest";
import type { PeerId } from "../../../../src/protocol/values.ts";
import { isSending, joinOffered, sendingTo } from "../../../../src/room/page/offered-files.ts";
import type {
  FileReceiver,
  OfferReceiver,
  OwnFile,
  OwnOffer,
} from "../../../../src/room/transfer/own-offer.ts";

const ann = "node-ann00000" as PeerId;
const nameOf = (): string => "Ann";

describe("joinOffered", () => {
  it("shows files and outermost folders", () => {
    const { models, keys } = joinOffered(
      [offer([file("a"), file("b", ["Alps", "Day 1"]), file("c", ["Alps"])])],
      nameOf,
    );
    expect(models.map(({ name, files, size }) => [name, files, size])).toEqual([
      ["a", undefined, 100],
      ["Alps", 2, 200],
    ]);
    expect([...keys.values()]).toEqual([["a"], ["b", "c"]]);
  });

  it("takes back an offer as a whole where it is one entry", () => {
    const { keys } = joinOffered([offer([file("b", ["Alps"]), file("c", ["Alps"])])], nameOf);
    expect([...keys.values()]).toEqual([["offer"]]);
  });

  it("tells how far receivers are with each entry", () => {
    const running: FileReceiver = { peer: ann, state: "running", bytes: 25 };
    const done: FileReceiver = { peer: ann, state: "done", bytes: 100 };
    const { models } = joinOffered(
      [offer([file("a", [], [running]), file("b", [], [done]), file("c")], [receiver({})])],
      nameOf,
    );
    expect(
      models.map(({ receivers }) => receivers.map(({ state, share }) => [state, share])),
    ).toEqual([[["receiving", 0.25]], [["done", 1]], []]);
  });

  it("tells who declined, and what is for one alone", () => {
    const { models } = joinOffered(
      [{ ...offer([file("a")], [receiver({ answer: "declined", files: 0 })]), to: ann }],
      nameOf,
    );
    expect(models).toMatchObject([{ to: "Ann", receivers: [{ name: "Ann", state: "declined" }] }]);
  });

  it("tells what happened to a file", () => {
    const { models } = joinOffered([offer([{ ...file("a"), trouble: "vanished" }])], nameOf);
    expect(models).toMatchObject([{ problem: "file-vanished" }]);
  });

  it("does not divide by the size of empty files", () => {
    const empty = receiver({ files: 1, filesDone: 1, size: 0, bytes: 0 });
    const { models } = joinOffered([offer([{ ...file("a"), size: 0 }], [empty])], nameOf);
    expect(models).toMatchObject([{ receivers: [{ state: "done", share: 1 }] }]);
  });
});

describe("sendingTo", () => {
  it("adds up all offers that a member takes from", () => {
    const one = receiver({ bytes: 50, size: 100, speed: 10, isRunning: true });
    const two = receiver({ bytes: 0, size: 100, speed: 5, isRunning: false });
    expect(sendingTo(ann, [offer([], [one]), offer([], [two])])).toEqual({
      bytes: 50,
      total: 200,
      speed: 10,
      etaMs: 15_000,
    });
  });

  it("is silent when a member takes nothing", () => {
    expect(sendingTo(ann, [offer([], [receiver({ files: 0 })])])).toBeUndefined();
  });
});

describe("isSending", () => {
  it.each(["queued", "running"] as const)("is when somebody who is there has %s", (state) => {
    const files = [file("a"), file("b", [], [{ peer: ann, state, bytes: 0 }])];
    expect(isSending([offer(files, [receiver({})])])).toBe(true);
    expect(isSending([offer(files, [receiver({ isHere: false })])])).toBe(false);
  });

  it.each(["done", "paused", "failed", "cancelled"] as const)("is not when all is %s", (state) => {
    const files = [file("a", [], [{ peer: ann, state, bytes: 0 }])];
    expect(isSending([offer(files, [receiver({})])])).toBe(false);
  });
});

function file(
  key: string,
  path: readonly string[] = [],
  receivers: readonly FileReceiver[] = [],
): OwnFile {
  return { key, name: key, path, size: 100, type: "", modified: 0, trouble: undefined, receivers };
}

function offer(files: readonly OwnFile[], receivers: readonly OfferReceiver[] = []): OwnOffer {
  return { key: "offer", to: undefined, files, size: 100 * files.length, receivers };
}

function receiver(some: Partial<OfferReceiver>): OfferReceiver {
  return {
    peer: ann,
    answer: "open",
    files: 1,
    filesDone: 0,
    size: 100,
    bytes: 0,
    speed: 0,
    etaMs: undefined,
    isRunning: false,
    isHere: true,
    ...some,
  };
}
