import { DIGEST_LENGTH, digestBytes, toDigest } from "./digests.ts";
import { type Digest, PIECE_LENGTH } from "./values.ts";

/** The longest payload of a DATA frame, in bytes. */
export const MAX_PAYLOAD = 16_384;

export type RefuseReason = "not-held" | "busy" | "bad-range" | "not-sharing";

/** One binary message between two clients; PROTOCOL.md §4 has the layout. */
export type Frame =
  | {
      readonly type: "request";
      readonly id: number;
      readonly digest: Digest;
      readonly offset: number;
      readonly length: number;
    }
  | {
      readonly type: "data";
      readonly id: number;
      readonly offset: number;
      readonly total: number;
      readonly payload: Uint8Array<ArrayBuffer>;
    }
  | { readonly type: "cancel"; readonly id: number }
  | { readonly type: "refuse"; readonly id: number; readonly reason: RefuseReason }
  | { readonly type: "interested"; readonly digest: Digest }
  /** An empty `bits` stands for all pieces. */
  | { readonly type: "bitfield"; readonly digest: Digest; readonly bits: Uint8Array<ArrayBuffer> };

const REQUEST = 1;
const DATA = 2;
const CANCEL = 3;
const REFUSE = 4;
const INTERESTED = 5;
const BITFIELD = 6;

const DATA_HEADER = 21;
const REASONS: readonly RefuseReason[] = ["not-held", "busy", "bad-range", "not-sharing"];

/** Write a frame. */
export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  switch (frame.type) {
    case "request": {
      const [bytes, view] = begin(REQUEST, 49, frame.id);
      bytes.set(digestBytes(frame.digest), 5);
      view.setBigUint64(37, BigInt(frame.offset));
      view.setUint32(45, frame.length);
      return bytes;
    }
    case "data": {
      const [bytes, view] = begin(DATA, DATA_HEADER + frame.payload.length, frame.id);
      view.setBigUint64(5, BigInt(frame.offset));
      view.setBigUint64(13, BigInt(frame.total));
      bytes.set(frame.payload, DATA_HEADER);
      return bytes;
    }
    case "cancel": {
      const [bytes] = begin(CANCEL, 5, frame.id);
      return bytes;
    }
    case "refuse": {
      const [bytes] = begin(REFUSE, 6, frame.id);
      bytes[5] = REASONS.indexOf(frame.reason) + 1;
      return bytes;
    }
    case "interested": {
      return beginAbout(INTERESTED, frame.digest, 0);
    }
    case "bitfield": {
      const bytes = beginAbout(BITFIELD, frame.digest, frame.bits.length);
      bytes.set(frame.bits, 1 + DIGEST_LENGTH);
      return bytes;
    }
  }
}

/**
 * Read a frame.
 *
 * @param buffer one message of the data channel; the frame's byte arrays are views of it
 * @returns the frame, or `undefined` when it breaks the layout
 */
export function parseFrame(buffer: ArrayBuffer): Frame | undefined {
  const view = new DataView(buffer);
  const size = buffer.byteLength;
  if (size < 5) {
    return undefined;
  }
  const id = view.getUint32(1);
  switch (view.getUint8(0)) {
    case REQUEST: {
      if (size !== 49) {
        return undefined;
      }
      const offset = readLength(view, 37);
      const length = view.getUint32(45);
      return offset === undefined || length < 1 || length > PIECE_LENGTH
        ? undefined
        : { type: "request", id, digest: readDigest(buffer, 5), offset, length };
    }
    case DATA: {
      if (size <= DATA_HEADER || size > DATA_HEADER + MAX_PAYLOAD) {
        return undefined;
      }
      const offset = readLength(view, 5);
      const total = readLength(view, 13);
      return offset === undefined || total === undefined
        ? undefined
        : { type: "data", id, offset, total, payload: new Uint8Array(buffer, DATA_HEADER) };
    }
    case CANCEL:
      return size === 5 ? { type: "cancel", id } : undefined;
    case REFUSE: {
      const reason = size === 6 ? REASONS[view.getUint8(5) - 1] : undefined;
      return reason && { type: "refuse", id, reason };
    }
    case INTERESTED:
      return size === 1 + DIGEST_LENGTH
        ? { type: "interested", digest: readDigest(buffer, 1) }
        : undefined;
    case BITFIELD:
      return size > DIGEST_LENGTH
        ? {
            type: "bitfield",
            digest: readDigest(buffer, 1),
            bits: new Uint8Array(buffer, 1 + DIGEST_LENGTH),
          }
        : undefined;
    default:
      return undefined;
  }
}

function begin(type: number, size: number, id: number): [Uint8Array<ArrayBuffer>, DataView] {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, type);
  view.setUint32(1, id);
  return [bytes, view];
}

function beginAbout(type: number, digest: Digest, more: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(1 + DIGEST_LENGTH + more);
  bytes[0] = type;
  bytes.set(digestBytes(digest), 1);
  return bytes;
}

function readDigest(buffer: ArrayBuffer, at: number): Digest {
  return toDigest(new Uint8Array(buffer, at, DIGEST_LENGTH));
}

function readLength(view: DataView, at: number): number | undefined {
  const value = Number(view.getBigUint64(at));
  return Number.isSafeInteger(value) ? value : undefined;
}
