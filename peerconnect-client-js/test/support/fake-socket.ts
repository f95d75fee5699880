import type { ServerMessage } from "../../src/protocol/messages.ts";

/** A WebSocket whose other end is the test. */
export class FakeSocket extends EventTarget {
  readonly sent: Record<string, unknown>[] = [];
  readyState = 0;

  /** Return it as what the client believes it to be. */
  get asWebSocket(): WebSocket {
    return this as unknown as WebSocket;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }

  close(): void {
    this.readyState = 3;
  }

  /** Let the handshake succeed. */
  accept(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }

  say(message: ServerMessage): void {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(message) }));
  }

  /** Let the connection end. */
  drop(code: number): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }
}
