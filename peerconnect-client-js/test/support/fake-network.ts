import { FakeChannel, FakeConnection } from "./fake-connection.ts";

/** Connections that reach each other while the network lets them. */
export class FakeNetwork {
  isUp = true;
  /** Whether the browser has WebRTC at all. */
  hasWebRtc = true;
  readonly connections: NetworkedConnection[] = [];

  open(): RTCPeerConnection {
    if (!this.hasWebRtc) {
      throw new DOMException("blocked", "NotSupportedError");
    }
    const connection = new NetworkedConnection(this);
    this.connections.push(connection);
    return connection.asConnection;
  }

  /** Break all connections, and let none come up. */
  goDown(): void {
    this.isUp = false;
    this.connections.forEach((connection) => connection.become("failed"));
  }
}

class NetworkedChannel extends FakeChannel {
  other: NetworkedChannel | undefined;

  override send(data: Uint8Array<ArrayBuffer>): void {
    super.send(data);
    const copy = data.slice().buffer;
    queueMicrotask(() => {
      if (this.other?.readyState === "open") {
        this.other.dispatchEvent(new MessageEvent("message", { data: copy }));
      }
    });
  }
}

class NetworkedConnection extends FakeConnection {
  readonly #network: FakeNetwork;

  constructor(network: FakeNetwork) {
    super();
    this.#network = network;
  }

  override createDataChannel(): FakeChannel {
    super.createDataChannel();
    const channel = new NetworkedChannel();
    this.channels.splice(0, this.channels.length, channel);
    return channel;
  }

  override async setLocalDescription(): Promise<void> {
    await super.setLocalDescription();
    this.#connect();
  }

  override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    await super.setRemoteDescription(description);
    this.#connect();
  }

  #connect(): void {
    const other = this.#network.connections.find(
      (it) =>
        it.localDescription?.sdp === this.remoteDescription?.sdp &&
        it.remoteDescription?.sdp === this.localDescription?.sdp,
    );
    const [mine] = this.channels;
    const [theirs] = other?.channels ?? [];
    if (
      this.#network.isUp &&
      other &&
      mine instanceof NetworkedChannel &&
      theirs instanceof NetworkedChannel
    ) {
      mine.other = theirs;
      theirs.other = mine;
      queueMicrotask(() => {
        for (const connection of [this, other]) {
          connection.become("connected");
          connection.channels[0]?.open();
        }
      });
    }
  }
}
