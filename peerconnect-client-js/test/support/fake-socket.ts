import type { ServerMessage } from "../../src/protocol/messages.ts";

/** A WebSocket whose other end is the test. */
export class FakeSocket extends EventTarget {
  readonly sent: Record<string, unknown>[] = [];
  binaryType = "blob";
  readyState = 0;

  /** Return it as what the client believes it to be. */
  get asWebSocket(): WebSocket {
    return this as unknown as WebSocket;
  }

  send(data: string | Uint8Array): void {
    const text = typeof data === "string" ? data : new TextDecoder().decode(data);
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
    const bytes = new TextEncoder().encode(JSON.stringify(message));
    const data = this.binaryType === "arraybuffer" ? bytes.buffer : new Blob([bytes]);
    this.dispatchEvent(new MessageEvent("message", { data }));
  }

  /** Let the connection end. */
  drop(code: number): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }
}
