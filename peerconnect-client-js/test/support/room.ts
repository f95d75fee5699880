import { digestOf } from "../../src/protocol/digests.ts";
import type { Digest, PeerId } from "../../src/protocol/values.ts";
import { memoryStorage } from "../../src/room/sink/browser-storage.ts";
import type { RoomStorage } from "../../src/room/sink/room-storage.ts";
import { BlobSource } from "../../src/room/source/blob-source.ts";
import type { RoomDownload } from "../../src/room/transfer/room-download.ts";
import { RoomTransfers } from "../../src/room/transfer/room-transfers.ts";
import { type Conditions, FakeLink } from "./room-links.ts";

export const ALICE = "node-alice-1" as PeerId;
export const BOB = "node-bob-1" as PeerId;
export const CAROL = "node-carol-1" as PeerId;

/** Members of one room, linked in memory. */
export class Room {
  readonly members = new Map<PeerId, RoomTransfers>();
  readonly #links = new Map<string, FakeLink>();
  readonly #host: PeerId | undefined;

  /** @param host undefined in a group */
  constructor(host?: PeerId) {
    this.#host = host;
  }

  join(
    self: PeerId,
    storage: RoomStorage = memoryStorage(),
    mayOffer = this.#host === undefined || this.#host === self,
  ): RoomTransfers {
    const transfers = new RoomTransfers({ self, mayOffer, storageKey: "room", storage });
    this.members.set(self, transfers);
    return transfers;
  }

  /** Link two members, at once or later. */
  link(
    one: PeerId,
    other: PeerId,
    {
      isOpen = true,
      areBothSenders = false,
      ...given
    }: Partial<Conditions> & { readonly isOpen?: boolean; readonly areBothSenders?: boolean } = {},
  ): Conditions {
    const conditions: Conditions = {
      latencyMs: 0,
      bytesPerMs: Infinity,
      tamper: (message) => message,
      ...given,
    };
    const here = new FakeLink(one, other, conditions);
    const there = new FakeLink(other, one, conditions);
    this.#links.set(`${one}>${other}`, here);
    this.#links.set(`${other}>${one}`, there);
    here.attach(this.#add(one, here, areBothSenders), there);
    there.attach(this.#add(other, there, areBothSenders), here);
    if (isOpen) {
      this.open(one, other);
    }
    return conditions;
  }

  open(one: PeerId, other: PeerId, path: "direct" | "relayed" = "direct"): void {
    this.find(one, other).open(path);
    this.find(other, one).open(path);
  }

  lose(one: PeerId, other: PeerId): void {
    this.find(one, other).lose();
    this.find(other, one).lose();
  }

  find(one: PeerId, other: PeerId): FakeLink {
    const link = this.#links.get(`${one}>${other}`);
    if (!link) {
      throw new Error(`'${one}' and '${other}' are not linked`);
    }
    return link;
  }

  /** Let a member close its page. */
  async leave(self: PeerId): Promise<void> {
    for (const [pair, link] of this.#links) {
      if (pair.endsWith(`>${self}`)) {
        link.leave("left");
      }
      if (pair.startsWith(`${self}>`)) {
        link.close();
      }
    }
    await this.members.get(self)?.close();
    this.members.delete(self);
  }

  async close(): Promise<void> {
    for (const transfers of this.members.values()) {
      await transfers.close();
    }
  }

  #add(self: PeerId, link: FakeLink, isSender: boolean) {
    const transfers = this.members.get(self);
    if (!transfers) {
      throw new Error(`'${self}' is not in the room`);
    }
    return transfers.addLink(link, {
      mayOffer: isSender || this.#host === undefined || this.#host === link.peer,
    });
  }
}

/** Bytes that no two places have in common. */
export function noise(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(Math.ceil(length / 4));
  let state = seed;
  for (let at = 0; at < words.length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    words[at] = state ^ (state >>> 13);
  }
  return new Uint8Array(words.buffer, 0, length);
}

export function fileOf(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  path: readonly string[] = [],
): BlobSource {
  return new BlobSource(
    new File([bytes], name, { type: "application/x-noise", lastModified: 1_700_000_000_000 }),
    path,
  );
}

/** Wait until something holds. */
export async function until(
  holds: () => boolean,
  what: () => string = () => String(holds),
): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!holds()) {
    if (Date.now() > deadline) {
      throw new Error(`Still not: ${what()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Wait until a download is over. */
export async function over(download: RoomDownload | undefined): Promise<RoomDownload> {
  if (!download) {
    throw new Error("There is no download");
  }
  await until(
    () => ["done", "failed", "cancelled"].includes(download.state),
    () => `${download.name} is over, but ${download.state} at ${download.bytes} bytes`,
  );
  return download;
}

/** Return the digest of what was received: comparing bytes one by one takes the test runner minutes. */
export async function digestOfResult(download: RoomDownload): Promise<Digest> {
  return digestOf(await (await download.file()).arrayBuffer());
}
