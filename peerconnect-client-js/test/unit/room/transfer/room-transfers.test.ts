import { afterEach, describe, expect, it } from "vitest";
import { digestOf } from "../../../../src/protocol/digests.ts";
import type { RoomDownload } from "../../../../src/room/transfer/room-download.ts";
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

describe("RoomTransfers", () => {
  let room = new Room();

  afterEach(() => room.close());

  function pair() {
    room = new Room(ALICE);
    const alice = room.join(ALICE);
    const bob = room.join(BOB);
    room.link(ALICE, BOB);
    return { alice, bob };
  }

  it("receives a file of several blocks as it was", async () => {
    const { alice, bob } = pair();
    const bytes = noise(5 * MIB + 123);
    alice.add([fileOf("lion.bin", bytes, ["animals"])]);
    const [download] = await downloadAll(bob);
    expect(bob.remoteOffers[0]?.files).toMatchObject([
      { name: "lion.bin", path: ["animals"], size: bytes.length, from: ALICE },
    ]);
    const done = await over(download);
    expect(done).toMatchObject({ state: "done", bytes: bytes.length, sink: "memory" });
    expect(await digestOfResult(done)).toBe(await digestOf(bytes));
    await until(() => alice.offers[0]?.receivers[0]?.filesDone === 1);
    expect(alice.offers[0]?.receivers).toMatchObject([
      { peer: BOB, bytes: bytes.length, size: bytes.length, files: 1, isRunning: false },
    ]);
    expect(alice.stats.sent).toBe(bytes.length);
  });

  it("receives an empty file", async () => {
    const { alice, bob } = pair();
    alice.add([fileOf("empty.txt", new Uint8Array())]);
    const done = await over((await downloadAll(bob))[0]);
    expect(done.state).toBe("done");
    expect((await done.file()).size).toBe(0);
  });

  it("receives the same file twice", async () => {
    const { alice, bob } = pair();
    const bytes = noise(2 * MIB);
    alice.add([fileOf("lion.bin", bytes)]);
    const [first] = await downloadAll(bob);
    await over(first);
    const [second] = await downloadAll(bob);
    expect(await digestOfResult(await over(second))).toBe(await digestOf(bytes));
    expect(bob.downloads).toHaveLength(2);
  });

  it("receives a thousand small files with few messages", async () => {
    const { alice, bob } = pair();
    let messages = 0;
    const link = room.find(ALICE, BOB);
    const send = link.send.bind(link);
    link.send = (message) => {
      messages++;
      return send(message);
    };
    alice.add(
      Array.from({ length: 1000 }, (_, index) =>
        fileOf(`${index}.bin`, noise(100 + index, index + 1), ["many"]),
      ),
    );
    const downloads = await downloadAll(bob, 1000);
    await until(() => downloads.every(({ state }) => state === "done"));
    expect(await digestOfResult(downloads[999] as RoomDownload)).toBe(
      await digestOf(noise(1099, 1000)),
    );
    expect(messages).toBeLessThan(1000);
    await until(() => alice.offers[0]?.receivers[0]?.filesDone === 1000);
  });

  it("goes on where it stopped when the path is lost, and sends nothing twice but what was under way", async () => {
    const { alice, bob } = pair();
    const bytes = noise(12 * MIB);
    alice.add([fileOf("lion.bin", bytes)]);
    const [download] = await downloadAll(bob);
    for (const part of [2, 5, 8]) {
      await until(() => (download?.bytes ?? 0) >= part * MIB);
      room.lose(ALICE, BOB);
      expect(room.find(ALICE, BOB).bufferedAmount).toBe(0);
      room.open(ALICE, BOB, part === 5 ? "relayed" : "direct");
    }
    expect(await digestOfResult(await over(download))).toBe(await digestOf(bytes));
    // Each time at most a window was under way.
    expect(alice.stats.sent).toBeLessThan(bytes.length + 3 * 1.5 * MIB);
  });

  it("goes on when only one end saw another path", async () => {
    const { alice, bob } = pair();
    const bytes = noise(8 * MIB);
    alice.add([fileOf("lion.bin", bytes)]);
    const [download] = await downloadAll(bob);
    await until(() => (download?.bytes ?? 0) >= 2 * MIB);
    room.find(BOB, ALICE).open("direct");
    await until(() => (download?.bytes ?? 0) >= 4 * MIB);
    room.find(ALICE, BOB).open("relayed");
    expect(await digestOfResult(await over(download))).toBe(await digestOf(bytes));
  });

  it("agrees how to go on, whatever is on its way when an end sees another path", async () => {
    const moments = [1, 2, 3, 4, 5, 6, 7, 8];
    const beginnings = moments.flatMap((at) => [ALICE, BOB].map((self) => ({ at, self })));
    const pairs = beginnings.flatMap((one) =>
      beginnings.filter(({ at }) => at >= one.at).map((other) => [one, other]),
    );
    await Promise.all(
      pairs.map(async (begin) => {
        const name = begin.map(({ self, at }) => `${self} after ${at}`).join(", ");
        const place = new Room(ALICE);
        const alice = place.join(ALICE);
        const bob = place.join(BOB);
        let messages = 0;
        const tamper = (message: Uint8Array<ArrayBuffer>) => {
          messages++;
          for (const { self } of begin.filter(({ at }) => at === messages)) {
            // What this end just sent is lost, what is sent to it is not.
            queueMicrotask(() => place.find(self, self === ALICE ? BOB : ALICE).open("direct"));
          }
          return message;
        };
        place.link(ALICE, BOB, { tamper });
        alice.add([fileOf("lion.bin", noise(10))]);
        await until(
          () => bob.remoteOffers.length === 1,
          () => name,
        );
        expect((await over((await downloadAll(bob))[0])).state, name).toBe("done");
        await until(() => alice.offers[0]?.receivers[0]?.filesDone === 1);
        expect(messages, name).toBeLessThan(30);
        await place.close();
      }),
    );
  });

  it("says that it waits while its sender cannot be reached", async () => {
    const { alice, bob } = pair();
    alice.add([fileOf("lion.bin", noise(20 * MIB))]);
    const [download] = await downloadAll(bob);
    await until(() => (download?.bytes ?? 0) >= MIB);
    room.lose(ALICE, BOB);
    await until(() => download?.state === "waiting");
    room.open(ALICE, BOB);
    expect(await over(download)).toMatchObject({ state: "done" });
  });

  it("pauses and resumes", async () => {
    const { alice, bob } = pair();
    const bytes = noise(10 * MIB);
    alice.add([fileOf("lion.bin", bytes)]);
    const [download] = await downloadAll(bob);
    await until(() => (download?.bytes ?? 0) >= 2 * MIB);
    bob.pause(download?.key ?? "");
    await until(() => alice.offers[0]?.receivers[0]?.isRunning === false);
    const sent = alice.stats.sent;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(alice.stats.sent).toBe(sent);
    expect(download?.state).toBe("paused");
    bob.resume(download?.key ?? "");
    expect(await digestOfResult(await over(download))).toBe(await digestOf(bytes));
  });

  it("leaves nothing behind when it is cancelled", async () => {
    room = new Room(ALICE);
    const storage = diskStorage();
    const alice = room.join(ALICE);
    const bob = room.join(BOB, storage);
    room.link(ALICE, BOB);
    alice.add([fileOf("lion.bin", noise(10 * MIB))]);
    const [download] = await downloadAll(bob);
    await until(() => (download?.bytes ?? 0) >= 2 * MIB);
    expect(storage.records.records.size).toBe(1);
    bob.cancel(download?.key ?? "");
    expect(await over(download)).toMatchObject({ state: "cancelled" });
    await until(() => storage.disk.files.size === 0 && storage.records.records.size === 0);
    await until(() => alice.offers[0]?.files[0]?.receivers[0]?.state === "cancelled");
  });

  it("runs a few large downloads at once and keeps the others queued", async () => {
    const { alice, bob } = pair();
    alice.add(Array.from({ length: 5 }, (_, index) => fileOf(`${index}.bin`, noise(4 * MIB))));
    const downloads = await downloadAll(bob, 5);
    expect(downloads.map(({ state }) => state).filter((it) => it === "queued")).toHaveLength(2);
    await until(() => downloads.every(({ state }) => state === "done"));
  });

  it("tells files that are added and removed while the room is open", async () => {
    const { alice, bob } = pair();
    const first = alice.add([fileOf("1.bin", noise(10)), fileOf("2.bin", noise(20))]);
    await until(() => bob.remoteOffers[0]?.files.length === 2);
    alice.add([fileOf("3.bin", noise(30))]);
    await until(() => bob.remoteOffers.length === 2);
    // The number of the file is that of its offer, which was once removed in its place.
    alice.remove(first.files[0]?.key ?? "");
    await until(() => bob.remoteOffers[0]?.files.length === 1);
    expect(namesOf(bob)).toEqual(["2.bin", "3.bin"]);
    alice.remove(first.key);
    await until(() => bob.remoteOffers.length === 1);
    expect(namesOf(bob)).toEqual(["3.bin"]);
    expect(alice.offers).toHaveLength(1);
  });

  it("tells what changed while the path was lost", async () => {
    const { alice, bob } = pair();
    const offer = alice.add([fileOf("1.bin", noise(10)), fileOf("2.bin", noise(20))]);
    await until(() => bob.remoteOffers[0]?.files.length === 2);
    room.lose(ALICE, BOB);
    alice.remove(offer.files[1]?.key ?? "");
    alice.add([fileOf("3.bin", noise(30))]);
    room.open(ALICE, BOB);
    await until(() => bob.remoteOffers.length === 2);
    expect(namesOf(bob)).toEqual(["1.bin", "3.bin"]);
  });

  it("ends a download whose file is taken back", async () => {
    const { alice, bob } = pair();
    const offer = alice.add([fileOf("lion.bin", noise(20 * MIB))]);
    const [download] = await downloadAll(bob);
    await until(() => (download?.bytes ?? 0) >= MIB);
    alice.remove(offer.key);
    expect(await over(download)).toMatchObject({ state: "failed", failure: "withdrawn" });
  });

  it("takes no offers from those who may not make any", async () => {
    room = new Room(ALICE);
    room.join(ALICE);
    // A receiver of another version, which offers all the same.
    const mallory = room.join(BOB, undefined, true);
    const carol = room.join(CAROL);
    room.link(BOB, CAROL);
    mallory.add([fileOf("virus.bin", noise(10))]);
    await until(() => carol.stats.dropped === 1);
    expect(carol.remoteOffers).toEqual([]);
    expect(room.find(CAROL, BOB).isClosed).toBe(true);
  });

  describe("in a group", () => {
    it("offers to one member alone", async () => {
      room = new Room();
      const [alice, bob, carol] = [room.join(ALICE), room.join(BOB), room.join(CAROL)];
      room.link(ALICE, BOB);
      room.link(ALICE, CAROL);
      alice.add([fileOf("secret.bin", noise(10))], { to: BOB });
      alice.add([fileOf("open.bin", noise(10))]);
      await until(() => bob.remoteOffers.length === 2 && carol.remoteOffers.length === 1);
      expect(carol.remoteOffers[0]?.files[0]?.name).toBe("open.bin");
      expect(bob.remoteOffers.map(({ isPrivate }) => isPrivate)).toEqual([true, false]);
    });

    it("tells who accepted and who declined", async () => {
      room = new Room();
      const [alice, bob, carol] = [room.join(ALICE), room.join(BOB), room.join(CAROL)];
      const answers: string[] = [];
      alice.addEventListener("answer", ({ detail }) =>
        answers.push(`${detail.peer} ${detail.answer}`),
      );
      room.link(ALICE, BOB);
      room.link(ALICE, CAROL);
      const offers: string[] = [];
      bob.addEventListener("offer", ({ detail }) => offers.push(detail.offer.key));
      alice.add([fileOf("1.bin", noise(10)), fileOf("2.bin", noise(10))]);
      await until(() => offers.length === 1 && carol.remoteOffers.length === 1);
      const downloads = bob.accept(offers[0] ?? "");
      carol.decline(carol.remoteOffers[0]?.key ?? "");
      await until(() => answers.length === 2 && downloads.every(({ state }) => state === "done"));
      expect(answers.sort()).toEqual([`${BOB} accepted`, `${CAROL} declined`]);
      expect(alice.offers[0]?.receivers).toMatchObject([
        { peer: BOB, answer: "accepted" },
        { peer: CAROL, answer: "declined", files: 0 },
      ]);
    });

    it("sends both ways at once", async () => {
      room = new Room();
      const [alice, bob] = [room.join(ALICE), room.join(BOB)];
      room.link(ALICE, BOB);
      alice.add([fileOf("a.bin", noise(4 * MIB, 2))]);
      bob.add([fileOf("b.bin", noise(4 * MIB, 3))]);
      const [[toBob], [toAlice]] = await Promise.all([downloadAll(bob), downloadAll(alice)]);
      expect(await digestOfResult(await over(toBob))).toBe(await digestOf(noise(4 * MIB, 2)));
      expect(await digestOfResult(await over(toAlice))).toBe(await digestOf(noise(4 * MIB, 3)));
    });
  });
});

async function downloadAll(member: RoomTransfers, count = 1): Promise<readonly RoomDownload[]> {
  const files = () => member.remoteOffers.flatMap((offer) => offer.files);
  await until(() => files().length === count);
  return member.download(files());
}

function namesOf({ remoteOffers }: RoomTransfers): readonly string[] {
  return remoteOffers.flatMap(({ files }) => files.map(({ name }) => name));
}
