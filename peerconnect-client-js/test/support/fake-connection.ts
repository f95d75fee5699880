type SignalingState = "stable" | "have-local-offer" | "have-remote-offer" | "closed";

/** A data channel that the test opens. */
export class FakeChannel extends EventTarget {
  readonly sent: unknown[] = [];
  readyState = "connecting";
  bufferedAmount = 0;
  bufferedAmountLowThreshold = 0;
  binaryType = "blob";

  send(data: unknown): void {
    this.sent.push(data);
  }

  close(): void {
    this.readyState = "closed";
  }

  open(): void {
    this.readyState = "open";
    this.dispatchEvent(new Event("open"));
  }
}

let count = 0;

/** An RTCPeerConnection with the signalling states of the real one, and no network. */
export class FakeConnection extends EventTarget {
  readonly candidates: unknown[] = [];
  readonly channels: FakeChannel[] = [];
  signalingState: SignalingState = "stable";
  connectionState = "new";
  localDescription: RTCSessionDescriptionInit | null = null;
  remoteDescription: RTCSessionDescriptionInit | null = null;
  readonly #name = `a=fingerprint:sha-256 ${++count}`;

  get asConnection(): RTCPeerConnection {
    return this as unknown as RTCPeerConnection;
  }

  createDataChannel(): FakeChannel {
    const channel = new FakeChannel();
    this.channels.push(channel);
    if (!this.remoteDescription) {
      queueMicrotask(() => this.dispatchEvent(new Event("negotiationneeded")));
    }
    return channel;
  }

  async setLocalDescription(): Promise<void> {
    const isAnswer = this.signalingState === "have-remote-offer";
    this.signalingState = isAnswer ? "stable" : "have-local-offer";
    this.localDescription = {
      type: isAnswer ? "answer" : "offer",
      sdp: `v=0\r\n${this.#name}\r\n`,
    };
  }

  async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    if (!description.sdp?.startsWith("v=0")) {
      throw new DOMException("bad", "OperationError");
    }
    // An offer takes our own back (rollback).
    this.signalingState = description.type === "offer" ? "have-remote-offer" : "stable";
    this.remoteDescription = description;
  }

  async addIceCandidate(candidate: unknown): Promise<void> {
    if (!this.remoteDescription) {
      throw new DOMException("too early", "InvalidStateError");
    }
    this.candidates.push(candidate);
  }

  restartIce(): void {
    queueMicrotask(() => this.dispatchEvent(new Event("negotiationneeded")));
  }

  close(): void {
    this.signalingState = "closed";
  }

  become(state: string): void {
    this.connectionState = state;
    this.dispatchEvent(new Event("connectionstatechange"));
  }
}
