/* The parts of WebTorrent and of the packages it is made of that we use: they bring no types, or old ones. */

declare module "bitfield" {
  export default class BitField {
    constructor(size: number);
    readonly buffer: Uint8Array;
    get(index: number): boolean;
  }
}

declare module "lt_donthave" {
  const ltDontHave: () => new () => object;
  export default ltDontHave;
}

declare module "bittorrent-protocol" {
  import type BitField from "bitfield";

  export type RequestCallback = (error: Error | null, bytes?: Uint8Array) => void;

  export interface Request {
    readonly piece: number;
    readonly offset: number;
    readonly length: number;
  }

  export interface WireEvents {
    handshake: (infoHash: string, peerId: string) => void;
    interested: () => void;
    unchoke: () => void;
    choke: () => void;
    close: () => void;
    download: (bytes: number) => void;
    upload: (bytes: number) => void;
    request: (piece: number, offset: number, length: number, callback: RequestCallback) => void;
    piece: (piece: number, offset: number, bytes: Uint8Array) => void;
  }

  export default class Wire {
    constructor(type?: string);
    readonly type: string;
    readonly peerId: string;
    readonly peerPieces: Pick<BitField, "get">;
    readonly peerChoking: boolean;
    readonly peerInterested: boolean;
    readonly amChoking: boolean;
    readonly requests: Request[];
    readonly downloaded: number;
    readonly destroyed: boolean;
    readonly lt_donthave: { donthave(piece: number): void };
    on<K extends keyof WireEvents>(event: K, listener: WireEvents[K]): this;
    once<K extends keyof WireEvents>(event: K, listener: WireEvents[K]): this;
    use(extension: object): void;
    handshake(infoHash: string, peerId: string): void;
    bitfield(bits: BitField): void;
    have(piece: number): void;
    choke(): void;
    unchoke(): void;
    cancel(piece: number, offset: number, length: number): void;
    setKeepAlive(enabled: boolean): void;
    destroy(): void;
  }
}

declare module "bittorrent-tracker/client" {
  export interface AnnounceOptions {
    readonly uploaded: number;
    readonly downloaded: number;
    readonly left: number;
    readonly numwant: number;
  }

  export interface TrackerPeer {
    readonly id: string;
    destroy(): void;
  }

  export interface TrackerEvents {
    peer: (peer: TrackerPeer) => void;
    update: () => void;
    error: (error: Error) => void;
    /** Ours: see `tracker-link.ts`. */
    lost: () => void;
  }

  export default class Client {
    constructor(options: {
      readonly infoHash: string;
      readonly peerId: string;
      readonly announce: readonly string[];
      readonly rtcConfig: RTCConfiguration;
      readonly getAnnounceOpts: () => AnnounceOptions;
    });
    readonly _rtcConfig: RTCConfiguration;
    on<K extends keyof TrackerEvents>(event: K, listener: TrackerEvents[K]): this;
    emit(event: keyof TrackerEvents): void;
    start(): void;
    update(): void;
    destroy(): void;
  }
}

declare module "bittorrent-tracker/websocket-tracker" {
  import type Client from "bittorrent-tracker/client";
  import type { AnnounceOptions, TrackerPeer } from "bittorrent-tracker/client";

  export default class WebSocketTracker {
    readonly client: Client;
    readonly socket: { readonly connected: boolean };
    announce: (this: WebSocketTracker, options: AnnounceOptions) => void;
    _createPeer: (
      this: WebSocketTracker,
      options?: { readonly initiator?: boolean; readonly iceCompleteTimeout?: number },
    ) => TrackerPeer;
    _generateOffers(count: number, done: (offers: unknown[]) => void): void;
    _startReconnectTimer(): void;
  }
}

declare module "webtorrent" {
  import type BitField from "bitfield";
  import type { TrackerPeer } from "bittorrent-tracker/client";
  import type Wire from "bittorrent-protocol";

  /** https://github.com/mafintosh/abstract-chunk-store */
  export interface ChunkStore {
    readonly chunkLength: number;
    put(index: number, bytes: Uint8Array, callback?: (error: Error | null) => void): void;
    get(
      index: number,
      options: { readonly offset?: number; readonly length?: number } | null,
      callback?: (error: Error | null, bytes?: Uint8Array) => void,
    ): void;
    close(callback?: (error: Error | null) => void): void;
    destroy(callback?: (error: Error | null) => void): void;
  }

  export interface TorrentOptions {
    readonly deselect?: boolean;
    readonly maxWebConns?: number;
    readonly preloadedStore?: ChunkStore;
    readonly storeCacheSlots?: number;
    readonly uploads?: number;
  }

  export interface TorrentEvents {
    ready: () => void;
    verified: (piece: number) => void;
    wire: (wire: Wire) => void;
    warning: (error: Error | string) => void;
    error: (error: Error | string) => void;
  }

  export interface Torrent {
    readonly infoHash: string;
    readonly destroyed: boolean;
    readonly bitfield: BitField;
    readonly wires: readonly Wire[];
    on<K extends keyof TorrentEvents>(event: K, listener: TorrentEvents[K]): this;
    once<K extends keyof TorrentEvents>(event: K, listener: TorrentEvents[K]): this;
    select(from: number, to: number, priority?: number): void;
    deselect(from: number, to: number): void;
    addPeer(peer: TrackerPeer, source?: string): boolean;
    addWebSeed(connection: Wire & { readonly connId: string }): void;
    /** Forget a piece, so that it can be had again. */
    _markUnverified(piece: number): void;
  }

  export default class WebTorrent {
    constructor(options: {
      readonly dht: false;
      readonly lsd: false;
      readonly tracker: false;
      readonly utPex: false;
      readonly webSeeds: false;
    });
    readonly peerId: string;
    add(torrent: Uint8Array, options: TorrentOptions): Torrent;
    on(event: "error", listener: (error: Error | string) => void): this;
    destroy(): void;
  }
}
