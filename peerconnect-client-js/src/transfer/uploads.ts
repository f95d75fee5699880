import { encodeFrame, type Frame, MAX_PAYLOAD, type RefuseReason } from "../protocol/frames.ts";
import type { Digest, PeerId } from "../protocol/values.ts";
import type { FrameLink } from "./link-downloads.ts";
import type { UploadLimits } from "./upload-limits.ts";

/** Something that we can serve: verified bytes only. */
export interface Holding {
  /** Of the whole asset, in bytes. */
  readonly length: number;
  /** Which pieces are there; empty for all of them. */
  readonly bits: Uint8Array<ArrayBuffer>;
  /** Return bytes, or `undefined` when some of these are not there. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

export interface UploadsOptions {
  readonly limits: UploadLimits;
  readonly findHolding: (digest: Digest) => Promise<Holding | undefined>;
  readonly maySend: () => boolean;
  readonly onshared: (peer: PeerId, bytes: number) => void;
}

type RequestFrame = Extract<Frame, { type: "request" }>;

/** Above this many waiting bytes nothing is added to a channel. */
const HIGH_WATER = 262_144;
/** Below this many waiting bytes a channel asks for more. */
export const LOW_WATER = 65_536;
const MAX_QUEUE = 64;
const MAX_INTERESTS = 256;

interface Client {
  readonly link: FrameLink;
  readonly queue: RequestFrame[];
  readonly interests: Set<Digest>;
  isServing: boolean;
  wake: () => void;
}

/** What peers ask of us. Requests of one peer are answered one after the other, different peers in turn. */
export class Uploads {
  readonly #options: UploadsOptions;
  readonly #clients = new Map<PeerId, Client>();

  constructor(options: UploadsOptions) {
    this.#options = options;
  }

  add(link: FrameLink): void {
    this.#clients.set(link.peer, {
      link,
      queue: [],
      interests: new Set(),
      isServing: false,
      wake: () => {},
    });
  }

  remove(peer: PeerId): void {
    const client = this.#clients.get(peer);
    this.#clients.delete(peer);
    client?.queue.splice(0);
    client?.wake();
  }

  /** Whether a peer is being served. */
  isBusy(peer: PeerId): boolean {
    return this.#clients.get(peer)?.isServing === true;
  }

  /** Hear that a channel has room again. */
  low(peer: PeerId): void {
    this.#clients.get(peer)?.wake();
  }

  /**
   * Take in what a peer asked.
   *
   * @returns whether it keeps to the rules
   */
  receive(peer: PeerId, frame: Frame): boolean {
    const client = this.#clients.get(peer);
    if (!client) {
      return true;
    }
    switch (frame.type) {
      case "request":
        return this.#enqueue(client, frame);
      case "cancel": {
        const at = client.queue.findIndex(({ id }) => id === frame.id);
        if (at >= 0) {
          client.queue.splice(at, 1);
        }
        return true;
      }
      case "interested":
        if (client.interests.size < MAX_INTERESTS) {
          client.interests.add(frame.digest);
          void this.#tellPieces(client, frame.digest);
        }
        return true;
      default:
        return true;
    }
  }

  /** Tell those who are interested that there are more pieces of an asset. */
  grown(digest: Digest): void {
    for (const client of this.#clients.values()) {
      if (client.interests.has(digest)) {
        void this.#tellPieces(client, digest);
      }
    }
  }

  #enqueue(client: Client, request: RequestFrame): boolean {
    if (client.queue.some(({ id }) => id === request.id)) {
      return false;
    }
    const { limits, maySend } = this.#options;
    const serving = [...this.#clients.values()].filter((it) => it.isServing).length;
    if (!maySend() || limits.areReached) {
      refuse(client, request, "not-sharing");
    } else if (
      client.queue.length >= MAX_QUEUE ||
      (!client.isServing && serving >= limits.concurrent)
    ) {
      refuse(client, request, "busy");
    } else {
      client.queue.push(request);
      if (!client.isServing) {
        void this.#serve(client);
      }
    }
    return true;
  }

  async #serve(client: Client): Promise<void> {
    client.isServing = true;
    for (let [request] = client.queue; request; [request] = client.queue) {
      await this.#answer(client, request);
      if (client.queue[0] === request) {
        client.queue.shift();
      }
    }
    client.isServing = false;
  }

  async #answer(client: Client, request: RequestFrame): Promise<void> {
    const { findHolding, limits, maySend, onshared } = this.#options;
    const { id, offset, length, digest } = request;
    const holding = await findHolding(digest);
    if (holding && offset + length > holding.length) {
      refuse(client, request, "bad-range");
      return;
    }
    // A blob of the cache cannot be read any more after another tab made room.
    const bytes = await holding?.read(offset, length).catch(() => undefined);
    if (!holding || !bytes) {
      refuse(client, request, "not-held");
      return;
    }
    for (let from = 0; from < length; from += MAX_PAYLOAD) {
      const payload = bytes.subarray(from, from + MAX_PAYLOAD);
      await sleep(limits.spend(payload.length));
      while (client.link.bufferedAmount >= HIGH_WATER && client.queue[0] === request) {
        await new Promise<void>((resolve) => (client.wake = resolve));
      }
      // Gone from the queue: cancelled, or the link closed.
      if (client.queue[0] !== request) {
        return;
      }
      if (!maySend()) {
        refuse(client, request, "not-sharing");
        return;
      }
      client.link.send(
        encodeFrame({ type: "data", id, offset: offset + from, total: holding.length, payload }),
      );
      onshared(client.link.peer, payload.length);
    }
  }

  async #tellPieces(client: Client, digest: Digest): Promise<void> {
    const holding = await this.#options.findHolding(digest);
    if (holding && this.#options.maySend()) {
      client.link.send(encodeFrame({ type: "bitfield", digest, bits: holding.bits }));
    }
  }
}

function refuse(client: Client, { id }: RequestFrame, reason: RefuseReason): void {
  client.link.send(encodeFrame({ type: "refuse", id, reason }));
}

function sleep(ms: number): Promise<void> | undefined {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : undefined;
}
