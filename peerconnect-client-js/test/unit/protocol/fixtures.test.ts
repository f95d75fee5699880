/// <reference types="vite/client" />
import { describe, expect, it } from "vitest";
import type { ClientMessage } from "../../../src/protocol/messages.ts";
import { parseServerMessage } from "../../../src/protocol/parse.ts";

// The Java tests read the same files.
const server = import.meta.glob<string>(
  [
    "../../../../peerconnect-server/src/test/resources/protocol/server/*.json",
    "!**/{room,code}-*.json",
    // Those of videos.
    "!**/{watch,watched,unwatch,swarm,claim,leases,withdrawn}.json",
  ],
  { eager: true, query: "?raw", import: "default" },
);
const client = import.meta.glob<string>(
  [
    "../../../../peerconnect-server/src/test/resources/protocol/client/*.json",
    "!**/{room,code}-*.json",
    // Those of videos.
    "!**/{watch,watched,unwatch,swarm,claim,leases,withdrawn}.json",
  ],
  { eager: true, query: "?raw", import: "default" },
);

const COMPONENTS: {
  readonly [T in ClientMessage["type"]]: {
    readonly [K in keyof Extract<ClientMessage, { readonly type: T }>]-?: true;
  };
} = {
  hello: { type: true, token: true, resume: true, sharing: true, have: true, want: true },
  resolve: { type: true, urls: true },
  want: { type: true, assets: true, avoid: true },
  cancel: { type: true, assets: true },
  have: { type: true, complete: true, partial: true },
  drop: { type: true, assets: true },
  availability: { type: true, sharing: true },
  offer: { type: true, to: true, sdp: true },
  answer: { type: true, to: true, sdp: true },
  candidate: { type: true, to: true, candidate: true, sdpMid: true, sdpMLineIndex: true },
  report: {
    type: true,
    received: true,
    origin: true,
    cached: true,
    shared: true,
    connected: true,
    fallbacks: true,
    failures: true,
  },
};

describe("the examples of server messages", () => {
  it("are there", () => {
    expect(Object.keys(server).length).toBeGreaterThan(5);
  });

  it.each(Object.entries(server))("%s is understood", (_, text) => {
    expect(parseServerMessage(text)).toEqual(JSON.parse(text));
  });

  it.each(Object.entries(server))("%s is understood with a component of tomorrow", (_, text) => {
    const extended = JSON.stringify({ ...JSON.parse(text), invented: { tomorrow: true } });
    expect(parseServerMessage(extended)).toBeDefined();
  });

  it.each(Object.entries(server))("%s is void without any of its components", (_, text) => {
    const optional = new Set(["sdpMid", "sdpMLineIndex", "about"]);
    const message = JSON.parse(text) as Record<string, unknown>;
    for (const name of Object.keys(message).filter((it) => !optional.has(it))) {
      const { [name]: removed, ...rest } = message;
      expect(removed).toBeDefined();
      expect(parseServerMessage(JSON.stringify(rest)), `without ${name}`).toBeUndefined();
    }
  });
});

describe("the examples of client messages", () => {
  it("are there", () => {
    expect(Object.keys(client).length).toBeGreaterThan(5);
  });

  it.each(Object.entries(client))("%s has the components that we send", (_, text) => {
    const message = JSON.parse(text) as { readonly type: ClientMessage["type"] };
    expect(Object.keys(COMPONENTS)).toContain(message.type);
    const names: readonly string[] = Object.keys(COMPONENTS[message.type]);
    expect(names).toEqual(expect.arrayContaining(Object.keys(message)));
  });
});
