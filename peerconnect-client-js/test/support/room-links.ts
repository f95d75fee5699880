import {
  type LinkPath,
  LOW_WATER,
  MAX_MESSAGE,
  type RoomLink,
  type RoomLinkEvents,
} from "../../src/room/link/room-link.ts";
import type { PeerId } from "../../src/protocol/values.ts";

/** What lies between two members. */
export interface Conditions {
  latencyMs: number;
  /** Of each direction; infinite when it does not matter. */
  bytesPerMs: number;
  /** Changes a message on its way, or swallows it. */
  tamper: (message: Uint8Array<ArrayBuffer>, from: PeerId) => Uint8Array<ArrayBuffer> | undefined;
}

/** One end of a link in memory. */
export class FakeLink implements RoomLink {
  readonly peer: PeerId;
  readonly authentication = undefined;
  path: LinkPath = "connecting";
  bufferedAmount = 0;
  /** All that was sent, in bytes. */
  sent = 0;
  isClosed = false;
  readonly #self: PeerId;
  readonly #conditions: Conditions;
  #events: RoomLinkEvents | undefined;
  #other: FakeLink | undefined;
  /** Counts the paths: what was sent on an earlier one is lost. */
  #epoch = 0;
  #freeAt = 0;
  readonly #leaving: Due[] = [];
  readonly #arriving: Due[] = [];

  constructor(self: PeerId, peer: PeerId, conditions: Conditions) {
    this.#self = self;
    this.peer = peer;
    this.#conditions = conditions;
  }

  attach(events: RoomLinkEvents, other: FakeLink): void {
    this.#events = events;
    this.#other = other;
  }

  open(path: "direct" | "relayed"): void {
    this.#epoch++;
    this.#freeAt = 0;
    this.bufferedAmount = 0;
    this.path = path;
    this.#events?.onopen(path);
    this.#events?.onpath(path);
  }

  lose(): void {
    this.#epoch++;
    this.bufferedAmount = 0;
    this.path = "connecting";
    this.#events?.onpath("connecting");
  }

  leave(reason: "left" | "unreachable"): void {
    this.#epoch++;
    this.path = "closed";
    this.#events?.onclose(reason);
  }

  send(message: Uint8Array<ArrayBuffer>): boolean {
    if (this.path !== "direct" && this.path !== "relayed") {
      return false;
    }
    if (message.length > MAX_MESSAGE) {
      throw new RangeError(`A message of ${message.length} bytes is too long`);
    }
    this.sent += message.length;
    const epoch = this.#epoch;
    const copy = this.#conditions.tamper(message.slice(), this.#self);
    const now = performance.now();
    this.#freeAt = Math.max(now, this.#freeAt) + message.length / this.#conditions.bytesPerMs;
    const left = () => {
      const before = this.bufferedAmount;
      this.bufferedAmount -= message.length;
      if (before > LOW_WATER && this.bufferedAmount <= LOW_WATER) {
        this.#events?.onlow();
      }
    };
    const arrive = () => {
      if (copy) {
        this.#other?.receive(copy);
      }
    };
    this.bufferedAmount += message.length;
    this.#after(this.#leaving, this.#freeAt, epoch, left);
    this.#after(this.#arriving, this.#freeAt + this.#conditions.latencyMs, epoch, arrive);
    return true;
  }

  receive(message: Uint8Array<ArrayBuffer>): void {
    if (this.path === "direct" || this.path === "relayed") {
      this.#events?.onmessage(message);
    }
  }

  close(): void {
    this.isClosed = true;
    this.path = "closed";
  }

  // Whatever the timers do, the order stays.
  #after(queue: Due[], at: number, epoch: number, act: () => void): void {
    queue.push({ at, epoch, act });
    if (queue.length === 1) {
      this.#wait(queue);
    }
  }

  #wait(queue: Due[]): void {
    const ms = (queue[0]?.at ?? 0) - performance.now();
    soon(ms, () => {
      while (queue[0] && queue[0].at - performance.now() < 1) {
        const { epoch, act } = queue[0];
        if (epoch === this.#epoch) {
          act();
        }
        queue.shift();
      }
      if (queue.length > 0) {
        this.#wait(queue);
      }
    });
  }
}

interface Due {
  readonly at: number;
  readonly epoch: number;
  readonly act: () => void;
}

const waiting: (() => void)[] = [];
const channel = new MessageChannel();
channel.port1.addEventListener("message", () => waiting.shift()?.());
channel.port1.start();

// A timer lasts a millisecond at least.
function soon(ms: number, act: () => void): void {
  if (ms < 1) {
    waiting.push(act);
    channel.port2.postMessage(undefined);
  } else {
    setTimeout(act, ms);
  }
}
