/** Names the swarm of a video: SHA-1 of the torrent's `info` dictionary, 40 hexadecimal digits. */
export type InfoHash = string & { readonly __brand: "InfoHash" };

/** Who somebody is in a swarm, as BitTorrent has it: 40 hexadecimal digits. */
export type SwarmPeerId = string & { readonly __brand: "SwarmPeerId" };

/** Consecutive pieces: the first and the last. */
export type PieceRange = readonly [from: number, to: number];

/** What a client says to the site about videos. The meaning of each message stands in PROTOCOL.md, "Video". */
export type VideoMessage =
  | { readonly type: "watch"; readonly path: string; readonly sharing: boolean }
  | { readonly type: "unwatch"; readonly infoHash: InfoHash }
  | {
      readonly type: "claim";
      readonly infoHash: InfoHash;
      readonly as: SwarmPeerId;
      readonly want?: readonly number[];
      readonly spare?: readonly PieceRange[];
      readonly got?: readonly PieceRange[];
      readonly lost?: readonly PieceRange[];
      readonly connected?: readonly SwarmPeerId[];
    };

/** What the site says to a client about videos. */
export type VideoEvent =
  | {
      readonly type: "watched";
      readonly path: string;
      readonly video?: Video;
      readonly active: boolean;
      readonly others: number;
    }
  | {
      readonly type: "swarm";
      readonly infoHash: InfoHash;
      readonly active: boolean;
      readonly others: number;
    }
  | Leases
  | { readonly type: "withdrawn"; readonly infoHash: InfoHash };

/** A video of the site. */
export interface Video {
  readonly infoHash: InfoHash;
  /** In bytes. */
  readonly length: number;
  /** Length of every piece but the last, in bytes. */
  readonly pieceLength: number;
  readonly mediaType: string;
}

export interface Leases {
  readonly type: "leases";
  readonly infoHash: InfoHash;
  /** Pieces to take from the site: all that we may. */
  readonly granted: readonly number[];
  /** How long nobody else will, in milliseconds. */
  readonly ttlMs: number;
  /** Pieces that others have, or are getting. */
  readonly elsewhere: readonly { readonly piece: number; readonly peer: SwarmPeerId }[];
}
