import { beforeEach, expect, it } from "vitest";
import { Claims } from "../../../src/player/claims.ts";
import type { InfoHash, SwarmPeerId, VideoMessage } from "../../../src/video/video-protocol.ts";

const FOREST = "c12fe1c06bba254a9dc9f519b335aa7c1367a88a" as InfoHash;
const ALICE = "a".repeat(40) as SwarmPeerId;
const BOB = "b".repeat(40) as SwarmPeerId;
const HEAD = { type: "claim", infoHash: FOREST, as: ALICE } as const;

let sent: VideoMessage[];
let isOpen: boolean;
let now: number;
let claims: Claims;

beforeEach(() => {
  sent = [];
  isOpen = true;
  now = 0;
  claims = new Claims({
    infoHash: FOREST,
    as: ALICE,
    send: (message) => isOpen && sent.push(message) > 0,
    now: () => now,
  });
});

it("tells what it wants, what it has, and whom it can get pieces from", () => {
  for (const piece of [5, 0, 1, 2, 9]) claims.hold(piece);
  claims.say([3, 4], [], [BOB]);
  expect(sent).toEqual([
    {
      ...HEAD,
      want: [3, 4],
      got: [
        [0, 2],
        [5, 5],
        [9, 9],
      ],
      connected: [BOB],
    },
  ]);
});

it("tells only what changed", () => {
  claims.hold(0);
  claims.say([3], [], [BOB]);
  claims.hold(1);
  claims.lose(0);
  claims.say([3], [], [BOB]);
  expect(sent.at(-1)).toEqual({ ...HEAD, want: [3], got: [[1, 1]], lost: [[0, 0]] });
});

it("tells what it would take for others", () => {
  claims.say([3], [4, 5, 6, 9], []);
  expect(sent).toEqual([
    {
      ...HEAD,
      want: [3],
      spare: [
        [4, 6],
        [9, 9],
      ],
    },
  ]);
});

it("asks the same again only after a while", () => {
  claims.say([3], [], []);
  claims.say([3], [], []);
  expect(sent).toHaveLength(1);
  now = 500;
  claims.say([3], [], []);
  expect(sent).toHaveLength(2);
});

it("says nothing when there is nothing to say", () => {
  claims.say([], [], []);
  expect(sent).toEqual([]);
});

it("tells that nothing is wanted any more, so that leases end", () => {
  claims.say([3], [], []);
  claims.say([], [], []);
  expect(sent.at(-1)).toEqual(HEAD);
});

it("keeps what was granted until the next answer", () => {
  claims.answered({
    type: "leases",
    infoHash: FOREST,
    granted: [3, 4],
    ttlMs: 4000,
    elsewhere: [],
  });
  expect([...claims.granted]).toEqual([3, 4]);
  claims.answered({ type: "leases", infoHash: FOREST, granted: [5], ttlMs: 4000, elsewhere: [] });
  expect([...claims.granted]).toEqual([5]);
});

it("does not ask for what somebody else is to deliver, until that takes too long", () => {
  const elsewhere = [{ piece: 3, peer: BOB }];
  claims.answered({ type: "leases", infoHash: FOREST, granted: [], ttlMs: 4000, elsewhere });
  claims.say([3, 4], [], []);
  expect(sent.at(-1)).toMatchObject({ want: [4] });
  now = 4000;
  claims.say([3, 4], [], []);
  expect(sent.at(-1)).toMatchObject({ want: [3, 4] });
});

it("knows what somebody else is to deliver, as long as that may take", () => {
  const elsewhere = [{ piece: 3, peer: BOB }];
  claims.answered({ type: "leases", infoHash: FOREST, granted: [], ttlMs: 4000, elsewhere });
  expect([3, 4].map((piece) => claims.isElsewhere(piece))).toEqual([true, false]);
  now = 3999;
  expect(claims.isElsewhere(3)).toBe(true);
  now = 4000;
  expect(claims.isElsewhere(3)).toBe(false);
});

it("relies on nobody whom the site named in another conversation", () => {
  const elsewhere = [{ piece: 3, peer: BOB }];
  claims.answered({ type: "leases", infoHash: FOREST, granted: [], ttlMs: 4000, elsewhere });
  claims.forget();
  expect(claims.isElsewhere(3)).toBe(false);
});

it("tells everything anew in a new conversation", () => {
  claims.hold(0);
  claims.say([3], [], [BOB]);
  claims.answered({ type: "leases", infoHash: FOREST, granted: [3], ttlMs: 4000, elsewhere: [] });
  claims.forget();
  expect(claims.granted.size).toBe(0);
  claims.say([3], [], [BOB]);
  expect(sent.at(-1)).toEqual({ ...HEAD, want: [3], got: [[0, 0]], connected: [BOB] });
});

it("tells later what could not be said", () => {
  isOpen = false;
  claims.hold(0);
  expect(claims.say([3], [], [])).toBe(false);
  isOpen = true;
  expect(claims.say([3], [], [])).toBe(true);
  expect(sent).toEqual([{ ...HEAD, want: [3], got: [[0, 0]] }]);
});

it("tells a long list in parts", () => {
  for (let piece = 0; piece < 2000; piece += 2) claims.hold(piece);
  claims.say([], [], []);
  claims.say([], [], []);
  const told = sent.flatMap((message) => (message.type === "claim" ? (message.got ?? []) : []));
  expect(sent).toHaveLength(2);
  expect(told).toHaveLength(1000);
});
