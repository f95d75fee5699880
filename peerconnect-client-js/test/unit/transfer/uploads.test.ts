import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Frame, parseFrame } from "../../../src/protocol/frames.ts";
import type { Digest, PeerId } from "../../../src/protocol/values.ts";
import type { FrameLink } from "../../../src/transfer/link-downloads.ts";
import { UploadLimits } from "../../../src/transfer/upload-limits.ts";
import { type Holding, Uploads } from "../../../src/transfer/uploads.ts";
import { ALICE, BOB, makeAsset, type TestAsset } from "../../support/assets.ts";

class Listener implements FrameLink {
  readonly peer: PeerId;
  readonly isOpen = true;
  readonly isLate = false;
  readonly heard: Frame[] = [];
  bufferedAmount = 0;

  constructor(peer: PeerId) {
    this.peer = peer;
  }

  send(bytes: Uint8Array<ArrayBuffer>): void {
    const frame = parseFrame(bytes.buffer);
    if (frame) {
      this.heard.push(frame);
    }
  }

  get bytes(): number {
    return this.heard.reduce((sum, it) => sum + (it.type === "data" ? it.payload.length : 0), 0);
  }
}

let lion: TestAsset;
let shared: number;
let maySend: boolean;
let bits: Uint8Array<ArrayBuffer>;

beforeEach(async () => {
  vi.useFakeTimers();
  lion = await makeAsset(150_000);
  shared = 0;
  maySend = true;
  bits = new Uint8Array(0);
});

afterEach(() => {
  vi.useRealTimers();
});

function share(limits = {}): Uploads {
  return new Uploads({
    limits: new UploadLimits({
      config: { uploadRate: 1e9, uploadTotal: 1e9, uploads: 4, ...limits },
    }),
    findHolding: async (digest: Digest): Promise<Holding | undefined> =>
      digest === lion.digest
        ? {
            length: lion.bytes.length,
            bits,
            read: async (offset, length) => lion.bytes.slice(offset, offset + length),
          }
        : undefined,
    maySend: () => maySend,
    onshared: (_, bytes) => (shared += bytes),
  });
}

function request(id: number, offset = 0, length = 40_000): Frame {
  return { type: "request", id, digest: lion.digest, offset, length };
}

const wait = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe("a request", () => {
  it("is answered with its bytes, in frames of 16 KiB", async () => {
    const uploads = share();
    const alice = new Listener(ALICE);
    uploads.add(alice);
    expect(uploads.receive(ALICE, request(7, 100))).toBe(true);
    await wait();
    expect(
      alice.heard.map((it) => (it.type === "data" ? [it.id, it.offset, it.total] : it)),
    ).toEqual([
      [7, 100, 150_000],
      [7, 16_484, 150_000],
      [7, 32_868, 150_000],
    ]);
    expect(shared).toBe(40_000);
  });

  it("for what is not held is refused", async () => {
    const uploads = share();
    const alice = new Listener(ALICE);
    uploads.add(alice);
    const other = await makeAsset(10);
    uploads.receive(ALICE, { type: "request", id: 1, digest: other.digest, offset: 0, length: 5 });
    await wait();
    expect(alice.heard).toEqual([{ type: "refuse", id: 1, reason: "not-held" }]);
  });

  it("beyond the end is refused", async () => {
    const uploads = share();
    const alice = new Listener(ALICE);
    uploads.add(alice);
    uploads.receive(ALICE, request(1, 149_999, 2));
    await wait();
    expect(alice.heard).toEqual([{ type: "refuse", id: 1, reason: "bad-range" }]);
  });

  it("is refused when the visitor does not share", async () => {
    const uploads = share();
    const alice = new Listener(ALICE);
    uploads.add(alice);
    maySend = false;
    uploads.receive(ALICE, request(1));
    await wait();
    expect(alice.heard).toEqual([{ type: "refuse", id: 1, reason: "not-sharing" }]);
  });

  it("with an id that is in use breaks the rules", () => {
    const uploads = share();
    uploads.add(new Listener(ALICE));
    uploads.receive(ALICE, request(1));
    expect(uploads.receive(ALICE, request(1))).toBe(false);
  });

  it("ends when it is cancelled", async () => {
    const uploads = share();
    const alice = new Listener(ALICE);
    alice.bufferedAmount = 262_144;
    uploads.add(alice);
    uploads.receive(ALICE, request(1));
    await wait();
    uploads.receive(ALICE, { type: "cancel", id: 1 });
    alice.bufferedAmount = 0;
    uploads.low(ALICE);
    await wait();
    expect(alice.heard).toEqual([]);
  });
});

describe("the limits", () => {
  it("hold back while the channel is full", async () => {
    const uploads = share();
    const alice = new Listener(ALICE);
    alice.bufferedAmount = 262_144;
    uploads.add(alice);
    uploads.receive(ALICE, request(1));
    await wait(5000);
    expect(alice.heard).toEqual([]);
    alice.bufferedAmount = 65_536;
    uploads.low(ALICE);
    await wait();
    expect(alice.bytes).toBe(40_000);
  });

  it("keep the rate, for all peers together", async () => {
    const uploads = share({ uploadRate: 20_000 });
    const peers = [new Listener(ALICE), new Listener(BOB)];
    for (const peer of peers) {
      uploads.add(peer);
      uploads.receive(peer.peer, request(1, 0, 100_000));
    }
    await wait(4000);
    expect(shared).toBeGreaterThan(60_000);
    expect(shared).toBeLessThanOrEqual(20_000 * 5 + 2 * 16_384);
    expect(Math.min(...peers.map(({ bytes }) => bytes))).toBeGreaterThan(20_000);
  });

  it("end the sharing after the total", async () => {
    const uploads = share({ uploadTotal: 30_000 });
    const alice = new Listener(ALICE);
    uploads.add(alice);
    uploads.receive(ALICE, request(1));
    await wait();
    uploads.receive(ALICE, request(2));
    await wait();
    expect(alice.heard.at(-1)).toEqual({ type: "refuse", id: 2, reason: "not-sharing" });
  });

  it("serve only so many peers at once", async () => {
    const uploads = share({ uploads: 1, uploadRate: 20_000 });
    const [alice, bob] = [new Listener(ALICE), new Listener(BOB)];
    uploads.add(alice);
    uploads.add(bob);
    uploads.receive(ALICE, request(1));
    uploads.receive(BOB, request(1));
    expect(bob.heard).toEqual([{ type: "refuse", id: 1, reason: "busy" }]);
    await wait(5000);
    uploads.receive(BOB, request(2));
    await wait(5000);
    expect(bob.bytes).toBe(40_000);
  });

  it("bound what a peer can queue", () => {
    const uploads = share({ uploadRate: 1 });
    const alice = new Listener(ALICE);
    uploads.add(alice);
    for (let id = 1; id <= 100; id++) {
      uploads.receive(ALICE, request(id));
    }
    expect(alice.heard).toHaveLength(36);
  });
});

it("tells who is interested of each new piece", async () => {
  const uploads = share();
  const alice = new Listener(ALICE);
  uploads.add(alice);
  bits = new Uint8Array([0x80]);
  uploads.receive(ALICE, { type: "interested", digest: lion.digest });
  await wait();
  bits = new Uint8Array([0xc0]);
  uploads.grown(lion.digest);
  await wait();
  const told = alice.heard.map((it) => (it.type === "bitfield" ? [...it.bits] : it));
  expect(told).toEqual([[0x80], [0xc0]]);
});

it("stops when the peer is gone", async () => {
  const uploads = share({ uploadRate: 20_000 });
  const alice = new Listener(ALICE);
  uploads.add(alice);
  uploads.receive(ALICE, request(1));
  await wait();
  uploads.remove(ALICE);
  const { bytes } = alice;
  await wait(10_000);
  expect(alice.bytes).toBe(bytes);
});
