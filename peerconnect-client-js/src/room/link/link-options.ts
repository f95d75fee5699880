import type { PeerId } from "../../protocol/values.ts";
import type { RoomMessage } from "../protocol/room-messages.ts";
import type { RoomId, RoomKind } from "../protocol/values.ts";
import type { RoomLinkEvents } from "./room-link.ts";

/** What a link to a member needs to know of the room, and of whom it is in the hands of. */
export interface LinkOptions {
  readonly room: RoomId;
  readonly kind: RoomKind;
  /** The room's key, imported for HKDF with the usage `deriveBits`. */
  readonly key: CryptoKey;
  readonly self: PeerId;
  readonly peer: PeerId;
  /** STUN and TURN servers and the policy, as the server's `welcome` told. */
  readonly connection: RTCConfiguration;
  /** The address of the relay, `wss://…/peerconnect/relay`; `undefined` where there is none. */
  readonly relayUrl: string | undefined;
  /** Sends a message to the server; what cannot be sent now is lost, and the link asks again. */
  readonly send: (message: RoomMessage) => void;
  readonly events: RoomLinkEvents;
  /** @default opens an `RTCPeerConnection` */
  readonly openConnection?: (configuration: RTCConfiguration) => RTCPeerConnection;
  /** @default opens a `WebSocket` */
  readonly openSocket?: (url: string) => WebSocket;
}
