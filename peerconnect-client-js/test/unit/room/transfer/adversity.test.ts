import { afterEach, describe, expect, it } from "vitest";
import { digestOf } from "../../../../src/protocol/digests.ts";
import type { PeerId } from "../../../../src/protocol/values.ts";
import { SourceError } from "../../../../src/room/errors.ts";
import type { FileSource } from "../../../../src/room/source/file-source.ts";
import { encodeMessage } from "../../../../src/room/transfer/encode-message.ts";
import type { SessionId, TransferMessage } from "../../../../src/room/transfer/messages.ts";
import type { RoomTransfers } from "../../../../src/room/transfer/room-transfers.ts";
import { newSession } from "../../../../src/room/transfer/session-id.ts";
import { diskStorage } from "../../../support/memory-disk.ts";
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
const DATA = 11;

describe("when something goes wrong", () => {
  let room = new Room();

  afterEach(() => room.close());

  function pair(
    tamper?: (
      message: Uint8Array<ArrayBuffer>,
      from: PeerId,
    ) => Uint8Array<ArrayBuffer> | undefined,
  ) {
    room = new Room(ALICE);
    const storage = diskStorage();
    const alice = room.join(ALICE);
    const bob = room.join(BOB, storage);
    room.link(ALICE, BOB, { bytesPerMs: 20_000, ...(tamper && { tamper }) });
    return { alice, bob, storage };
  }

  /** Let Mallory say anything to Bob. */
  async function mallory() {
    room = new Room();
    const alice = room.join(ALICE);
    const bob = room.join(BOB);
    room.link(ALICE, BOB);
    const link = room.find(ALICE, BOB);
    alice.add([fileOf("lion.bin", noise(3 * MIB))]);
    await until(() => bob.remoteOffers.length === 1);
    const dropped: unknown[] = [];
    bob.addEventListener("dropped", ({ detail }) => dropped.push(detail));
    const say = (message: Uint8Array<ArrayBuffer> | TransferMessage) =>
      link.send(message instanceof Uint8Array ? message : encodeMessage(message));
    return { bob, say, dropped, session: newSession() };
  }

  it.each(["changed", "vanished"] as const)(
    "ends with a reason when the sender's file has %s, and leaves nothing",
    async (reason) => {
      const { alice, bob, storage } = pair();
      alice.add([
        failing(
          noise(10 * MIB),
          () => Promise.reject(new SourceError(reason, "lion.bin")),
          4 * MIB,
        ),
      ]);
      const download = await over(await begin(bob));
      expect(download).toMatchObject({ state: "failed", failure: reason });
      await until(() => storage.disk.files.size === 0 && storage.records.records.size === 0);
      expect(alice.offers[0]?.files[0]?.trouble).toBe(reason);
      await until(() => bob.remoteOffers.length === 0);
    },
  );

  it("notices a file that was cut short", async () => {
    const { alice, bob } = pair();
    alice.add([failing(noise(4 * MIB), async () => new Uint8Array(5), 2 * MIB)]);
    expect(await over(await begin(bob))).toMatchObject({ state: "failed", failure: "changed" });
  });

  it("notices a file that changed without telling its size or time", async () => {
    const { alice, bob } = pair();
    const before = noise(4 * MIB);
    let bytes = before;
    const file = fileOf("lion.bin", before);
    alice.add([
      {
        name: "lion.bin",
        path: [],
        size: file.size,
        type: "",
        modified: 1,
        read: async (offset, length) => bytes.slice(offset, offset + length),
      },
    ]);
    const first = await over(await begin(bob));
    expect(await digestOfResult(first)).toBe(await digestOf(before));
    bytes = noise(4 * MIB, 7);
    // Reads so much that the first file's blocks are not remembered any more.
    alice.add([fileOf("other.bin", noise(17 * MIB, 3))]);
    await until(() => bob.remoteOffers.length === 2);
    await over(bob.download(bob.remoteOffers[1]?.files ?? [])[0]);
    const [again] = bob.download(bob.remoteOffers[0]?.files ?? []);
    expect(await over(again)).toMatchObject({ state: "failed", failure: "changed" });
  });

  it("gives up on a sender whose blocks never match their hashes", async () => {
    const { alice, bob, storage } = pair((message, from) => {
      if (from === ALICE && message[0] === DATA) {
        message[message.length - 1] = (message.at(-1) ?? 0) ^ 1;
      }
      return message;
    });
    alice.add([fileOf("lion.bin", noise(4 * MIB))]);
    expect(await over(await begin(bob))).toMatchObject({ state: "failed", failure: "corrupt" });
    expect(bob.stats.badBlocks).toBeGreaterThanOrEqual(3);
    await until(() => storage.disk.files.size === 0);
  });

  it("asks again for a block that was damaged once", async () => {
    let isDamaged = false;
    const { alice, bob } = pair((message, from) => {
      if (from === ALICE && message[0] === DATA && !isDamaged) {
        isDamaged = true;
        message[20] = (message[20] ?? 0) ^ 1;
      }
      return message;
    });
    const bytes = noise(4 * MIB);
    alice.add([fileOf("lion.bin", bytes)]);
    expect(await digestOfResult(await over(await begin(bob)))).toBe(await digestOf(bytes));
    expect(bob.stats.badBlocks).toBe(1);
  });

  it("fails before it asks for anything when the disk has no room", async () => {
    room = new Room(ALICE);
    const alice = room.join(ALICE);
    const storage = diskStorage(5 * MIB);
    const bob = room.join(BOB, storage);
    room.link(ALICE, BOB);
    alice.add([fileOf("lion.bin", noise(6 * MIB))]);
    expect(await over(await begin(bob))).toMatchObject({ state: "failed", failure: "no-space" });
    expect(alice.stats.sent).toBe(0);
    await until(() => storage.disk.files.size === 0);
  });

  it.each([
    ["QuotaExceededError", "no-space"],
    ["InvalidStateError", "disk"],
  ])("ends with a reason when the disk says %s", async (name, failure) => {
    const { alice, bob, storage } = pair();
    alice.add([fileOf("lion.bin", noise(10 * MIB))]);
    const download = await begin(bob);
    await until(() => (download?.bytes ?? 0) >= 2 * MIB);
    storage.disk.failure = new DOMException("Not today", name);
    await until(() => download?.state === "failed");
    expect(download?.failure).toBe(failure);
    await until(() => storage.disk.files.size === 0 && storage.records.records.size === 0);
    // Others go on.
    storage.disk.failure = undefined;
    alice.add([fileOf("small.bin", noise(2 * MIB))]);
    await until(() => bob.remoteOffers.length === 2);
    expect(await over(bob.download(bob.remoteOffers[1]?.files ?? [])[0])).toMatchObject({
      state: "done",
    });
  });

  it("refuses what fits into no memory", async () => {
    room = new Room(ALICE);
    const alice = room.join(ALICE);
    const bob = room.join(BOB);
    room.link(ALICE, BOB);
    alice.add([
      {
        name: "huge.bin",
        path: [],
        size: 257 * MIB,
        type: "",
        modified: 1,
        read: async (_, length) => new Uint8Array(length),
      },
    ]);
    expect(await over(await begin(bob))).toMatchObject({ state: "failed", failure: "too-large" });
    expect(alice.stats.sent).toBe(0);
  });

  it("keeps few blocks in memory when the disk is slow", async () => {
    const { alice, bob, storage } = pair();
    const open = storage.disk.open.bind(storage.disk);
    let isSlow = true;
    storage.disk.open = async (name) => {
      const file = await open(name);
      return {
        ...file,
        write: async (position, bytes) => {
          await until(() => !isSlow);
          await file.write(position, bytes);
        },
      };
    };
    const bytes = noise(40 * MIB);
    alice.add([fileOf("lion.bin", bytes)]);
    const download = await begin(bob);
    let sent = -1;
    while (sent !== alice.stats.sent) {
      sent = alice.stats.sent;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(sent).toBeLessThan(27 * MIB);
    isSlow = false;
    expect(await digestOfResult(await over(download))).toBe(await digestOf(bytes));
  }, 30_000);

  describe("with a member that breaks the rules", () => {
    it.each<[string, Uint8Array<ArrayBuffer>]>([
      ["nothing", new Uint8Array()],
      ["an unknown type", Uint8Array.of(99)],
      ["half a message", Uint8Array.of(10, 1, 2)],
      ["a batch within a batch", Uint8Array.of(14, 0, 3, 14, 0, 0)],
      ["a batch that ends early", Uint8Array.of(14, 0, 9, 3)],
      ["no JSON", Uint8Array.of(2, 123)],
    ])("drops it when it says %s", async (_, message) => {
      const { bob, say, dropped } = await mallory();
      say(message);
      await until(() => dropped.length === 1);
      expect(dropped).toEqual([{ peer: ALICE, cause: "protocol" }]);
      expect(bob.remoteOffers).toEqual([]);
      expect(room.find(BOB, ALICE).isClosed).toBe(true);
      expect(bob.stats.dropped).toBe(1);
    });

    it.each<[string, TransferMessage]>([
      ["bytes that nobody asked for", { type: "data", id: 7, offset: 0, payload: noise(10) }],
      ["a refusal of what nobody asked for", { type: "refuse", id: 7, reason: "busy" }],
      [
        "files of an offer that it did not make",
        {
          type: "catalogue",
          version: 9,
          reset: false,
          more: false,
          offers: [],
          files: [{ id: 5, offer: 4, name: "a", path: [], size: 1, mediaType: "", modified: 1 }],
          removed: [],
        },
      ],
    ])("drops it when it sends %s", async (_, message) => {
      const { say, dropped } = await mallory();
      say(message);
      await until(() => dropped.length === 1);
    });

    it("drops it when it asks twice under one number", async () => {
      const { bob, say, dropped } = await mallory();
      bob.add([fileOf("own.bin", noise(3 * MIB))]);
      const request = {
        type: "request",
        id: 1,
        session: newSession(),
        file: 1,
        block: 0,
        offset: 0,
        length: 10,
        wantsHash: false,
        urgency: "only",
      } as const;
      say(request);
      say(request);
      await until(() => dropped.length === 1);
    });

    it("drops it when it offers more files than anybody may", async () => {
      const { say, dropped } = await mallory();
      for (let from = 0; from <= 100_000 && dropped.length === 0; from += 500) {
        say({
          type: "catalogue",
          version: 9,
          reset: false,
          more: true,
          offers: [{ id: 77, private: false }],
          files: Array.from({ length: 500 }, (_, index) => ({
            id: 1000 + from + index,
            offer: 77,
            name: "a",
            path: [],
            size: 1,
            mediaType: "",
            modified: 1,
          })),
          removed: [],
        });
        await new Promise((resolve) => setTimeout(resolve));
      }
      await until(() => dropped.length === 1);
    }, 20_000);

    it("refuses requests for what it may not have, and stays", async () => {
      const { bob, say } = await mallory();
      const offer = bob.add([fileOf("own.bin", noise(MIB / 2))]);
      const session = offer.key.split("/")[0] as SessionId;
      const answers: number[] = [];
      const link = room.find(BOB, ALICE);
      const send = link.send.bind(link);
      link.send = (message) => {
        answers.push(message[0] ?? 0);
        return send(message);
      };
      const ask = (id: number, file: number, offset: number) =>
        say({
          type: "request",
          id,
          session,
          file,
          block: 0,
          offset,
          length: 100,
          wantsHash: false,
          urgency: "only",
        });
      ask(1, 99, 0);
      ask(2, 1, MIB / 2);
      await until(() => answers.length > 0);
      expect(bob.stats.sent).toBe(0);
      expect(bob.stats.dropped).toBe(0);
    });

    it("hears nothing from it before its hello", async () => {
      room = new Room();
      room.join(ALICE);
      const bob = room.join(BOB);
      room.link(ALICE, BOB, { isOpen: false });
      room.find(BOB, ALICE).open("direct");
      const link = room.find(ALICE, BOB);
      link.path = "direct";
      link.send(
        encodeMessage({
          type: "catalogue",
          version: 1,
          reset: true,
          more: false,
          offers: [{ id: 1, private: false }],
          files: [{ id: 1, offer: 1, name: "a", path: [], size: 1, mediaType: "", modified: 1 }],
          removed: [],
        }),
      );
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(bob.remoteOffers).toEqual([]);
      expect(bob.stats.dropped).toBe(0);
    });
  });
});

async function begin(bob: RoomTransfers) {
  await until(() => bob.remoteOffers.length === 1);
  return bob.download(bob.remoteOffers[0]?.files ?? [])[0];
}

/** A source that does something else from a block on. */
function failing(
  bytes: Uint8Array<ArrayBuffer>,
  read: FileSource["read"],
  from: number,
): FileSource {
  const file = fileOf("lion.bin", bytes);
  return {
    name: file.name,
    path: [],
    size: file.size,
    type: "",
    modified: file.modified,
    read: (offset, length) => (offset >= from ? read(offset, length) : file.read(offset, length)),
  };
}
