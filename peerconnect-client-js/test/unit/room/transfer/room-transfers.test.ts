import { digestOf } from "../../../../src/protocol/digests.ts";
import { afterEach, describe, expect, it } from "vitest";
import {
  ALICE,
  BOB,
  digestOfResult,
  fileOf,
  noise,
  over,
  Room,
  until,
} from "../../../support/room.ts";

const MIB = 1_048_576;

describe("RoomTransfers", () => {
  let room = new Room();

  afterEach(() => room.close());

  function pair(isGroup = false) {
    room = new Room(isGroup ? undefined : ALICE);
    return { alice: room.join(ALICE), bob: room.join(BOB) };
  }

  it("receives a file of several blocks as it was", async () => {
    const { alice, bob } = pair();
    room.link(ALICE, BOB, { latencyMs: 2 });
    const bytes = noise(5 * MIB + 123);
    alice.add([fileOf("lion.bin", bytes, ["animals"])]);
    await until(() => bob.remoteOffers.length === 1);
    const [file] = bob.remoteOffers[0]?.files ?? [];
    expect(file).toMatchObject({ name: "lion.bin", path: ["animals"], size: bytes.length });
    const [download] = bob.download(file ? [file] : []);
    const done = await over(download);
    expect(done).toMatchObject({ state: "done", bytes: bytes.length, sink: "memory" });
    expect(await digestOfResult(done)).toBe(await digestOf(bytes));
    await until(() => alice.offers[0]?.receivers[0]?.filesDone === 1);
    expect(alice.offers[0]?.receivers).toMatchObject([
      { peer: BOB, bytes: bytes.length, size: bytes.length, files: 1, isRunning: false },
    ]);
  });
});
