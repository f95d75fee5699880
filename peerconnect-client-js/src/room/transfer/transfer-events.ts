import type { PeerId } from "../../protocol/values.ts";
import { TypedEvents } from "../../typed-events.ts";
import type { OwnOffer } from "./own-offer.ts";
import type { OfferAnswer, RemoteOffer } from "./remote-file.ts";
import type { RoomDownload } from "./room-download.ts";

/** What transfers tell the page, by event type. Those about progress come at most ten times a second. */
export interface RoomTransferEventMap {
  /** The list of what a member offers changed, or the member is gone and its list with it. */
  catalogue: CustomEvent<{ readonly peer: PeerId }>;
  /** A member offered something new. */
  offer: CustomEvent<{ readonly offer: RemoteOffer }>;
  /** A member accepted or declined an offer of ours. */
  answer: CustomEvent<{
    readonly offer: OwnOffer;
    readonly peer: PeerId;
    readonly answer: OfferAnswer;
  }>;
  /** Our offers changed, or how far their receivers are. */
  offers: CustomEvent<{ readonly offers: readonly OwnOffer[] }>;
  /** Downloads came, went, or made progress. */
  downloads: CustomEvent<{ readonly downloads: readonly RoomDownload[] }>;
  /**
   * A member broke the rules of the protocol, and nothing is exchanged with it any more; or it handed on a wrong block, and is
   * no longer asked for what others offer.
   */
  dropped: CustomEvent<{ readonly peer: PeerId; readonly cause: "protocol" | "hash-mismatch" }>;
}

/** The events of a room's transfers. */
export class RoomTransferEvents extends TypedEvents<RoomTransferEventMap> {}
