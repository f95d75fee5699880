import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PeerId } from "../../../../src/protocol/values.ts";
import type { RoomEvent, RoomJoined } from "../../../../src/room/protocol/room-messages.ts";
import {
  accessSecret,
  commitmentTo,
  importKey,
  newPass,
  type RoomPass,
} from "../../../../src/room/session/room-secrets.ts";
import { RoomSession } from "../../../../src/room/session/room-session.ts";
import { FakeChannel } from "../../../support/fake-room-channel.ts";

const self = "node-self0000" as PeerId;
const alice = "node-alice000" as PeerId;
const bob = "node-bob00000" as PeerId;
const hostPass = await newPass("send");
const { room, key } = hostPass;
const guestPass: RoomPass = { room, key };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe("a host", () => {
  it("opens the room with commitments to its secrets, which it keeps", async () => {
    const { channel, online } = begin(hostPass);
    online();
    const open = await channel.take("room-open");
    const access = await accessSecret(await importKey(key));
    expect(open).toEqual({
      type: "room-open",
      room,
      kind: "send",
      access: await commitmentTo(access),
      owner: await commitmentTo(hostPass.owner),
    });
    expect(JSON.stringify(open)).not.toContain(access);
    expect(JSON.stringify(open)).not.toContain(hostPass.owner);
    expect(JSON.stringify(open)).not.toContain(key);
  });

  it("is in once the room is open", async () => {
    const { session, channel, online, opened } = begin(hostPass);
    online();
    await channel.take("room-open");
    expect(session.isIn).toBe(false);
    opened();
    expect(session.isIn).toBe(true);
    expect(session.host).toBe(self);
  });

  it("comes back into a room that it opened before a reload", async () => {
    const { session, channel, online, receive } = begin(hostPass);
    online();
    await channel.take("room-open");
    receive({ type: "failure", code: "room-exists", detail: "", about: room });
    const join = await channel.take("room-join");
    expect(join.owner).toBe(hostPass.owner);
    receive(joined({ members: [alice] }));
    expect([...session.members]).toEqual([alice]);
    expect(session.host).toBe(self);
  });

  it("opens its room again when the site was restarted", async () => {
    const { session, channel, online, offline, opened, receive } = begin(hostPass);
    online();
    await channel.take("room-open");
    opened();
    offline();
    expect(session.isOnline).toBe(false);
    expect(session.isIn).toBe(true);
    online("node-self1111" as PeerId);
    await channel.take("room-join");
    receive({ type: "failure", code: "room-unknown", detail: "", about: room });
    await channel.take("room-open");
    opened();
    expect(session.isOnline).toBe(true);
  });

  it("locks, removes and closes", async () => {
    const { session, channel, online, opened, receive, ends } = begin(hostPass);
    online();
    opened();
    receive({ type: "room-entered", room, peer: alice, host: false });
    session.lock(true);
    expect(await channel.take("room-lock")).toEqual({ type: "room-lock", room, locked: true });
    receive({ type: "room-locked", room, locked: true });
    expect(session.isLocked).toBe(true);
    session.remove(alice);
    expect(await channel.take("room-remove")).toEqual({ type: "room-remove", room, peer: alice });
    session.close();
    expect(await channel.take("room-close")).toEqual({ type: "room-close", room });
    expect(ends).toEqual(["closed"]);
  });
});

describe("a guest", () => {
  it("proves that it has the key, and shows it to nobody", async () => {
    const { channel, online } = begin(guestPass);
    online();
    const join = await channel.take("room-join");
    expect(join).toEqual({
      type: "room-join",
      room,
      secret: await accessSecret(await importKey(key)),
    });
    expect(JSON.stringify(join)).not.toContain(key);
  });

  it("learns who is there and what the room is for", async () => {
    const { session, channel, online, receive, log } = begin(guestPass);
    online();
    await channel.take("room-join");
    receive(joined({ host: alice, members: [alice, bob], locked: true }));
    expect(session.kind).toBe("send");
    expect(session.host).toBe(alice);
    expect(session.isLocked).toBe(true);
    expect(log).toEqual([`+${alice}`, `+${bob}`]);
    receive({ type: "room-left", room, peer: alice });
    expect(session.isHostHere).toBe(false);
    receive({ type: "room-entered", room, peer: alice, host: true });
    expect(session.host).toBe(alice);
    expect(log.slice(2)).toEqual([`-${alice}`, `+${alice}`]);
  });

  it("asks for the same kind of room when it comes back", async () => {
    const { channel, online, offline, receive } = begin(guestPass);
    online();
    await channel.take("room-join");
    receive(joined({ members: [] }));
    offline();
    online();
    expect((await channel.take("room-join")).kind).toBe("send");
  });

  it("keeps its links when the session with the site was taken up", async () => {
    const { channel, online, offline, receive, log } = begin(guestPass);
    online();
    await channel.take("room-join");
    receive(joined({ members: [alice, bob] }));
    offline();
    online();
    await channel.take("room-join");
    receive(joined({ members: [alice] }));
    expect(log).toEqual([`+${alice}`, `+${bob}`, `-${bob}`]);
  });

  it("meets everybody anew when it has a new name", async () => {
    const { channel, online, offline, receive, log } = begin(guestPass);
    online();
    await channel.take("room-join");
    receive(joined({ members: [alice] }));
    offline();
    online("node-self1111" as PeerId);
    await channel.take("room-join");
    receive(joined({ members: [alice] }));
    expect(log).toEqual([`+${alice}`, `-${alice}`, `+${alice}`]);
  });

  it("hands on what members and the site have for its links", async () => {
    const { online, receive, log } = begin(guestPass);
    online();
    receive(joined({ members: [alice] }));
    receive({ type: "room-signal", room, from: alice, box: "AAAA" });
    receive({ type: "room-relay", room, peer: alice, ticket: "t", window: 1 });
    expect(log.slice(1)).toEqual([`signal ${alice} AAAA`, `relay ${alice} t`]);
  });

  it.each([
    ["room-unknown", "unknown"],
    ["room-denied", "denied"],
    ["room-full", "full"],
    ["room-locked", "locked"],
    ["room-limit", "limit"],
    ["unknown-type", "off"],
  ])("is told why it is not let in: %s", async (code, end) => {
    const { channel, online, receive, ends } = begin(guestPass);
    online();
    await channel.take("room-join");
    receive({ type: "failure", code, detail: "", ...(code !== "unknown-type" && { about: room }) });
    expect(ends).toEqual([end]);
  });

  it("does not take failures of others for its own", async () => {
    const { channel, online, receive, ends } = begin(guestPass);
    online();
    await channel.take("room-join");
    receive({ type: "failure", code: "room-full", detail: "", about: "AAAAAAAAAAAAAAAAAAAAAA" });
    receive({ type: "failure", code: "room-unknown", detail: "", about: "417" });
    expect(ends).toEqual([]);
  });

  it("gives up when the site does not answer", () => {
    const { ends } = begin(guestPass);
    vi.advanceTimersByTime(15_000);
    expect(ends).toEqual(["unreachable"]);
  });

  it("gives up when the site answers but says nothing of the room", async () => {
    const { channel, online, ends } = begin(guestPass);
    online();
    await channel.take("room-join");
    vi.advanceTimersByTime(15_000);
    expect(ends).toEqual(["unreachable"]);
  });

  it("waits for the host to open the room again after a restart, but not for ever", async () => {
    const { channel, online, offline, receive, ends } = begin(guestPass);
    online();
    await channel.take("room-join");
    receive(joined({ members: [alice] }));
    offline();
    online("node-self1111" as PeerId);
    for (let seconds = 0; seconds < 60; seconds += 2) {
      await channel.take("room-join");
      receive({ type: "failure", code: "room-unknown", detail: "", about: room });
      expect(ends).toEqual([]);
      vi.advanceTimersByTime(2000);
    }
    expect(ends).toEqual(["unknown"]);
  });

  it("comes back after a restart", async () => {
    const { session, channel, online, offline, receive, ends } = begin(guestPass);
    online();
    await channel.take("room-join");
    receive(joined({ members: [alice] }));
    offline();
    online("node-self1111" as PeerId);
    await channel.take("room-join");
    receive({ type: "failure", code: "room-unknown", detail: "", about: room });
    vi.advanceTimersByTime(2000);
    await channel.take("room-join");
    receive(joined({ members: [alice] }));
    vi.advanceTimersByTime(600_000);
    expect(session.isOnline).toBe(true);
    expect(ends).toEqual([]);
  });

  it("tries again when it was too fast", async () => {
    const { channel, online, receive, ends } = begin(guestPass);
    online();
    await channel.take("room-join");
    receive({ type: "failure", code: "rate-limited", detail: "" });
    vi.advanceTimersByTime(2000);
    await channel.take("room-join");
    receive(joined({ members: [] }));
    expect(ends).toEqual([]);
  });

  it.each(["closed", "expired", "removed", "replaced"] as const)(
    "loses everybody when the room is over: %s",
    async (reason) => {
      const { channel, online, receive, log, ends } = begin(guestPass);
      online();
      await channel.take("room-join");
      receive(joined({ members: [alice] }));
      receive({ type: "room-closed", room, reason });
      receive({ type: "room-entered", room, peer: bob, host: false });
      expect(log).toEqual([`+${alice}`, `-${alice}`]);
      expect(ends).toEqual([reason]);
    },
  );

  it("leaves", async () => {
    const { session, channel, online, receive, ends } = begin(guestPass);
    online();
    receive(joined({ members: [alice] }));
    session.leave();
    expect(await channel.take("room-leave")).toEqual({ type: "room-leave", room });
    expect(ends).toEqual(["left"]);
  });
});

function joined(some: Partial<RoomJoined>): RoomJoined {
  return {
    type: "room-joined",
    room,
    kind: "send",
    locked: false,
    members: [],
    expiresInMs: 1000,
    ...some,
  };
}

function begin(pass: RoomPass) {
  const channel = new FakeChannel();
  const log: string[] = [];
  const ends: string[] = [];
  const session = new RoomSession({
    channel,
    pass,
    onentered: (peer) => log.push(`+${peer}`),
    onleft: (peer) => log.push(`-${peer}`),
    onsignal: (from, box) => log.push(`signal ${from} ${box}`),
    onrelay: ({ peer, ticket }) => log.push(`relay ${peer} ${ticket}`),
    onchange: () => {},
    onend: (end) => ends.push(end),
  });
  session.start();
  return {
    session,
    channel,
    log,
    ends,
    receive: (event: RoomEvent) => session.receive(event),
    opened: () =>
      session.receive({ type: "room-opened", room: pass.room, members: 16, expiresInMs: 1000 }),
    online: (peer = self) => {
      channel.state = "open";
      session.welcome({
        type: "welcome",
        peer,
        resume: "",
        resumed: false,
        iceServers: [],
        icePolicy: "all",
      });
      session.channelChanged("open");
    },
    offline: () => {
      channel.state = "connecting";
      session.channelChanged("connecting");
    },
  };
}
