import type { Digest, FallbackCause, PeerFailureCause, PeerId } from "./values.ts";

/** What a client says to the site. The meaning of each message stands in PROTOCOL.md §2. */
export type ClientMessage =
  | {
      readonly type: "hello";
      readonly token: string;
      readonly resume?: string;
      readonly sharing: boolean;
      readonly have?: readonly Digest[];
      readonly want?: readonly Digest[];
    }
  | { readonly type: "resolve"; readonly urls: readonly string[] }
  | {
      readonly type: "want";
      readonly assets: readonly Digest[];
      readonly avoid?: readonly PeerId[];
    }
  | { readonly type: "cancel"; readonly assets: readonly Digest[] }
  | {
      readonly type: "have";
      readonly complete?: readonly Digest[];
      readonly partial?: readonly Digest[];
    }
  | { readonly type: "drop"; readonly assets: readonly Digest[] }
  | { readonly type: "availability"; readonly sharing: boolean }
  | OutgoingSignal
  | Report;

/** A part of the negotiation with a peer, on its way out. */
export type OutgoingSignal =
  | { readonly type: "offer" | "answer"; readonly to: PeerId; readonly sdp: string }
  | ({ readonly type: "candidate"; readonly to: PeerId } & Candidate);

/** A part of the negotiation with a peer, on its way in. */
export type IncomingSignal =
  | { readonly type: "offer" | "answer"; readonly from: PeerId; readonly sdp: string }
  | ({ readonly type: "candidate"; readonly from: PeerId } & Candidate);

/** An ICE candidate (RFC 8838); an empty one ends them. */
export interface Candidate {
  readonly candidate: string;
  readonly sdpMid?: string;
  readonly sdpMLineIndex?: number;
}

/** What happened since the last report, in bytes by source. */
export interface Report {
  readonly type: "report";
  readonly received: number;
  readonly origin: number;
  readonly cached: number;
  readonly shared: number;
  readonly connected?: number;
  readonly fallbacks?: Readonly<Partial<Record<FallbackCause, number>>>;
  readonly failures?: readonly PeerFailure[];
}

export interface PeerFailure {
  readonly peer: PeerId;
  readonly asset?: Digest;
  readonly cause: PeerFailureCause;
}

/** What the site says to a client. */
export type ServerMessage =
  | Welcome
  | { readonly type: "resolved"; readonly assets: readonly ResolvedAsset[] }
  | { readonly type: "sources"; readonly assets: readonly Source[] }
  | IncomingSignal
  | { readonly type: "gone"; readonly peer: PeerId }
  | { readonly type: "revoked"; readonly assets: readonly Digest[] }
  | { readonly type: "failure"; readonly code: string; readonly detail: string };

export interface Welcome {
  readonly type: "welcome";
  readonly peer: PeerId;
  /** Secret that gets us the same peer id after a lost connection. */
  readonly resume: string;
  readonly resumed: boolean;
  readonly iceServers: readonly IceServer[];
  readonly icePolicy: "all" | "relay";
}

export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

/** An eligible asset behind a URL of the site. */
export interface ResolvedAsset {
  readonly url: string;
  readonly digest: Digest;
  readonly length: number;
  readonly mediaType: string;
  readonly pieces?: readonly Digest[];
  /** Whether the swarm is at or above the threshold. */
  readonly active: boolean;
}

/** Where an asset may be had, best peer first. */
export interface Source {
  readonly digest: Digest;
  /** In bytes, or −1 when the site does not know the digest (any more). */
  readonly length: number;
  readonly mediaType: string;
  readonly pieces?: readonly Digest[];
  readonly peers: readonly PeerId[];
  /** A holder is about to appear: wait this long, counted anew whenever something else arrives. */
  readonly waitMs?: number;
  /** Others wait until we have taken it from the origin. */
  readonly seed?: boolean;
}
