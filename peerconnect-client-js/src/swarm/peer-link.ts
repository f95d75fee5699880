import type { Candidate, IncomingSignal, OutgoingSignal } from "../protocol/messages.ts";
import type { PeerId } from "../protocol/values.ts";

export type LinkEnd = "closed" | "connect-timeout" | "lost";

export interface PeerLinkOptions {
  readonly self: PeerId;
  readonly peer: PeerId;
  readonly connection: RTCPeerConnection;
  readonly signal: (message: OutgoingSignal) => void;
  /** Below this many waiting bytes the channel asks for more. */
  readonly lowWater: number;
  readonly onopen: () => void;
  readonly onframe: (frame: ArrayBuffer) => void;
  readonly onlow: () => void;
  /** Called once, whoever ended the link. */
  readonly onend: (end: LinkEnd) => void;
}

/** How long ICE may be `disconnected` before we give the peer up, in milliseconds: Wi-Fi roams, radios wake up. */
const GRACE_MS = 4000;

/** The connection and the one data channel between this client and a peer. */
export class PeerLink {
  readonly peer: PeerId;
  /** Whether it takes longer to open than somebody who looks at a gap should wait. */
  isLate = false;
  readonly #options: PeerLinkOptions;
  readonly #connection: RTCPeerConnection;
  readonly #closed = new AbortController();
  #channel: RTCDataChannel | undefined;
  #isDialler = false;
  #making = false;
  #ignored = false;
  #candidates: Candidate[] = [];
  #grace: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PeerLinkOptions) {
    this.peer = options.peer;
    this.#options = options;
    this.#connection = options.connection;
    const connection = options.connection;
    const listen = { signal: this.#closed.signal };
    connection.addEventListener("icecandidate", ({ candidate }) => this.#tell(candidate), listen);
    connection.addEventListener("negotiationneeded", () => void this.#offer(), listen);
    connection.addEventListener("connectionstatechange", () => this.#watch(), listen);
  }

  get isOpen(): boolean {
    return this.#channel?.readyState === "open";
  }

  get isClosed(): boolean {
    return this.#closed.signal.aborted;
  }

  /** Bytes that wait to be sent. */
  get bufferedAmount(): number {
    return this.#channel?.bufferedAmount ?? 0;
  }

  /** Call the peer. */
  dial(): void {
    this.#isDialler = true;
    this.#openChannel();
  }

  /**
   * Send one frame. A link that is not open drops it: its end was told already, or will be in a moment.
   */
  send(frame: Uint8Array<ArrayBuffer>): void {
    if (this.#channel?.readyState === "open") {
      try {
        this.#channel.send(frame);
      } catch {
        // The queue is full (16 MiB), which no honest exchange of ours reaches.
        this.close("lost");
      }
    }
  }

  /** Take in what the peer signalled. */
  async receive(message: IncomingSignal): Promise<void> {
    try {
      await (message.type === "candidate"
        ? this.#receiveCandidate(message)
        : this.#receiveDescription(message.type, message.sdp));
    } catch {
      // A description that the browser rejects. Candidates of an offer that we ignored do not come here.
      this.close("lost");
    }
  }

  /** Whether an offer comes from another connection than the one that this link talks to. */
  isReplacedBy(sdp: string): boolean {
    const known = this.#connection.remoteDescription?.sdp;
    return known !== undefined && fingerprintOf(known) !== fingerprintOf(sdp);
  }

  close(end: LinkEnd = "closed"): void {
    if (this.isClosed) {
      return;
    }
    this.#closed.abort();
    clearTimeout(this.#grace);
    this.#channel?.close();
    this.#connection.close();
    this.#options.onend(end);
  }

  #openChannel(): void {
    if (this.#channel) {
      return;
    }
    const channel = this.#connection.createDataChannel("peerconnect", { negotiated: true, id: 0 });
    channel.binaryType = "arraybuffer";
    channel.bufferedAmountLowThreshold = this.#options.lowWater;
    this.#channel = channel;
    const listen = { signal: this.#closed.signal };
    channel.addEventListener("open", () => this.#options.onopen(), listen);
    channel.addEventListener("bufferedamountlow", () => this.#options.onlow(), listen);
    channel.addEventListener("close", () => this.close("lost"), listen);
    channel.addEventListener(
      "message",
      ({ data }) => {
        if (data instanceof ArrayBuffer) {
          this.#options.onframe(data);
        } else {
          this.#options.onframe(new ArrayBuffer(0));
        }
      },
      listen,
    );
  }

  /*
   * Both sides may offer at the same moment (glare): each wants something of the other, or ICE restarts. Perfect
   * negotiation [1] settles it. The impolite side ignores the offer that collides with its own; the polite one takes its
   * own back, which setRemoteDescription does by itself. The smaller id is polite.
   *
   * [1] https://w3c.github.io/webrtc-pc/#perfect-negotiation-example
   */
  async #receiveDescription(type: "offer" | "answer", sdp: string): Promise<void> {
    const connection = this.#connection;
    const collides = type === "offer" && (this.#making || connection.signalingState !== "stable");
    const isPolite = this.#options.self < this.peer;
    this.#ignored = collides && !isPolite;
    if (this.#ignored || (type === "answer" && connection.signalingState !== "have-local-offer")) {
      return;
    }
    await connection.setRemoteDescription({ type, sdp });
    if (type === "offer" && !this.isClosed) {
      // After the peer's offer, so that the channel needs no negotiation of its own.
      this.#openChannel();
      await connection.setLocalDescription();
      this.#tellDescription();
    }
    const candidates = this.#candidates;
    this.#candidates = [];
    await Promise.all(candidates.map((candidate) => this.#addCandidate(candidate)));
  }

  async #receiveCandidate({ candidate, sdpMid, sdpMLineIndex }: Candidate): Promise<void> {
    const it = {
      candidate,
      ...(sdpMid !== undefined && { sdpMid }),
      ...(sdpMLineIndex !== undefined && { sdpMLineIndex }),
    };
    // Candidates overtake the description that they belong to: it takes the browser longer to make.
    if (this.#connection.remoteDescription) {
      await this.#addCandidate(it);
    } else if (this.#candidates.length < 64) {
      this.#candidates.push(it);
    }
  }

  async #addCandidate(candidate: Candidate): Promise<void> {
    if (this.isClosed || candidate.candidate === "") {
      return;
    }
    try {
      await this.#connection.addIceCandidate(candidate);
    } catch {
      // One of an offer that we ignored, or of a kind that this browser does not know: others may do.
    }
  }

  async #offer(): Promise<void> {
    try {
      this.#making = true;
      await this.#connection.setLocalDescription();
      this.#tellDescription();
    } catch {
      // Closed meanwhile, or the peer's offer came first and was answered.
    } finally {
      this.#making = false;
    }
  }

  #tellDescription(): void {
    const description = this.#connection.localDescription;
    if (!this.isClosed && (description?.type === "offer" || description?.type === "answer")) {
      this.#options.signal({ type: description.type, to: this.peer, sdp: description.sdp });
    }
  }

  #tell(candidate: RTCIceCandidate | null): void {
    this.#options.signal({
      type: "candidate",
      to: this.peer,
      candidate: candidate?.candidate ?? "",
      ...(typeof candidate?.sdpMid === "string" && { sdpMid: candidate.sdpMid }),
      ...(typeof candidate?.sdpMLineIndex === "number" && {
        sdpMLineIndex: candidate.sdpMLineIndex,
      }),
    });
  }

  #watch(): void {
    const state = this.#connection.connectionState;
    if (state === "connected") {
      clearTimeout(this.#grace);
      this.#grace = undefined;
    } else if (state === "failed" || state === "closed") {
      this.close("lost");
    } else if (state === "disconnected" && this.#grace === undefined) {
      this.#grace = setTimeout(() => this.close("lost"), GRACE_MS);
      // Another path may be there when this one is not.
      if (this.#isDialler) {
        this.#connection.restartIce();
      }
    }
  }
}

function fingerprintOf(sdp: string): string | undefined {
  return /^a=fingerprint:(.*)$/m.exec(sdp)?.[1]?.trim();
}
