import { afterEach, describe, expect, it } from "vitest";
import { digestOf } from "../../../../src/protocol/digests.ts";
import type { RoomTransfers } from "../../../../src/room/transfer/room-transfers.ts";
import { diskStorage, type TestStorage } from "../../../support/memory-disk.ts";
import {
  ALICE,
  BOB,
  CAROL,
  digestOfResult,
  fileOf,
  noise,
  over,
  Room,
  until,
} from "../../../support/room.ts";

const MIB = 1_048_576;
const ALICE_AGAIN = CAROL;

describe("downloads that outlive a visit", () => {
  let room = new Room();

  afterEach(() => room.close());

  /** Let Bob receive a part of what Alice offers, and reload his page. */
  async function interrupted(
    storage: TestStorage,
    atBytes = 4 * MIB,
    as: "files" | "zip" = "files",
  ) {
    room = new Room(ALICE);
    const alice = room.join(ALICE);
    const bob = room.join(BOB, storage);
    room.link(ALICE, BOB, { bytesPerMs: 20_000 });
    const bytes = noise(10 * MIB + 77);
    alice.add([fileOf("lion.bin", bytes, ["big"]), fileOf("small.txt", noise(10))]);
    await until(() => bob.remoteOffers[0]?.files.length === 2);
    const files = bob.remoteOffers[0]?.files ?? [];
    const [download] = bob.download(as === "zip" ? files : files.slice(0, 1), { as });
    await until(() => (download?.bytes ?? 0) >= atBytes);
    await room.leave(BOB);
    storage.disk.reload();
    return { alice, bytes, sent: alice.stats.sent };
  }

  it("go on where they stopped after the receiver reloads", async () => {
    const storage = diskStorage();
    const { alice, bytes, sent } = await interrupted(storage);
    const bob = room.join(BOB, storage);
    room.link(ALICE, BOB);
    await until(() => bob.downloads.length === 1);
    expect(await digestOfResult(await over(theOnly(bob)))).toBe(await digestOf(bytes));
    expect(alice.stats.sent - sent).toBeLessThanOrEqual(bytes.length - 4 * MIB);
  });

  it("go on as an archive", async () => {
    const storage = diskStorage();
    const { alice, bytes, sent } = await interrupted(storage, 4 * MIB, "zip");
    const bob = room.join(BOB, storage);
    room.link(ALICE, BOB);
    await until(() => bob.downloads.length === 1);
    const done = await over(theOnly(bob));
    expect(done).toMatchObject({ state: "done", kind: "zip", name: "files.zip" });
    const archive = new Uint8Array(await (await done.file()).arrayBuffer());
    const data = archive.subarray(30 + "big/lion.bin".length + 9);
    expect(await digestOf(data.slice(0, bytes.length))).toBe(await digestOf(bytes));
    expect(alice.stats.sent - sent).toBeLessThanOrEqual(bytes.length - 4 * MIB + 10);
  });

  it("wait for their sender, and say so", async () => {
    const storage = diskStorage();
    await interrupted(storage);
    const bob = room.join(BOB, storage);
    await until(() => theOnly(bob)?.state === "waiting");
    expect(theOnly(bob)?.bytes).toBeGreaterThanOrEqual(4 * MIB);
  });

  it("stay paused", async () => {
    const storage = diskStorage();
    room = new Room(ALICE);
    const alice = room.join(ALICE);
    const bob = room.join(BOB, storage);
    room.link(ALICE, BOB, { bytesPerMs: 20_000 });
    alice.add([fileOf("lion.bin", noise(10 * MIB))]);
    await until(() => bob.remoteOffers.length === 1);
    const [download] = bob.download(bob.remoteOffers[0]?.files ?? []);
    await until(() => (download?.bytes ?? 0) >= MIB);
    bob.pause(download?.key ?? "");
    await room.leave(BOB);
    storage.disk.reload();
    const again = room.join(BOB, storage);
    room.link(ALICE, BOB);
    await until(() => theOnly(again)?.state === "paused");
    again.resume(theOnly(again)?.key ?? "");
    expect(await over(theOnly(again))).toMatchObject({ state: "done" });
  });

  it("fetch a block again that the disk has lost or changed", async () => {
    const storage = diskStorage();
    const { alice, bytes, sent } = await interrupted(storage);
    const [key] = storage.records.records.keys();
    const file = storage.disk.files.get(key ?? "");
    const log = storage.disk.files.get(`${key}.hashes`);
    const held = [...Array(10).keys()].filter((block) =>
      log?.subarray(block * 32, block * 32 + 32).some((byte) => byte !== 0),
    );
    file?.fill(0, (held[0] ?? 0) * MIB + 5, (held[0] ?? 0) * MIB + 6);
    const bob = room.join(BOB, storage);
    room.link(ALICE, BOB);
    await until(() => bob.downloads.length === 1);
    expect(await digestOfResult(await over(theOnly(bob)))).toBe(await digestOf(bytes));
    expect(alice.stats.sent - sent).toBe(bytes.length - (held.length - 1) * MIB);
  });

  it("go on after the sender reloads and offers the file again", async () => {
    room = new Room(ALICE);
    const alice = room.join(ALICE);
    const bob = room.join(BOB);
    const bytes = noise(10 * MIB);
    room.link(ALICE, BOB, { bytesPerMs: 20_000 });
    alice.add([fileOf("lion.bin", bytes)]);
    await until(() => bob.remoteOffers.length === 1);
    const [download] = bob.download(bob.remoteOffers[0]?.files ?? []);
    await until(() => (download?.bytes ?? 0) >= 4 * MIB);
    await room.leave(ALICE);
    await until(() => download?.state === "waiting");
    const again = room.join(ALICE_AGAIN, undefined, true);
    room.link(ALICE_AGAIN, BOB, { areBothSenders: true });
    again.add([fileOf("lion.bin", bytes)]);
    expect(await digestOfResult(await over(download))).toBe(await digestOf(bytes));
    expect(again.stats.sent).toBeLessThanOrEqual(6 * MIB);
  });

  it("end when the sender comes back with another file of that name", async () => {
    const storage = diskStorage();
    await interrupted(storage);
    await room.leave(ALICE);
    const bob = room.join(BOB, storage);
    const again = room.join(ALICE_AGAIN, undefined, true);
    room.link(ALICE_AGAIN, BOB, { areBothSenders: true });
    again.add([fileOf("lion.bin", noise(3 * MIB), ["big"])]);
    await until(() => bob.downloads.length === 1);
    expect(await over(theOnly(bob))).toMatchObject({ state: "failed", failure: "changed" });
    await until(() => storage.disk.files.size === 0);
  });

  it("end when the file that comes back only looks the same", async () => {
    const storage = diskStorage();
    const { bytes } = await interrupted(storage);
    await room.leave(ALICE);
    const bob = room.join(BOB, storage);
    const again = room.join(ALICE_AGAIN, undefined, true);
    room.link(ALICE_AGAIN, BOB, { areBothSenders: true });
    again.add([fileOf("lion.bin", noise(bytes.length, 9), ["big"])]);
    await until(() => bob.downloads.length === 1);
    expect(await over(theOnly(bob))).toMatchObject({ state: "failed", failure: "changed" });
  });

  it("are still there when they are done", async () => {
    const storage = diskStorage();
    room = new Room(ALICE);
    const alice = room.join(ALICE);
    const bob = room.join(BOB, storage);
    room.link(ALICE, BOB);
    const bytes = noise(3 * MIB);
    alice.add([fileOf("lion.bin", bytes)]);
    await until(() => bob.remoteOffers.length === 1);
    await over(bob.download(bob.remoteOffers[0]?.files ?? [])[0]);
    await room.leave(BOB);
    storage.disk.reload();
    const again = room.join(BOB, storage);
    await until(() => theOnly(again)?.state === "done");
    const [download] = again.downloads;
    expect(download && (await digestOfResult(download))).toBe(await digestOf(bytes));
    again.forget(download?.key ?? "");
    await until(() => storage.disk.files.size === 0 && storage.records.records.size === 0);
  });

  it("are removed after a week, with files that nobody knows", async () => {
    const storage = diskStorage();
    await interrupted(storage);
    const [record] = storage.records.records.values();
    if (record) {
      storage.records.records.set(record.key, { ...record, changedAt: 0 });
    }
    storage.disk.files.set("stray", new Uint8Array(10));
    room.join(BOB, storage);
    await until(() => storage.disk.files.size === 0 && storage.records.records.size === 0);
  });

  it("of other rooms are left alone", async () => {
    const storage = diskStorage();
    await interrupted(storage);
    const [record] = storage.records.records.values();
    if (record) {
      storage.records.records.set(record.key, { ...record, room: "other" });
    }
    const bob = room.join(BOB, storage);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(bob.downloads).toEqual([]);
    expect(storage.disk.files.size).toBe(2);
  });
});

function theOnly(member: RoomTransfers) {
  return member.downloads[0];
}
