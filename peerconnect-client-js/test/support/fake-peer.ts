import { encodeFrame, type Frame, MAX_PAYLOAD, parseFrame } from "../../src/protocol/frames.ts";
import type { PeerId } from "../../src/protocol/values.ts";
import type { FrameLink } from "../../src/transfer/link-downloads.ts";
import type { TestAsset } from "./assets.ts";

export type RequestFrame = Extract<Frame, { readonly type: "request" }>;

/** The other end of a link, which behaves as the test says. */
export class FakePeer implements FrameLink {
  readonly peer: PeerId;
  /** All that it was sent. */
  readonly heard: Frame[] = [];
  readonly bufferedAmount = 0;
  isOpen = false;
  isLate = false;
  /** What it does with a request. */
  onrequest: (request: RequestFrame) => void = () => {};
  /** What it does when asked which pieces it has. */
  oninterested: (frame: Extract<Frame, { readonly type: "interested" }>) => void = () => {};
  /** Where its frames go. */
  reply: (frame: Frame) => void = () => {};

  constructor(peer: PeerId) {
    this.peer = peer;
  }

  get requests(): readonly RequestFrame[] {
    return this.heard.filter((frame) => frame.type === "request");
  }

  send(bytes: Uint8Array<ArrayBuffer>): void {
    const frame = parseFrame(bytes.buffer);
    if (!frame) {
      throw new TypeError("The client sent something that is no frame");
    }
    this.heard.push(frame);
    queueMicrotask(() => {
      if (frame.type === "request") {
        this.onrequest(frame);
      } else if (frame.type === "interested") {
        this.oninterested(frame);
      }
    });
  }

  /** Serve these, all bytes at once. */
  serve(assets: readonly TestAsset[], change = (bytes: Uint8Array<ArrayBuffer>) => bytes): void {
    this.onrequest = (request) => {
      const asset = assets.find(({ digest }) => digest === request.digest);
      if (asset) {
        this.answer(request, change(asset.bytes.slice()), request.length);
      } else {
        this.reply({ type: "refuse", id: request.id, reason: "not-held" });
      }
    };
    this.oninterested = ({ digest }) =>
      this.reply({ type: "bitfield", digest, bits: new Uint8Array(0) });
  }

  /** Answer a request with some of its bytes. */
  answer({ id, offset }: RequestFrame, bytes: Uint8Array<ArrayBuffer>, length: number): void {
    for (let at = 0; at < length; at += MAX_PAYLOAD) {
      const end = Math.min(at + MAX_PAYLOAD, length);
      const payload = bytes.slice(offset + at, offset + end);
      const frame = {
        type: "data",
        id,
        offset: offset + at,
        total: bytes.length,
        payload,
      } as const;
      const parsed = parseFrame(encodeFrame(frame).buffer);
      if (parsed) {
        this.reply(parsed);
      }
    }
  }
}
