import type { IncomingSignal, OutgoingSignal, Welcome } from "../protocol/messages.ts";
import type { PeerId } from "../protocol/values.ts";
import type { PatientClock } from "../transfer/patient-clock.ts";
import { type LinkEnd, PeerLink } from "./peer-link.ts";

export interface PeerPoolOptions {
  readonly clock: PatientClock;
  /** Connections at most. */
  readonly limit: number;
  /** After this time a link that is not open is late; it has three times as long. */
  readonly connectMs: number;
  readonly lowWater: number;
  readonly signal: (message: OutgoingSignal) => void;
  /** Whether a peer that calls may be answered. */
  readonly mayAnswer: () => boolean;
  /** Whether closing this link would interrupt something. */
  readonly isBusy: (peer: PeerId) => boolean;
  readonly onstate: (peer: PeerId, state: "connecting" | "open" | "closed") => void;
  readonly onopen: (link: PeerLink) => void;
  readonly onframe: (link: PeerLink, frame: ArrayBuffer) => void;
  readonly onlow: (link: PeerLink) => void;
  readonly onlate: () => void;
  readonly onend: (link: PeerLink, end: LinkEnd) => void;
  /** @default opens an `RTCPeerConnection` */
  readonly openConnection?: (configuration: RTCConfiguration) => RTCPeerConnection;
}

/**
 * The links to all peers, at most one for each. No connection object exists unless the server named a peer for an asset that
 * we want, or a peer that it named us to calls while we share.
 */
export class PeerPool {
  readonly #options: PeerPoolOptions;
  readonly #links = new Map<PeerId, PeerLink>();
  readonly #lastUse = new Map<PeerId, number>();
  readonly #banned = new Set<PeerId>();
  #welcome: Welcome | undefined;

  constructor(options: PeerPoolOptions) {
    this.#options = options;
  }

  /** How many links are open. */
  get openLinks(): number {
    return [...this.#links.values()].filter((link) => link.isOpen).length;
  }

  /** Learn who we are. Links of another identity are of no use: the server no longer forwards for them. */
  welcome(welcome: Welcome): void {
    if (this.#welcome && this.#welcome.peer !== welcome.peer) {
      this.#links.forEach((link) => {
        if (!link.isOpen) {
          link.close();
        }
      });
    }
    this.#welcome = welcome;
  }

  /** Return the link to a peer, open or on its way. */
  find(peer: PeerId): PeerLink | undefined {
    return this.#links.get(peer);
  }

  /**
   * Call a peer unless there is a link already.
   *
   * @returns the link, or `undefined` when the peer is banned or there are too many links that are in use
   */
  dial(peer: PeerId): PeerLink | undefined {
    const known = this.#links.get(peer);
    if (known || this.#banned.has(peer) || this.#welcome?.peer === peer) {
      return known;
    }
    const link = this.#open(peer);
    link?.dial();
    return link;
  }

  /** Take in what a peer signalled. */
  receive(message: IncomingSignal): void {
    const { from } = message;
    let link = this.#links.get(from);
    if (message.type === "offer") {
      if (link?.isReplacedBy(message.sdp) === true) {
        link.close();
        link = undefined;
      }
      if (!link && !this.#banned.has(from) && this.#options.mayAnswer()) {
        link = this.#open(from);
      }
    }
    void link?.receive(message);
  }

  /** Note that a link is of use: the one that was not for longest goes first when there are too many. */
  touch(peer: PeerId): void {
    this.#lastUse.set(peer, this.#options.clock.now());
  }

  /** Whether a peer is not to be asked again. */
  isBanned(peer: PeerId): boolean {
    return this.#banned.has(peer);
  }

  /** Part with a peer for as long as the page lives. */
  ban(peer: PeerId): void {
    this.#banned.add(peer);
    this.#links.get(peer)?.close();
  }

  close(peer: PeerId): void {
    this.#links.get(peer)?.close();
  }

  closeAll(): void {
    this.#links.forEach((link) => link.close());
  }

  #open(peer: PeerId): PeerLink | undefined {
    const welcome = this.#welcome;
    if (!welcome || !this.#makeRoom()) {
      return undefined;
    }
    const {
      clock,
      connectMs,
      openConnection = (configuration) => new RTCPeerConnection(configuration),
      ...options
    } = this.#options;
    let connection: RTCPeerConnection;
    try {
      connection = openConnection({
        iceServers: welcome.iceServers.map((server) => ({ ...server, urls: [...server.urls] })),
        iceTransportPolicy: welcome.icePolicy,
        bundlePolicy: "max-bundle",
      });
    } catch {
      // The browser has too many connections, or forbids them.
      return undefined;
    }
    let callOff = clock.after(connectMs, () => {
      callOff = clock.after(2 * connectMs, () => link.close("connect-timeout"));
      link.isLate = true;
      options.onlate();
    });
    const link = new PeerLink({
      self: welcome.peer,
      peer,
      connection,
      lowWater: options.lowWater,
      signal: options.signal,
      onopen: () => {
        callOff();
        options.onstate(peer, "open");
        options.onopen(link);
      },
      onframe: (frame) => options.onframe(link, frame),
      onlow: () => options.onlow(link),
      onend: (end) => {
        callOff();
        this.#links.delete(peer);
        this.#lastUse.delete(peer);
        options.onstate(peer, "closed");
        options.onend(link, end);
      },
    });
    this.#links.set(peer, link);
    this.touch(peer);
    options.onstate(peer, "connecting");
    return link;
  }

  #makeRoom(): boolean {
    if (this.#links.size < this.#options.limit) {
      return true;
    }
    const [idlest] = [...this.#links.values()]
      .filter((link) => link.isOpen && !this.#options.isBusy(link.peer))
      .sort((a, b) => (this.#lastUse.get(a.peer) ?? 0) - (this.#lastUse.get(b.peer) ?? 0));
    idlest?.close();
    return idlest !== undefined;
  }
}
