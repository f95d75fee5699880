import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { OutgoingSignal } from "../../../src/protocol/messages.ts";
import type { PeerId } from "../../../src/protocol/values.ts";
import { PeerPool } from "../../../src/swarm/peer-pool.ts";
import { PatientClock } from "../../../src/transfer/patient-clock.ts";
import { ALICE, BOB, CAROL } from "../../support/assets.ts";
import { FakeConnection } from "../../support/fake-connection.ts";

class Tab {
  readonly id: PeerId;
  readonly connections: FakeConnection[] = [];
  readonly sent: OutgoingSignal[] = [];
  readonly states: string[] = [];
  readonly ends: string[] = [];
  readonly busy = new Set<PeerId>();
  mayAnswer = true;
  readonly pool: PeerPool;

  constructor(id: PeerId, limit = 4) {
    this.id = id;
    this.pool = new PeerPool({
      clock: new PatientClock(),
      limit,
      connectMs: 2000,
      lowWater: 65_536,
      signal: (message) => this.sent.push(message),
      mayAnswer: () => this.mayAnswer,
      isBusy: (peer) => this.busy.has(peer),
      onstate: (peer, state) => this.states.push(`${peer} ${state}`),
      onopen: () => {},
      onframe: () => {},
      onlow: () => {},
      onlate: () => this.ends.push("late"),
      onend: (_, end) => this.ends.push(end),
      openConnection: () => {
        const connection = new FakeConnection();
        this.connections.push(connection);
        return connection.asConnection;
      },
    });
    this.pool.welcome({
      type: "welcome",
      peer: id,
      resume: "",
      resumed: false,
      iceServers: [],
      icePolicy: "all",
    });
  }

  /** Take in all that another tab has said to this one so far. */
  async hear(other: Tab): Promise<void> {
    for (const message of other.sent.splice(0).filter(({ to }) => to === this.id)) {
      const { to, ...rest } = message;
      expect(to).toBe(this.id);
      this.pool.receive({ ...rest, from: other.id });
      await settle();
    }
  }

  get state(): string | undefined {
    return this.connections.at(-1)?.signalingState;
  }
}

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

async function connect(): Promise<[Tab, FakeConnection]> {
  const alice = new Tab(ALICE);
  alice.pool.dial(BOB);
  await settle();
  const [connection] = alice.connections;
  if (!connection) {
    throw new Error("no connection was made");
  }
  connection.channels[0]?.open();
  return [alice, connection];
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("calling", () => {
  it("connects two tabs", async () => {
    const [alice, bob] = [new Tab(ALICE), new Tab(BOB)];
    alice.pool.dial(BOB);
    await settle();
    await bob.hear(alice);
    await alice.hear(bob);
    expect([alice.state, bob.state]).toEqual(["stable", "stable"]);
    alice.connections[0]?.channels[0]?.open();
    expect(alice.states).toEqual([`${BOB} connecting`, `${BOB} open`]);
  });

  it.each([
    ["the smaller", ALICE, BOB],
    ["the greater", BOB, ALICE],
  ])("connects two tabs that call each other at once, %s id first", async (_, first, second) => {
    const [one, other] = [new Tab(first), new Tab(second)];
    one.pool.dial(second);
    other.pool.dial(first);
    await settle();
    await one.hear(other);
    await other.hear(one);
    await one.hear(other);
    await other.hear(one);
    expect([one.state, other.state]).toEqual(["stable", "stable"]);
    expect([one.connections.length, other.connections.length]).toEqual([1, 1]);
    expect([one.connections[0]?.channels.length, other.connections[0]?.channels.length]).toEqual([
      1, 1,
    ]);
  });

  it("keeps candidates that come before the answer", async () => {
    const alice = new Tab(ALICE);
    alice.pool.dial(BOB);
    await settle();
    const candidate = { candidate: "candidate:1 1 udp 1 192.0.2.1 9 typ host", sdpMid: "0" };
    alice.pool.receive({ type: "candidate", from: BOB, ...candidate });
    await settle();
    expect(alice.connections[0]?.candidates).toEqual([]);
    alice.pool.receive({ type: "answer", from: BOB, sdp: "v=0" });
    await settle();
    expect(alice.connections[0]?.candidates).toEqual([candidate]);
  });

  it("is late after the deadline, and gives up after three times as long", async () => {
    const alice = new Tab(ALICE);
    alice.pool.dial(BOB);
    await vi.advanceTimersByTimeAsync(2100);
    expect([alice.ends, alice.pool.find(BOB)?.isLate]).toEqual([["late"], true]);
    await vi.advanceTimersByTimeAsync(4000);
    expect(alice.ends).toEqual(["late", "connect-timeout"]);
    expect(alice.pool.find(BOB)).toBeUndefined();
  });

  it("does not call oneself or a banned peer", () => {
    const alice = new Tab(ALICE);
    alice.pool.ban(BOB);
    expect([alice.pool.dial(ALICE), alice.pool.dial(BOB)]).toEqual([undefined, undefined]);
    expect(alice.connections).toEqual([]);
  });

  it("closes the link that was idle for longest when there are too many", async () => {
    const alice = new Tab(ALICE, 2);
    for (const peer of [BOB, CAROL]) {
      alice.pool.dial(peer);
      alice.connections.at(-1)?.channels[0]?.open();
      await vi.advanceTimersByTimeAsync(100);
    }
    alice.pool.touch(BOB);
    alice.pool.dial("n1-dave-00004" as PeerId);
    expect(alice.pool.find(CAROL)).toBeUndefined();
    expect(alice.pool.find(BOB)).toBeDefined();
  });

  it("does not close a link that is in use", () => {
    const alice = new Tab(ALICE, 1);
    alice.pool.dial(BOB);
    alice.connections[0]?.channels[0]?.open();
    alice.busy.add(BOB);
    expect(alice.pool.dial(CAROL)).toBeUndefined();
  });
});

describe("being called", () => {
  const offer = { type: "offer", from: BOB, sdp: "v=0\r\na=fingerprint:sha-256 B1\r\n" } as const;

  it("makes no connection while nothing is shared", () => {
    const alice = new Tab(ALICE);
    alice.mayAnswer = false;
    alice.pool.receive(offer);
    expect(alice.connections).toEqual([]);
  });

  it("makes no connection for an answer or a candidate of a stranger", () => {
    const alice = new Tab(ALICE);
    alice.pool.receive({ type: "answer", from: BOB, sdp: "v=0" });
    alice.pool.receive({ type: "candidate", from: BOB, candidate: "" });
    expect(alice.connections).toEqual([]);
  });

  it("ends the link when the description is nonsense", async () => {
    const alice = new Tab(ALICE);
    alice.pool.receive({ ...offer, sdp: "nonsense" });
    await settle();
    expect(alice.ends).toEqual(["lost"]);
  });

  it("replaces the link when the peer has begun anew", async () => {
    const alice = new Tab(ALICE);
    alice.pool.receive(offer);
    await settle();
    alice.pool.receive({ ...offer, sdp: offer.sdp.replace("B1", "B2") });
    await settle();
    expect(alice.connections.map(({ signalingState }) => signalingState)).toEqual([
      "closed",
      "stable",
    ]);
  });
});

describe("an open link", () => {
  it("survives a short interruption", async () => {
    const [alice, connection] = await connect();
    connection.become("disconnected");
    await vi.advanceTimersByTimeAsync(3000);
    connection.become("connected");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(alice.ends).toEqual([]);
  });

  it("tries another path once when it is interrupted", async () => {
    const [alice, connection] = await connect();
    alice.sent.length = 0;
    connection.become("disconnected");
    await settle();
    expect(alice.sent.map(({ type }) => type)).toEqual(["offer"]);
    connection.become("connecting");
    connection.become("disconnected");
    await settle();
    expect(alice.sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(4100);
    expect(alice.ends).toEqual(["lost"]);
  });

  it("ends after a long interruption", async () => {
    const [alice, connection] = await connect();
    connection.become("disconnected");
    await vi.advanceTimersByTimeAsync(4100);
    expect(alice.ends).toEqual(["lost"]);
  });

  it("ends with its channel, once", async () => {
    const [alice, connection] = await connect();
    connection.channels[0]?.dispatchEvent(new Event("close"));
    connection.become("failed");
    alice.pool.closeAll();
    expect(alice.ends).toEqual(["lost"]);
  });

  it("leaves nothing behind when it is closed", async () => {
    const [alice, connection] = await connect();
    alice.pool.closeAll();
    expect(connection.signalingState).toBe("closed");
    expect(connection.channels[0]?.readyState).toBe("closed");
    await vi.advanceTimersByTimeAsync(100);
    expect(vi.getTimerCount()).toBe(0);
  });
});
