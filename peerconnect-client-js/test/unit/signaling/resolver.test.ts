import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ClientMessage, ResolvedAsset } from "../../../src/protocol/messages.ts";
import type { Digest } from "../../../src/protocol/values.ts";
import { Resolver } from "../../../src/signaling/resolver.ts";
import type { ChannelState } from "../../../src/signaling/signaling-channel.ts";

let state: ChannelState;
let sent: ClientMessage[];
let resolver: Resolver;

beforeEach(() => {
  vi.useFakeTimers();
  state = "open";
  sent = [];
  const channel = {
    get state() {
      return state;
    },
    send: (message: ClientMessage) => state === "open" && sent.push(message) > 0,
  };
  resolver = new Resolver({ channel, open: () => {} });
});

afterEach(() => {
  vi.useRealTimers();
});

function asset(url: string): ResolvedAsset {
  const digest = "_FlIdxK76JtIiEe3e1dE-2uBW4_GXvKrGBSZWO22FGQ" as Digest;
  return { url, digest, length: 5, mediaType: "image/png", active: true };
}

it("returns what the server knows", async () => {
  const answer = resolver.resolve(["/a.png", "/b.png"]);
  resolver.answered([asset("/a.png")]);
  expect(await answer).toEqual([asset("/a.png")]);
});

it("asks in portions, one after the other", async () => {
  const urls = Array.from({ length: 300 }, (_, at) => `/${at}.png`);
  const answer = resolver.resolve(urls);
  expect(sent).toHaveLength(1);
  resolver.answered([asset("/0.png")]);
  expect(sent).toHaveLength(2);
  resolver.answered([asset("/299.png")]);
  expect((await answer).map(({ url }) => url)).toEqual(["/0.png", "/299.png"]);
});

it("returns nothing when the server does not answer in time", async () => {
  const answer = resolver.resolve(["/a.png"]);
  await vi.advanceTimersByTimeAsync(3000);
  expect(await answer).toEqual([]);
});

it("does not take a late answer for the one to the next question", async () => {
  const late = resolver.resolve(["/a.png"]);
  await vi.advanceTimersByTimeAsync(3000);
  expect(await late).toEqual([]);
  const answer = resolver.resolve(["/b.png"]);
  resolver.answered([asset("/a.png")]);
  resolver.answered([asset("/b.png")]);
  expect(await answer).toEqual([asset("/b.png")]);
});

it("asks when the channel has opened", async () => {
  state = "connecting";
  const answer = resolver.resolve(["/a.png"]);
  expect(sent).toEqual([]);
  state = "open";
  resolver.next();
  expect(sent).toEqual([{ type: "resolve", urls: ["/a.png"] }]);
  resolver.answered([]);
  expect(await answer).toEqual([]);
});

it("returns nothing at once when signalling is down", async () => {
  state = "down";
  expect(await resolver.resolve(["/a.png"])).toEqual([]);
});
