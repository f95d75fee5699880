/** A WebSocket to a relay whose two ends the test holds. */
export class FakeRelaySocket extends EventTarget {
  readyState = 0;
  bufferedAmount = 0;
  binaryType = "blob";
  readonly sent: Uint8Array<ArrayBuffer>[] = [];
  #other: FakeRelaySocket | undefined;
  /** What becomes of a frame on its way from here. */
  meddle: (frame: Uint8Array<ArrayBuffer>) => readonly Uint8Array<ArrayBuffer>[] = (frame) => [
    frame,
  ];

  static pair(): [FakeRelaySocket, FakeRelaySocket] {
    const [one, other] = [new FakeRelaySocket(), new FakeRelaySocket()];
    one.#other = other;
    other.#other = one;
    return [one, other];
  }

  get asWebSocket(): WebSocket {
    return this as unknown as WebSocket;
  }

  accept(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }

  send(frame: Uint8Array<ArrayBuffer>): void {
    const copy = frame.slice();
    this.sent.push(copy);
    for (const passed of this.meddle(copy)) {
      queueMicrotask(() => this.#other?.deliver(passed));
    }
  }

  deliver(frame: Uint8Array<ArrayBuffer>): void {
    if (this.readyState === 1) {
      this.dispatchEvent(new MessageEvent("message", { data: frame.slice().buffer }));
    }
  }

  close(): void {
    this.drop();
  }

  /** Let the connection end, for both. */
  drop(): void {
    if (this.readyState !== 3) {
      this.readyState = 3;
      queueMicrotask(() => {
        this.dispatchEvent(new Event("close"));
        this.#other?.drop();
      });
    }
  }
}
