import { fromBase64Url } from "../protocol/base64url.ts";
import {
  DATA_HEADER,
  HASH_LENGTH,
  HASHES_HEADER,
  HAVE_ENTRY,
  HAVE_HEADER,
  REFUSALS,
  REQUEST_LENGTH,
  SESSION_LENGTH,
  STATE_ENTRY,
  STATES,
  TYPE_BYTES,
  URGENCIES,
} from "./layout.ts";
import type { TransferMessage } from "./messages.ts";

/** Write a message. */
export function encodeMessage(message: TransferMessage): Uint8Array<ArrayBuffer> {
  switch (message.type) {
    case "hello":
    case "catalogue":
    case "answer": {
      const { type, ...components } = message;
      const json = new TextEncoder().encode(JSON.stringify(components));
      const [bytes] = begin(type, 1 + json.length);
      bytes.set(json, 1);
      return bytes;
    }
    case "catalogue-read": {
      const [bytes] = begin(message.type, 1);
      return bytes;
    }
    case "states": {
      const [bytes, view] = begin(message.type, 1 + message.states.length * STATE_ENTRY);
      message.states.forEach(({ file, state }, index) => {
        view.setUint32(1 + index * STATE_ENTRY, file);
        view.setUint8(5 + index * STATE_ENTRY, STATES.indexOf(state));
      });
      return bytes;
    }
    case "interested": {
      const [bytes] = begin(message.type, 1 + SESSION_LENGTH);
      bytes.set(fromBase64Url(message.session) ?? [], 1);
      return bytes;
    }
    case "have": {
      const [bytes, view] = begin(message.type, HAVE_HEADER + message.blocks.length * HAVE_ENTRY);
      bytes.set(fromBase64Url(message.session) ?? [], 1);
      view.setUint8(1 + SESSION_LENGTH, message.serves ? 1 : 0);
      message.blocks.forEach(({ file, first, count }, index) => {
        const at = HAVE_HEADER + index * HAVE_ENTRY;
        view.setUint32(at, file);
        view.setUint32(at + 4, first);
        view.setUint32(at + 8, count);
      });
      return bytes;
    }
    case "want-hashes": {
      const { file, first, count } = message.blocks;
      const [bytes, view] = begin(message.type, 1 + HAVE_ENTRY);
      view.setUint32(1, file);
      view.setUint32(5, first);
      view.setUint32(9, count);
      return bytes;
    }
    case "hashes": {
      const { file, first, hashes, digest } = message;
      const length = HASHES_HEADER + hashes.length + (digest ? HASH_LENGTH : 0);
      const [bytes, view] = begin(message.type, length);
      view.setUint32(1, file);
      view.setUint32(5, first);
      view.setUint32(9, hashes.length / HASH_LENGTH);
      view.setUint8(13, digest ? 1 : 0);
      bytes.set(hashes, HASHES_HEADER);
      if (digest) {
        bytes.set(digest, HASHES_HEADER + hashes.length);
      }
      return bytes;
    }
    case "request": {
      const [bytes, view] = begin(message.type, REQUEST_LENGTH);
      view.setUint32(1, message.id);
      bytes.set(fromBase64Url(message.session) ?? [], 5);
      view.setUint32(21, message.file);
      view.setUint32(25, message.block);
      view.setUint32(29, message.offset);
      view.setUint32(33, message.length);
      view.setUint8(37, message.wantsHash ? 1 : 0);
      view.setUint8(38, URGENCIES.indexOf(message.urgency));
      return bytes;
    }
    case "data": {
      const [bytes, view] = begin(message.type, DATA_HEADER + message.payload.length);
      view.setUint32(1, message.id);
      view.setUint32(5, message.offset);
      bytes.set(message.payload, DATA_HEADER);
      return bytes;
    }
    case "cancel": {
      const [bytes, view] = begin(message.type, 5);
      view.setUint32(1, message.id);
      return bytes;
    }
    case "refuse": {
      const [bytes, view] = begin(message.type, 6);
      view.setUint32(1, message.id);
      view.setUint8(5, REFUSALS.indexOf(message.reason));
      return bytes;
    }
  }
}

function begin(
  type: TransferMessage["type"],
  length: number,
): [Uint8Array<ArrayBuffer>, DataView<ArrayBuffer>] {
  const bytes = new Uint8Array(length);
  bytes[0] = TYPE_BYTES[type];
  return [bytes, new DataView(bytes.buffer)];
}
