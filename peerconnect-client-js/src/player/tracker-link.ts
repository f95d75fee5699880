import Tracker, { type AnnounceOptions, type TrackerPeer } from "bittorrent-tracker/client";
import WebSocketTracker from "bittorrent-tracker/websocket-tracker";
import type { JoinToken } from "../signaling/join-token.ts";

export interface TrackerLinkOptions {
  /** The address of the tracker, without a token. */
  readonly url: string;
  readonly token: Pick<JoinToken, "get" | "discard">;
  readonly infoHash: string;
  readonly peerId: string;
  readonly connection: () => RTCConfiguration;
  readonly announcement: () => AnnounceOptions;
  readonly onpeer: (peer: TrackerPeer) => void;
  /** @default opens a connection */
  readonly openTracker?: (options: ConstructorParameters<typeof Tracker>[0]) => Tracker;
  /** @default Math.random */
  readonly random?: () => number;
}

/*
 * The library waits ten seconds to five minutes after a lost connection, says nothing about it, and comes back with a token that
 * has expired. There is no option for that.
 */
WebSocketTracker.prototype._startReconnectTimer = function tellThatItIsLost(): void {
  this.client.emit("lost");
};

const { announce } = WebSocketTracker.prototype;

/*
 * The library makes offers once the tracker is connected. Making them takes longer than that, since candidates are gathered, so
 * they are made meanwhile.
 */
WebSocketTracker.prototype.announce = function announceSooner(options): void {
  if (!this.socket.connected && options.numwant > 0 && !Object.hasOwn(this, "_generateOffers")) {
    const offers = new Promise<unknown[]>((resolve) => {
      this._generateOffers(options.numwant, resolve);
    });
    this._generateOffers = (_, done) => {
      Reflect.deleteProperty(this, "_generateOffers");
      void offers.then(done);
    };
  }
  announce.call(this, options);
};

const { _createPeer: createPeer } = WebSocketTracker.prototype;

/** How long after the first candidate the others of this machine are there, in milliseconds. */
const HOST_MS = 20;
/** The same of those that a STUN or TURN server tells, if there is one. */
const SERVER_MS = 1000;

/*
 * The library sends offers and answers once the browser says that there are no more candidates, or after five seconds. Chromium
 * says so after 100 ms at the earliest, since it looks for other kinds in steps of 50 ms, and late if a server does not answer.
 */
WebSocketTracker.prototype._createPeer = function createPeerSooner(options): TrackerPeer {
  const { iceServers = [] } = this.client._rtcConfig;
  const iceCompleteTimeout = iceServers.length > 0 ? SERVER_MS : HOST_MS;
  return createPeer.call(this, { iceCompleteTimeout, ...options });
};

const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 60_000;

/** The conversation with the tracker, one client of the library after the other, each with a token of its own. */
export class TrackerLink {
  readonly #options: TrackerLinkOptions;
  #tracker: Tracker | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #isClosed = false;

  constructor(options: TrackerLinkOptions) {
    this.#options = options;
    void this.#open();
  }

  /** Ask for more peers. */
  update(): void {
    this.#tracker?.update();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#end();
  }

  async #open(): Promise<void> {
    const { url, token, infoHash, peerId, connection, announcement, onpeer } = this.#options;
    const { openTracker = (options) => new Tracker(options) } = this.#options;
    let secret: string;
    try {
      secret = await token.get();
    } catch {
      this.#retry();
      return;
    }
    if (this.#isClosed) return;
    const tracker = openTracker({
      infoHash,
      peerId,
      announce: [`${url}?token=${encodeURIComponent(secret)}`],
      rtcConfig: connection(),
      getAnnounceOpts: announcement,
    });
    this.#tracker = tracker;
    tracker.on("peer", (peer) => {
      if (this.#tracker === tracker) onpeer(peer);
      else peer.destroy();
    });
    tracker.on("update", () => {
      this.#failures = 0;
    });
    tracker.on("lost", () => this.#lost(tracker));
    tracker.on("error", () => this.#lost(tracker));
    tracker.start();
  }

  #lost(tracker: Tracker): void {
    if (this.#tracker !== tracker) return;
    this.#end();
    this.#options.token.discard();
    this.#retry();
  }

  #retry(): void {
    if (this.#isClosed) return;
    const { random = Math.random } = this.#options;
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures++);
    this.#timer = setTimeout(() => void this.#open(), longest * (0.5 + random() / 2));
  }

  #end(): void {
    const tracker = this.#tracker;
    this.#tracker = undefined;
    // Without a word: it would wait for an answer, and an open WebSocket keeps a page out of the back/forward cache. The
    // tracker notices.
    tracker?.destroy();
  }
}
