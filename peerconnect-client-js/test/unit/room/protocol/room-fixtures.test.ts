/// <reference types="vite/client" />
import { describe, expect, it } from "vitest";
import { parseRoomEvent } from "../../../../src/room/protocol/parse-room-event.ts";
import type { RoomMessage } from "../../../../src/room/protocol/room-messages.ts";

// The Java tests read the same files.
const server = import.meta.glob<string>(
  "../../../../../peerconnect-server/src/test/resources/protocol/server/{room-*,code-*,failure}.json",
  { eager: true, query: "?raw", import: "default" },
);
const client = import.meta.glob<string>(
  "../../../../../peerconnect-server/src/test/resources/protocol/client/{room,code}-*.json",
  { eager: true, query: "?raw", import: "default" },
);

const COMPONENTS: {
  readonly [T in RoomMessage["type"]]: {
    readonly [K in keyof Extract<RoomMessage, { readonly type: T }>]-?: true;
  };
} = {
  "room-open": {
    type: true,
    room: true,
    kind: true,
    access: true,
    owner: true,
    members: true,
    listing: true,
  },
  "room-join": { type: true, room: true, secret: true, kind: true, owner: true },
  "room-leave": { type: true, room: true },
  "room-close": { type: true, room: true },
  "room-lock": { type: true, room: true, locked: true },
  "room-remove": { type: true, room: true, peer: true },
  "room-signal": { type: true, room: true, to: true, box: true },
  "room-relay": { type: true, room: true, to: true },
  "room-list": { type: true },
  "code-open": { type: true, room: true },
  "code-join": { type: true, number: true },
  "code-close": { type: true, number: true },
  "code-message": { type: true, number: true, attempt: true, box: true },
  "code-result": { type: true, number: true, attempt: true, accepted: true },
};

const OPTIONAL = new Set(["about", "host"]);

describe("the examples of what the server says about rooms", () => {
  it("are there", () => {
    expect(Object.keys(server)).toHaveLength(15);
  });

  it.each(Object.entries(server))("%s is understood, with a component of tomorrow", (_, text) => {
    const extended = { ...(JSON.parse(text) as object), invented: { tomorrow: true } };
    expect(parseRoomEvent(JSON.stringify(extended))).toEqual(extended);
  });

  it.each(Object.entries(server))("%s is void without any of its components", (_, text) => {
    const message = JSON.parse(text) as Record<string, unknown>;
    for (const name of Object.keys(message)) {
      const { [name]: removed, ...rest } = message;
      expect(removed).toBeDefined();
      const isOptional = OPTIONAL.has(name) && message["type"] !== "room-entered";
      const event = parseRoomEvent(JSON.stringify(rest));
      expect(event === undefined, `without ${name}`).toBe(!isOptional);
    }
  });

  it.each(Object.entries(server))("%s never makes the parser throw, however broken", (_, text) => {
    for (let at = 0; at < text.length; at += 3) {
      for (const wrong of ['"', "{", "null", "\u0000", "9e99"]) {
        expect(() => parseRoomEvent(text.slice(0, at) + wrong + text.slice(at + 1))).not.toThrow();
      }
    }
  });
});

describe("the examples of what clients say about rooms", () => {
  it("are there", () => {
    expect(Object.keys(client)).toHaveLength(Object.keys(COMPONENTS).length);
  });

  it.each(Object.entries(client))("%s has the components that we send", (_, text) => {
    const message = JSON.parse(text) as { readonly type: RoomMessage["type"] };
    expect(Object.keys(COMPONENTS[message.type]).toSorted()).toEqual(
      Object.keys(message).toSorted(),
    );
  });
});
