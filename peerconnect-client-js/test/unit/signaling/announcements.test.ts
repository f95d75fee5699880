import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Digest } from "../../../src/protocol/values.ts";
import { Announcements } from "../../../src/signaling/announcements.ts";
import type { SignalingChannel } from "../../../src/signaling/signaling-channel.ts";

const LION = "lion" as Digest;
const BEAR = "bear" as Digest;

let sent: Parameters<SignalingChannel["send"]>[0][];
let isOpen: boolean;
let announcements: Announcements;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  isOpen = true;
  announcements = new Announcements({ send: (message) => isOpen && sent.push(message) > 0 });
});

afterEach(() => {
  vi.useRealTimers();
});

it("tells of several assets in one message", () => {
  announcements.complete(LION);
  announcements.partial(BEAR);
  vi.advanceTimersByTime(20);
  expect(sent).toEqual([{ type: "have", complete: [LION], partial: [BEAR] }]);
});

it("tells again when a part became the whole, and nothing twice", () => {
  announcements.partial(LION);
  vi.advanceTimersByTime(20);
  announcements.partial(LION);
  announcements.complete(LION);
  vi.advanceTimersByTime(20);
  announcements.flush();
  expect(sent).toEqual([
    { type: "have", partial: [LION] },
    { type: "have", complete: [LION] },
  ]);
});

it("greets with this page's assets first, and with 200 at most", () => {
  announcements.complete(LION);
  const recent = Array.from({ length: 300 }, (_, at) => `old-${at}` as Digest);
  const greeting = announcements.greeting([...recent, LION]);
  expect(greeting).toHaveLength(200);
  expect(greeting.slice(0, 2)).toEqual([LION, "old-0"]);
});

it("does not repeat what the greeting said, but what a new connection does not know", () => {
  announcements.partial(BEAR);
  announcements.greeting([LION]);
  announcements.complete(LION);
  announcements.flush();
  expect(sent).toEqual([{ type: "have", complete: [LION], partial: [BEAR] }]);
});

it("says what it no longer holds, if it had said that it does", () => {
  announcements.complete(LION);
  announcements.flush();
  announcements.complete(BEAR);
  announcements.drop([LION, BEAR]);
  expect(sent.at(-1)).toEqual({ type: "drop", assets: [LION] });
});

it("keeps what could not be said", () => {
  isOpen = false;
  announcements.complete(LION);
  vi.advanceTimersByTime(20);
  isOpen = true;
  announcements.flush();
  expect(sent).toEqual([{ type: "have", complete: [LION] }]);
});
