import type { PeerId } from "../../src/protocol/values.ts";
import {
  type LinkPath,
  LOW_WATER,
  type RoomLink,
  type RoomLinkEvents,
} from "../../src/room/link/room-link.ts";

/** What two tabs tell each other over a `BroadcastChannel` to connect. */
export interface Signal {
  readonly from: PeerId;
  readonly to?: PeerId;
  readonly hello?: true;
  readonly description?: RTCSessionDescriptionInit;
  readonly candidate?: RTCIceCandidateInit;
}

/** A link over one real data channel, with neither relay nor seal. */
export class RtcLink implements RoomLink {
  readonly peer: PeerId;
  readonly authentication = undefined;
  path: LinkPath = "connecting";
  events: RoomLinkEvents | undefined;
  readonly #signal: (signal: Omit<Signal, "from">) => void;
  readonly #dials: boolean;
  #connection: RTCPeerConnection;
  #channel: RTCDataChannel;
  #candidates: RTCIceCandidateInit[] = [];

  constructor(peer: PeerId, dials: boolean, signal: (signal: Omit<Signal, "from">) => void) {
    this.peer = peer;
    this.#dials = dials;
    this.#signal = signal;
    [this.#connection, this.#channel] = this.#connect();
  }

  get bufferedAmount(): number {
    return this.#channel.bufferedAmount;
  }

  send(message: Uint8Array<ArrayBuffer>): boolean {
    if (this.path !== "direct" || this.#channel.readyState !== "open") {
      return false;
    }
    this.#channel.send(message);
    return true;
  }

  async receive({ description, candidate }: Signal): Promise<void> {
    if (description?.type === "offer" && this.#connection.remoteDescription) {
      // The other end lost its path and dials again.
      this.#replace();
    }
    const connection = this.#connection;
    if (description) {
      await connection.setRemoteDescription(description);
      if (description.type === "offer") {
        await connection.setLocalDescription();
        this.#tellDescription(connection);
      }
      const waiting = this.#candidates;
      this.#candidates = [];
      await Promise.all(waiting.map((it) => connection.addIceCandidate(it)));
    } else if (candidate && connection.remoteDescription) {
      await connection.addIceCandidate(candidate);
    } else if (candidate) {
      this.#candidates.push(candidate);
    }
  }

  /** Lose the path, with all that is under way, and find another. */
  reconnect(): void {
    this.#replace();
  }

  close(): void {
    this.path = "closed";
    this.#connection.close();
  }

  #replace(): void {
    this.#connection.close();
    this.#candidates = [];
    this.path = "connecting";
    this.events?.onpath("connecting");
    [this.#connection, this.#channel] = this.#connect();
  }

  #connect(): [RTCPeerConnection, RTCDataChannel] {
    const connection = new RTCPeerConnection();
    const channel = connection.createDataChannel("room", { negotiated: true, id: 0 });
    channel.binaryType = "arraybuffer";
    channel.bufferedAmountLowThreshold = LOW_WATER;
    const isCurrent = () => this.#connection === connection;
    channel.addEventListener("open", () => {
      if (isCurrent()) {
        this.path = "direct";
        this.events?.onopen("direct");
      }
    });
    channel.addEventListener("message", ({ data }) => {
      if (isCurrent()) {
        this.events?.onmessage(new Uint8Array(data as ArrayBuffer));
      }
    });
    channel.addEventListener("bufferedamountlow", () => this.events?.onlow());
    connection.addEventListener("icecandidate", ({ candidate }) => {
      if (candidate && isCurrent()) {
        this.#signal({ to: this.peer, candidate: candidate.toJSON() });
      }
    });
    if (this.#dials) {
      void connection.setLocalDescription().then(() => this.#tellDescription(connection));
    }
    return [connection, channel];
  }

  #tellDescription({ localDescription }: RTCPeerConnection): void {
    if (localDescription) {
      this.#signal({ to: this.peer, description: localDescription.toJSON() });
    }
  }
}
