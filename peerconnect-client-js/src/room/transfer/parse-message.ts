import {
  type Check,
  isCount,
  isFlag,
  listOf,
  oneOf,
  optional,
  parseJson,
  shape,
} from "../../protocol/shape.ts";
import { MAX_MESSAGE } from "../link/room-link.ts";
import { BLOCK_LENGTH, MAX_FILE_SIZE } from "./blocks.ts";
import {
  BATCH,
  BATCH_ENTRY,
  DATA_HEADER,
  HASH_LENGTH,
  HASHES_HEADER,
  HAVE_ENTRY,
  HAVE_HEADER,
  MAX_HASHES,
  MAX_PAYLOAD,
  REFUSALS,
  REQUEST_LENGTH,
  SESSION_LENGTH,
  STATE_ENTRY,
  STATES,
  TYPE_BYTES,
  URGENCIES,
} from "./layout.ts";
import type { FileBlocks, MessageOf, TransferMessage } from "./messages.ts";
import { isSession, toSession } from "./session-id.ts";

const MAX_TEXT = 1024;
const MAX_FOLDERS = 64;
/** The most blocks that a file can have. */
const MAX_BLOCKS = MAX_FILE_SIZE / BLOCK_LENGTH;

const isShortText: Check = (value) => typeof value === "string" && value.length <= MAX_TEXT;
const isUint32: Check = (value) => isCount(value) && Number(value) <= 0xffff_ffff;
const isSize: Check = (value) => isCount(value) && Number(value) <= MAX_FILE_SIZE;
const isPath: Check = (value) =>
  listOf(isShortText)(value) && (value as readonly unknown[]).length <= MAX_FOLDERS;

const HELLO = shape({
  session: isSession,
  nonce: isUint32,
  heard: optional(isUint32),
  known: optional(shape({ session: isSession, version: isCount })),
});
const ANSWER = shape({ offer: isUint32, accepted: isFlag });
const CATALOGUE = shape({
  version: isCount,
  reset: isFlag,
  more: isFlag,
  offers: listOf(shape({ id: isUint32, private: isFlag })),
  files: listOf(
    shape({
      id: isUint32,
      offer: isUint32,
      name: isShortText,
      path: isPath,
      size: isSize,
      mediaType: isShortText,
      modified: isCount,
    }),
  ),
  removed: listOf(shape({ id: isUint32, reason: oneOf("withdrawn", "changed", "vanished") })),
});

/**
 * Read what came over a link: one message, or a batch of them. This is the only place that checks types; whatever is not as
 * described makes all of it void.
 *
 * @param bytes what the link handed on; byte arrays in the result are views of it, unless they are kept
 * @returns the messages, or `undefined` when one is of an unknown type or malformed
 */
export function parseMessages(bytes: Uint8Array): readonly TransferMessage[] | undefined {
  if (bytes.length > MAX_MESSAGE) {
    return undefined;
  }
  if (bytes[0] !== BATCH) {
    const message = parseMessage(bytes);
    return message && [message];
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const messages: TransferMessage[] = [];
  let at = 1;
  while (at < bytes.length) {
    const end = at + BATCH_ENTRY <= bytes.length ? at + BATCH_ENTRY + view.getUint16(at) : Infinity;
    const message =
      end <= bytes.length ? parseMessage(bytes.subarray(at + BATCH_ENTRY, end)) : undefined;
    if (!message) {
      return undefined;
    }
    messages.push(message);
    at = end;
  }
  return messages;
}

function parseMessage(bytes: Uint8Array): TransferMessage | undefined {
  if (bytes.length === 0) {
    return undefined;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (bytes[0]) {
    case TYPE_BYTES.hello:
      return parseComponents<"hello">("hello", HELLO, bytes);
    case TYPE_BYTES.catalogue:
      return parseComponents<"catalogue">("catalogue", CATALOGUE, bytes);
    case TYPE_BYTES.answer:
      return parseComponents<"answer">("answer", ANSWER, bytes);
    case TYPE_BYTES["catalogue-read"]:
      return bytes.length === 1 ? { type: "catalogue-read" } : undefined;
    case TYPE_BYTES.states:
      return parseStates(view);
    case TYPE_BYTES.interested:
      return bytes.length === 1 + SESSION_LENGTH
        ? { type: "interested", session: sessionAt(bytes, 1) }
        : undefined;
    case TYPE_BYTES.have:
      return parseHave(bytes, view);
    case TYPE_BYTES["want-hashes"]: {
      const blocks = bytes.length === 1 + HAVE_ENTRY ? blocksAt(view, 1) : undefined;
      return blocks && blocks.count <= MAX_HASHES ? { type: "want-hashes", blocks } : undefined;
    }
    case TYPE_BYTES.hashes:
      return parseHashes(bytes, view);
    case TYPE_BYTES.request:
      return parseRequest(bytes, view);
    case TYPE_BYTES.data:
      return bytes.length > DATA_HEADER && bytes.length <= DATA_HEADER + MAX_PAYLOAD
        ? {
            type: "data",
            id: view.getUint32(1),
            offset: view.getUint32(5),
            payload: bytes.subarray(DATA_HEADER),
          }
        : undefined;
    case TYPE_BYTES.cancel:
      return bytes.length === 5 ? { type: "cancel", id: view.getUint32(1) } : undefined;
    case TYPE_BYTES.refuse: {
      const reason = bytes.length === 6 ? REFUSALS[view.getUint8(5)] : undefined;
      return reason && { type: "refuse", id: view.getUint32(1), reason };
    }
    default:
      return undefined;
  }
}

function parseComponents<T extends "hello" | "catalogue" | "answer">(
  type: T,
  check: Check,
  bytes: Uint8Array,
): MessageOf<T> | undefined {
  const components = parseJson(decodeText(bytes.subarray(1)));
  return check(components) ? ({ ...(components as object), type } as MessageOf<T>) : undefined;
}

function decodeText(bytes: Uint8Array): string {
  // Bytes that are no UTF-8 become U+FFFD, which no name keeps.
  return new TextDecoder().decode(bytes);
}

function parseStates(view: DataView): MessageOf<"states"> | undefined {
  if ((view.byteLength - 1) % STATE_ENTRY !== 0) {
    return undefined;
  }
  const states: MessageOf<"states">["states"][number][] = [];
  for (let at = 1; at < view.byteLength; at += STATE_ENTRY) {
    const state = STATES[view.getUint8(at + 4)];
    if (!state) {
      return undefined;
    }
    states.push({ file: view.getUint32(at), state });
  }
  return { type: "states", states };
}

function parseHave(bytes: Uint8Array, view: DataView): MessageOf<"have"> | undefined {
  const serves = bytes[1 + SESSION_LENGTH];
  if (
    bytes.length < HAVE_HEADER ||
    (bytes.length - HAVE_HEADER) % HAVE_ENTRY !== 0 ||
    (serves !== 0 && serves !== 1)
  ) {
    return undefined;
  }
  const blocks: FileBlocks[] = [];
  for (let at = HAVE_HEADER; at < bytes.length; at += HAVE_ENTRY) {
    const entry = blocksAt(view, at);
    if (!entry || entry.count === 0) {
      return undefined;
    }
    blocks.push(entry);
  }
  return { type: "have", session: sessionAt(bytes, 1), serves: serves === 1, blocks };
}

function parseHashes(bytes: Uint8Array, view: DataView): MessageOf<"hashes"> | undefined {
  if (bytes.length < HASHES_HEADER) {
    return undefined;
  }
  const first = view.getUint32(5);
  const count = view.getUint32(9);
  const flags = view.getUint8(13);
  const end = HASHES_HEADER + count * HASH_LENGTH;
  if (
    count > MAX_HASHES ||
    first + count > MAX_BLOCKS ||
    flags > 1 ||
    bytes.length !== end + flags * HASH_LENGTH
  ) {
    return undefined;
  }
  return {
    type: "hashes",
    file: view.getUint32(1),
    first,
    hashes: bytes.slice(HASHES_HEADER, end),
    ...(flags === 1 && { digest: bytes.slice(end) }),
  };
}

function parseRequest(bytes: Uint8Array, view: DataView): MessageOf<"request"> | undefined {
  if (bytes.length !== REQUEST_LENGTH) {
    return undefined;
  }
  const block = view.getUint32(25);
  const offset = view.getUint32(29);
  const length = view.getUint32(33);
  const wantsHash = bytes[37];
  const urgency = URGENCIES[view.getUint8(38)];
  if (
    block >= MAX_BLOCKS ||
    length === 0 ||
    offset + length > BLOCK_LENGTH ||
    (wantsHash !== 0 && wantsHash !== 1) ||
    !urgency
  ) {
    return undefined;
  }
  return {
    type: "request",
    id: view.getUint32(1),
    session: sessionAt(bytes, 5),
    file: view.getUint32(21),
    block,
    offset,
    length,
    wantsHash: wantsHash === 1,
    urgency,
  };
}

function blocksAt(view: DataView, at: number): FileBlocks | undefined {
  const first = view.getUint32(at + 4);
  const count = view.getUint32(at + 8);
  return first + count <= MAX_BLOCKS ? { file: view.getUint32(at), first, count } : undefined;
}

function sessionAt(bytes: Uint8Array, at: number): MessageOf<"interested">["session"] {
  return toSession(bytes.subarray(at, at + SESSION_LENGTH));
}
