/// <reference types="vite/client" />
import { expect, it } from "vitest";
import { parseVideoEvent } from "../../../src/video/parse-video-event.ts";
import type { VideoMessage } from "../../../src/video/video-protocol.ts";

// The Java tests read the same files.
const server = import.meta.glob<string>(
  "../../../../peerconnect-server/src/test/resources/protocol/server/{watched,swarm,leases,withdrawn}.json",
  { eager: true, query: "?raw", import: "default" },
);
const client = import.meta.glob<string>(
  "../../../../peerconnect-server/src/test/resources/protocol/client/{watch,unwatch,claim}.json",
  { eager: true, query: "?raw", import: "default" },
);

const COMPONENTS: {
  readonly [T in VideoMessage["type"]]: {
    readonly [K in keyof Extract<VideoMessage, { readonly type: T }>]-?: true;
  };
} = {
  watch: { type: true, path: true, sharing: true },
  unwatch: { type: true, infoHash: true },
  claim: {
    type: true,
    infoHash: true,
    as: true,
    want: true,
    spare: true,
    got: true,
    lost: true,
    connected: true,
  },
};

it("has an example of each message", () => {
  expect(Object.keys(server)).toHaveLength(4);
  expect(Object.keys(client)).toHaveLength(Object.keys(COMPONENTS).length);
});

it.each(Object.entries(server))("understands %s", (_, text) => {
  expect(parseVideoEvent(text)).toEqual(JSON.parse(text));
  const extended = JSON.stringify({ ...JSON.parse(text), invented: { tomorrow: true } });
  expect(parseVideoEvent(extended)).toBeDefined();
});

it.each(Object.entries(server))(
  "does not understand %s without any of its components",
  (_, text) => {
    const message = JSON.parse(text) as Record<string, unknown>;
    for (const name of Object.keys(message).filter((it) => it !== "video")) {
      const { [name]: removed, ...rest } = message;
      expect(removed).toBeDefined();
      expect(parseVideoEvent(JSON.stringify(rest)), `without ${name}`).toBeUndefined();
    }
  },
);

it.each(Object.entries(client))("sends all components of %s", (_, text) => {
  const message = JSON.parse(text) as { readonly type: VideoMessage["type"] };
  expect(Object.keys(message).toSorted()).toEqual(Object.keys(COMPONENTS[message.type]).toSorted());
});

it.each([
  "",
  "null",
  "[]",
  '{"type":"welcome"}',
  '{"type":"watched","path":"/a","active":true,"others":-1}',
  '{"type":"watched","path":"/a","active":true,"others":0,"video":{"infoHash":"x"}}',
  '{"type":"swarm","infoHash":"../../etc","active":true,"others":1}',
])("takes %s for nothing", (text) => {
  expect(parseVideoEvent(text)).toBeUndefined();
});
