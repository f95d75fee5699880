import { describe, expect, it } from "vitest";
import { encodeMessage } from "../../../../src/room/transfer/encode-message.ts";
import type { MessageOf, TransferMessage } from "../../../../src/room/transfer/messages.ts";
import { parseMessages } from "../../../../src/room/transfer/parse-message.ts";
import { newSession } from "../../../../src/room/transfer/session-id.ts";
import { noise } from "../../../support/room.ts";

const SESSION = newSession();

const FILE: MessageOf<"catalogue">["files"][number] = {
  id: 1,
  offer: 2,
  name: "lion.jpg",
  path: ["animals"],
  size: 2 ** 40,
  mediaType: "image/jpeg",
  modified: 1_700_000_000_000,
};

const CATALOGUE: MessageOf<"catalogue"> = {
  type: "catalogue",
  version: 3,
  reset: true,
  more: false,
  offers: [{ id: 2, private: true }],
  files: [FILE],
  removed: [{ id: 9, reason: "changed" }],
};

const REQUEST: MessageOf<"request"> = {
  type: "request",
  id: 0xffffffff,
  session: SESSION,
  file: 1,
  block: 1_048_575,
  offset: 1_048_575,
  length: 1,
  wantsHash: true,
  urgency: "soon",
};

const MESSAGES: readonly TransferMessage[] = [
  { type: "hello", session: SESSION, nonce: 0xffff_ffff },
  {
    type: "hello",
    session: SESSION,
    nonce: 1,
    heard: 0,
    known: { session: SESSION, version: 7 },
  },
  CATALOGUE,
  { type: "catalogue-read" },
  { type: "answer", offer: 2, accepted: false },
  {
    type: "states",
    states: (["queued", "running", "paused", "done", "failed", "cancelled"] as const).map(
      (state, file) => ({ file, state }),
    ),
  },
  { type: "interested", session: SESSION },
  {
    type: "have",
    session: SESSION,
    serves: true,
    blocks: [
      { file: 1, first: 0, count: 1_048_576 },
      { file: 2, first: 5, count: 1 },
    ],
  },
  { type: "want-hashes", blocks: { file: 1, first: 7, count: 1024 } },
  { type: "want-hashes", blocks: { file: 1, first: 0, count: 0 } },
  { type: "hashes", file: 1, first: 5, hashes: noise(64) },
  { type: "hashes", file: 1, first: 0, hashes: noise(0), digest: noise(32) },
  REQUEST,
  { type: "data", id: 5, offset: 98_304, payload: noise(32_768) },
  { type: "cancel", id: 5 },
  ...(["not-held", "busy", "elsewhere", "bad-range"] as const).map((reason) => ({
    type: "refuse" as const,
    id: 5,
    reason,
  })),
];

function parse(bytes: Uint8Array): readonly TransferMessage[] | undefined {
  return parseMessages(bytes);
}

/** Write a JSON message by hand. */
function json(type: number, value: unknown): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(value));
  return Uint8Array.of(type, ...text);
}

describe("parseMessages", () => {
  it.each(MESSAGES)("reads what was written: $type", (message) => {
    expect(parse(encodeMessage(message))).toEqual([message]);
  });

  it.each(MESSAGES)("reads what lies anywhere in a buffer: $type", (message) => {
    const bytes = encodeMessage(message);
    const buffer = new Uint8Array(bytes.length + 10);
    buffer.set(bytes, 3);
    expect(parse(buffer.subarray(3, 3 + bytes.length))).toEqual([message]);
  });

  it.each(MESSAGES.filter(({ type }) => !["data", "states", "have"].includes(type)))(
    "takes no message with a byte more or less: $type",
    (message) => {
      const bytes = encodeMessage(message);
      expect(parse(Uint8Array.of(...bytes, 0))).toBeUndefined();
      expect(parse(bytes.subarray(0, -1))).toBeUndefined();
    },
  );

  it("takes no half of an entry", () => {
    for (const { type } of [{ type: "states" }, { type: "have" }]) {
      const message = MESSAGES.find((it) => it.type === type) as TransferMessage;
      expect(parse(encodeMessage(message).subarray(0, -1))).toBeUndefined();
    }
  });

  it("survives any bytes", () => {
    for (let seed = 1; seed <= 5000; seed++) {
      const bytes = noise(seed % 90, seed);
      bytes[0] = seed % 16;
      expect(() => parse(bytes)).not.toThrow();
    }
  });

  it.each<[string, Uint8Array]>([
    ["a block behind the largest file", encodeMessage({ ...REQUEST, block: 1_048_576 })],
    ["a range behind its block", encodeMessage({ ...REQUEST, length: 2 })],
    ["an empty range", encodeMessage({ ...REQUEST, length: 0 })],
    [
      "a range of blocks behind the largest file",
      encodeMessage({
        type: "have",
        session: SESSION,
        serves: true,
        blocks: [{ file: 1, first: 1_048_576, count: 1 }],
      }),
    ],
    [
      "an empty range of blocks",
      encodeMessage({
        type: "have",
        session: SESSION,
        serves: true,
        blocks: [{ file: 1, first: 0, count: 0 }],
      }),
    ],
    [
      "a wish for more hashes than fit into a message",
      encodeMessage({ type: "want-hashes", blocks: { file: 1, first: 0, count: 1025 } }),
    ],
    [
      "a payload that is too long",
      encodeMessage({ type: "data", id: 1, offset: 0, payload: noise(32_769) }),
    ],
    [
      "data without a payload",
      encodeMessage({ type: "data", id: 1, offset: 0, payload: noise(0) }),
    ],
    ["a message that is too long", new Uint8Array(65_537).fill(32)],
    ["an unknown reason", Uint8Array.of(13, 0, 0, 0, 1, 9)],
    ["an unknown state", Uint8Array.of(5, 0, 0, 0, 1, 9)],
    ["a session that is none", json(1, { session: "short" })],
    ["a session with bits to spare", json(1, { session: `${"A".repeat(21)}B` })],
    ["a hello without a session", json(1, { nonce: 1 })],
    ["a hello without a nonce", json(1, { session: SESSION })],
    ["a hello with too long a nonce", json(1, { session: SESSION, nonce: 2 ** 32 })],
    ["a list", json(1, [])],
    ["null", json(1, null)],
    ["an answer to no offer", json(4, { accepted: true })],
    ["an answer that is no flag", json(4, { offer: 1, accepted: "yes" })],
    ["a file of a negative size", json(2, { ...CATALOGUE, files: [{ ...FILE, size: -1 }] })],
    ["a file of half a byte", json(2, { ...CATALOGUE, files: [{ ...FILE, size: 0.5 }] })],
    [
      "a file that is too large",
      json(2, { ...CATALOGUE, files: [{ ...FILE, size: 2 ** 40 + 1 }] }),
    ],
    ["a file without a name", json(2, { ...CATALOGUE, files: [{ ...FILE, name: undefined }] })],
    [
      "a name that is too long",
      json(2, { ...CATALOGUE, files: [{ ...FILE, name: "x".repeat(1025) }] }),
    ],
    ["a path that is no list", json(2, { ...CATALOGUE, files: [{ ...FILE, path: "a/b" }] })],
    ["a path of numbers", json(2, { ...CATALOGUE, files: [{ ...FILE, path: [1] }] })],
    [
      "a path that is too deep",
      json(2, { ...CATALOGUE, files: [{ ...FILE, path: Array(65).fill("a") }] }),
    ],
    ["a file number that is none", json(2, { ...CATALOGUE, files: [{ ...FILE, id: 2 ** 32 }] })],
    [
      "an unknown reason to remove",
      json(2, { ...CATALOGUE, removed: [{ id: 1, reason: "mood" }] }),
    ],
    ["files that are no list", json(2, { ...CATALOGUE, files: {} })],
  ])("does not take %s", (_, bytes) => {
    expect(parse(bytes)).toBeUndefined();
  });

  it("leaves out what it does not know", () => {
    const [message] =
      parse(json(4, { offer: 1, accepted: true, mood: "good", type: "hello" })) ?? [];
    expect(message).toMatchObject({ type: "answer", offer: 1, accepted: true });
  });
});
