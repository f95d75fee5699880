import type { ChannelState } from "../../src/signaling/signaling-channel.ts";
import type { RoomMessage } from "../../src/room/protocol/room-messages.ts";

const PATIENCE_MS = 10_000;

/** Remembers what was said to the site. */
export class FakeChannel {
  readonly sent: RoomMessage[] = [];
  state: ChannelState = "idle";

  open(): void {
    this.state = this.state === "idle" ? "connecting" : this.state;
  }

  send(message: RoomMessage): boolean {
    if (this.state !== "open") {
      return false;
    }
    this.sent.push(message);
    return true;
  }

  /** Wait for the next message of a type, and take it and all before it away. */
  async take<T extends RoomMessage["type"]>(
    type: T,
  ): Promise<Extract<RoomMessage, { readonly type: T }>> {
    const start = performance.now();
    while (performance.now() - start < PATIENCE_MS) {
      const at = this.sent.findIndex((message) => message.type === type);
      if (at >= 0) {
        const message = this.sent.splice(0, at + 1).at(-1);
        return message as Extract<RoomMessage, { readonly type: T }>;
      }
      // Key derivation happens on threads of its own; clocks may be fake.
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    throw new Error(`No '${type}' was sent`);
  }
}

declare function setImmediate(callback: (value: unknown) => void): void;
