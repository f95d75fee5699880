import { afterEach, describe, expect, it } from "vitest";
import { digestOf } from "../../../../src/protocol/digests.ts";
import type { PeerId } from "../../../../src/protocol/values.ts";
import type { RoomTransfers } from "../../../../src/room/transfer/room-transfers.ts";
import { diskStorage } from "../../../support/memory-disk.ts";
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
const DATA = 11;

describe("a swarm of receivers", () => {
  let room = new Room();

  afterEach(() => room.close());

  /** Let receivers join a host and each other. */
  function gather(count: number, bytesPerMs: number): readonly RoomTransfers[] {
    room = new Room(ALICE);
    room.join(ALICE);
    const names = Array.from({ length: count }, (_, index) => `node-receiver-${index}` as PeerId);
    const receivers = names.map((name) => room.join(name));
    names.forEach((name, index) => {
      room.link(ALICE, name, { latencyMs: 5, bytesPerMs });
      names
        .slice(0, index)
        .forEach((other) => room.link(name, other, { latencyMs: 5, bytesPerMs }));
    });
    return receivers;
  }

  it("takes from a sender with five receivers less than twice the file", async () => {
    const receivers = gather(5, 10_000);
    const alice = room.members.get(ALICE);
    const bytes = noise(12 * MIB);
    alice?.add([fileOf("lion.bin", bytes)]);
    await until(() => receivers.every(({ remoteOffers }) => remoteOffers.length === 1));
    const downloads = receivers.map((it) => it.download(it.remoteOffers[0]?.files ?? [])[0]);
    for (const download of downloads) {
      expect(await digestOfResult(await over(download))).toBe(await digestOf(bytes));
    }
    expect(alice?.stats.sent).toBeLessThanOrEqual(2 * bytes.length);
    expect(receivers.reduce((sum, { stats }) => sum + stats.sent, 0)).toBeGreaterThanOrEqual(
      3 * bytes.length,
    );
  }, 30_000);

  it("takes a thousand small files once from their sender", async () => {
    const receivers = gather(3, 10_000);
    const alice = room.members.get(ALICE);
    alice?.add(
      Array.from({ length: 300 }, (_, index) => fileOf(`${index}`, noise(5000, index + 1))),
    );
    await until(() => receivers.every(({ remoteOffers }) => remoteOffers[0]?.files.length === 300));
    const downloads = receivers.map(
      (it) => it.download(it.remoteOffers[0]?.files ?? [], { as: "zip" })[0],
    );
    for (const download of downloads) {
      expect(await over(download)).toMatchObject({ state: "done" });
    }
    expect(alice?.stats.sent).toBeLessThanOrEqual(2 * 300 * 5000);
  }, 30_000);

  it("serves a late receiver from an early one", async () => {
    const [early, late] = gather(2, 10_000);
    const alice = room.members.get(ALICE);
    const bytes = noise(8 * MIB);
    alice?.add([fileOf("lion.bin", bytes)]);
    await until(() => late?.remoteOffers.length === 1 && early?.remoteOffers.length === 1);
    await over(early?.download(early.remoteOffers[0]?.files ?? [])[0]);
    const done = await over(late?.download(late.remoteOffers[0]?.files ?? [])[0]);
    expect(await digestOfResult(done)).toBe(await digestOf(bytes));
    expect(alice?.stats.sent).toBeLessThan(2 * bytes.length);
    expect(early?.stats.sent).toBeGreaterThan(0);
  }, 30_000);

  it("comes to an end when receivers are not linked with each other", async () => {
    room = new Room(ALICE);
    const [alice, bob, carol] = [room.join(ALICE), room.join(BOB), room.join(CAROL)];
    room.link(ALICE, BOB);
    room.link(ALICE, CAROL);
    const bytes = noise(4 * MIB);
    alice.add([fileOf("lion.bin", bytes)]);
    await until(() => bob.remoteOffers.length === 1 && carol.remoteOffers.length === 1);
    const downloads = [bob, carol].map((it) => it.download(it.remoteOffers[0]?.files ?? [])[0]);
    for (const download of downloads) {
      expect(await digestOfResult(await over(download))).toBe(await digestOf(bytes));
    }
  });

  it("goes on from other receivers when the sender is gone, as far as they have it", async () => {
    const [bob, carol] = gather(2, 20_000);
    const alice = room.members.get(ALICE);
    const bytes = noise(6 * MIB);
    alice?.add([fileOf("lion.bin", bytes)]);
    await until(() => bob?.remoteOffers.length === 1 && carol?.remoteOffers.length === 1);
    await over(bob?.download(bob.remoteOffers[0]?.files ?? [])[0]);
    const [download] = carol?.download(carol.remoteOffers[0]?.files ?? []) ?? [];
    await until(() => (download?.bytes ?? 0) >= 2 * MIB);
    await room.leave(ALICE);
    await until(() => (download?.bytes ?? 0) >= 3 * MIB || download?.state === "waiting");
    expect(download?.failure).toBeUndefined();
  }, 30_000);

  it("does not believe a receiver that hands on something else, and says so", async () => {
    room = new Room(ALICE);
    const [alice, mallory, carol] = [room.join(ALICE), room.join(BOB), room.join(CAROL)];
    const bytes = noise(8 * MIB);
    alice.add([fileOf("lion.bin", bytes)]);
    room.link(ALICE, BOB);
    await until(() => mallory.remoteOffers.length === 1);
    await over(mallory.download(mallory.remoteOffers[0]?.files ?? [])[0]);
    const dropped: unknown[] = [];
    carol.addEventListener("dropped", ({ detail }) => dropped.push(detail));
    room.link(ALICE, CAROL, { bytesPerMs: 4000 });
    room.link(BOB, CAROL, {
      tamper: (message, from) => {
        if (from === BOB && message[0] === DATA) {
          message[message.length - 1] = (message.at(-1) ?? 0) ^ 1;
        }
        return message;
      },
    });
    await until(() => carol.remoteOffers.length === 1);
    const done = await over(carol.download(carol.remoteOffers[0]?.files ?? [])[0]);
    expect(await digestOfResult(done)).toBe(await digestOf(bytes));
    expect(dropped).toEqual([{ peer: BOB, cause: "hash-mismatch" }]);
    expect(carol.stats.badBlocks).toBeGreaterThan(0);
  }, 30_000);

  it("keeps what was offered to one member alone from the others", async () => {
    room = new Room();
    const [alice, bob, carol] = [room.join(ALICE), room.join(BOB), room.join(CAROL)];
    room.link(ALICE, BOB);
    room.link(ALICE, CAROL);
    room.link(BOB, CAROL);
    alice.add([fileOf("secret.bin", noise(3 * MIB))], { to: BOB });
    await until(() => bob.remoteOffers.length === 1);
    const received: number[] = [];
    const link = room.find(BOB, CAROL);
    const send = link.send.bind(link);
    link.send = (message) => {
      received.push(message[0] ?? 0);
      return send(message);
    };
    await over(bob.download(bob.remoteOffers[0]?.files ?? [])[0]);
    expect(carol.remoteOffers).toEqual([]);
    expect(received).toEqual([]);
  });

  it("serves from the disk while it still receives", async () => {
    room = new Room(ALICE);
    const alice = room.join(ALICE);
    const bob = room.join(BOB, diskStorage());
    const carol = room.join(CAROL, diskStorage());
    const bytes = noise(10 * MIB);
    room.link(ALICE, BOB, { bytesPerMs: 8000 });
    room.link(ALICE, CAROL, { bytesPerMs: 8000 });
    room.link(BOB, CAROL);
    alice.add([fileOf("lion.bin", bytes)]);
    await until(() => bob.remoteOffers.length === 1 && carol.remoteOffers.length === 1);
    const downloads = [bob, carol].map((it) => it.download(it.remoteOffers[0]?.files ?? [])[0]);
    for (const download of downloads) {
      expect(await over(download)).toMatchObject({ state: "done", sink: "private" });
    }
    expect(bob.stats.sent + carol.stats.sent).toBeGreaterThan(2 * MIB);
    expect(alice.stats.sent).toBeLessThanOrEqual(2 * bytes.length);
  }, 30_000);
});
