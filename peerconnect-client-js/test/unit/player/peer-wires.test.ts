import { beforeEach, describe, expect, it } from "vitest";
import type Wire from "bittorrent-protocol";
import { PeerWires } from "../../../src/player/peer-wires.ts";

/** As much of a wire as its owner touches. */
class FakeWire {
  readonly type = "webrtc";
  readonly peerId: string;
  readonly held = new Set<number>();
  readonly requests: { piece: number; offset: number; length: number }[] = [];
  readonly cancelled: number[] = [];
  readonly #listeners = new Map<string, ((...args: never[]) => void)[]>();
  peerChoking = false;
  peerInterested = true;
  amChoking = true;
  downloaded = 0;
  destroyed = false;
  readonly peerPieces = { get: (piece: number) => this.held.has(piece) };
  readonly takenBack: number[] = [];
  readonly lt_donthave = { donthave: (piece: number) => void this.takenBack.push(piece) };

  constructor(peerId: string) {
    this.peerId = peerId.padEnd(40, "0");
  }

  on(event: string, listener: (...args: never[]) => void): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    return this;
  }

  once(event: string, listener: (...args: never[]) => void): this {
    return this.on(event, listener);
  }

  emit(event: string, ...args: unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(...(args as never[]));
  }

  unchoke(): void {
    this.amChoking = false;
  }

  choke(): void {
    this.amChoking = true;
  }

  cancel(piece: number): void {
    this.cancelled.push(piece);
    this.requests.splice(
      this.requests.findIndex((it) => it.piece === piece),
      1,
    );
  }

  destroy(): void {
    this.destroyed = true;
    this.emit("close");
  }
}

let now: number;
let maySend: boolean;
let limit: number;
let wires: PeerWires;

beforeEach(() => {
  now = 0;
  maySend = true;
  limit = 8;
  wires = new PeerWires({
    limit: () => limit,
    maySend: () => maySend,
    onreceived: () => undefined,
    onshared: () => undefined,
    onpeer: () => undefined,
    now: () => now,
  });
});

function connect(peerId: string): FakeWire {
  const wire = new FakeWire(peerId);
  wires.add(wire as unknown as Wire);
  return wire;
}

it("takes no more peers than it may", () => {
  limit = 1;
  const [alice, bob] = [connect("a"), connect("b")];
  expect([alice.destroyed, bob.destroyed]).toEqual([false, true]);
  alice.destroy();
  expect(wires.count).toBe(0);
});

it("lets nobody have anything that may not be sent", () => {
  maySend = false;
  const alice = connect("a");
  alice.unchoke();
  expect(alice.amChoking).toBe(true);
  maySend = true;
  wires.sharingChanged();
  expect(alice.amChoking).toBe(false);
  maySend = false;
  wires.sharingChanged();
  expect(alice.amChoking).toBe(true);
});

it("tells everybody when a piece is not here any more", () => {
  const [alice, bob] = [connect("a"), connect("b")];
  wires.lost(3);
  expect([alice.takenBack, bob.takenBack]).toEqual([[3], [3]]);
});

it("counts on who lets us have pieces, and for a while on who came just now", () => {
  const alice = connect("a");
  alice.held.add(3);
  alice.peerChoking = true;
  expect(wires.offers(3)).toBe(false);
  expect(wires.usefulIds).toEqual([alice.peerId]);
  now = 3000;
  expect(wires.usefulIds).toEqual([]);
  alice.peerChoking = false;
  expect(wires.offers(3)).toBe(true);
  expect(wires.usefulIds).toEqual([alice.peerId]);
});

// https://github.com/webtorrent/webtorrent/issues/1666: a piece that was asked of a dead peer stayed with it.
describe("a peer that does not answer", () => {
  it("loses what was asked of it, then its connection", () => {
    const alice = connect("a");
    wires.tick();
    alice.requests.push({ piece: 7, offset: 0, length: 16_384 });
    now = 1000;
    wires.tick();
    now = 2001;
    wires.tick();
    expect(alice.cancelled).toEqual([7]);
    expect(alice.destroyed).toBe(false);
    alice.requests.push({ piece: 8, offset: 0, length: 16_384 });
    now = 8001;
    wires.tick();
    expect(alice.destroyed).toBe(true);
  });

  it("is any that sends nothing, not one that is slow", () => {
    const alice = connect("a");
    alice.requests.push({ piece: 7, offset: 0, length: 16_384 });
    for (now = 0; now <= 20_000; now += 1000) {
      alice.downloaded += 10;
      wires.tick();
    }
    expect(alice.cancelled).toEqual([]);
    expect(alice.destroyed).toBe(false);
  });

  it("is not one of whom nothing was asked", () => {
    const alice = connect("a");
    for (now = 0; now <= 20_000; now += 1000) wires.tick();
    expect(alice.destroyed).toBe(false);
  });
});

describe("a wrong piece", () => {
  it("shuts out who sent all of it, for good", () => {
    const mallory = connect("m");
    mallory.emit("piece", 3, 0, new Uint8Array(1));
    expect(wires.wrong(3)).toBe(true);
    expect(mallory.destroyed).toBe(true);
    expect(connect("m").destroyed).toBe(true);
  });

  it("shuts out who took part in two of them", () => {
    const [mallory, alice, bob] = [connect("m"), connect("a"), connect("b")];
    for (const wire of [mallory, alice]) wire.emit("piece", 3, 0, new Uint8Array(1));
    wires.wrong(3);
    expect([mallory.destroyed, alice.destroyed]).toEqual([false, false]);
    for (const wire of [mallory, bob]) wire.emit("piece", 4, 0, new Uint8Array(1));
    wires.wrong(4);
    expect([mallory.destroyed, alice.destroyed, bob.destroyed]).toEqual([true, false, false]);
  });

  it("is the site's when nobody else sent any of it", () => {
    expect(wires.wrong(3)).toBe(false);
  });

  it("does not count against who sent it rightly before", () => {
    const alice = connect("a");
    alice.emit("piece", 3, 0, new Uint8Array(1));
    expect(wires.right(3)).toBe(true);
    expect(wires.wrong(3)).toBe(false);
    expect(alice.destroyed).toBe(false);
  });
});
