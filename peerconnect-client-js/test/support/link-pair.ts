import type { PeerId } from "../../src/protocol/values.ts";
import type { LinkOptions } from "../../src/room/link/link-options.ts";
import { MemberLink } from "../../src/room/link/member-link.ts";
import type { RoomMessage } from "../../src/room/protocol/room-messages.ts";
import type { RoomId, RoomKind } from "../../src/room/protocol/values.ts";
import { FakeNetwork } from "./fake-network.ts";
import { FakeRelaySocket } from "./fake-relay.ts";

export const ROOM = "nS-Z6D0KjU5mKANSc2O04A" as RoomId;

/** One end of a link, and what it told. */
export interface LinkEndInTest {
  readonly link: MemberLink;
  readonly log: string[];
  readonly messages: Uint8Array[];
}

/** Two ends of a link, with a server between them that the test can make forget, change and refuse. */
export class LinkPair {
  readonly network = new FakeNetwork();
  readonly boxes: string[] = [];
  readonly relays: [FakeRelaySocket, FakeRelaySocket][] = [];
  relayAsked = 0;
  /** Who holds the first socket of the last relay. */
  relayAskedBy = "";
  hasRelay = true;
  window = 1_048_576;
  /** What becomes of a box on its way. */
  meddle: (box: string) => readonly string[] = (box) => [box];
  alice: LinkEndInTest;
  bob: LinkEndInTest;
  readonly #ends: Record<string, LinkEndInTest> = {};
  readonly #key: CryptoKey;

  private constructor(key: CryptoKey, prepare: (pair: LinkPair) => void, options: PairOptions) {
    this.#key = key;
    prepare(this);
    this.alice = this.join("alice-0000", "bobby-0000", options);
    this.bob = this.join("bobby-0000", "alice-0000", options);
  }

  static async connect(
    prepare: (pair: LinkPair) => void = () => {},
    options: PairOptions = {},
  ): Promise<LinkPair> {
    return new LinkPair(await keyOf(7), prepare, options);
  }

  /** Make an end, in place of the one that has this name. */
  join(self: string, peer: string, { kinds = {}, keys = {} }: PairOptions = {}): LinkEndInTest {
    const log: string[] = [];
    const messages: Uint8Array[] = [];
    const options: LinkOptions = {
      room: ROOM,
      kind: kinds[self] ?? "send",
      key: keys[self] ?? this.#key,
      self: self as PeerId,
      peer: peer as PeerId,
      connection: {},
      relayUrl: "wss://example.org/peerconnect/relay",
      send: (message) => queueMicrotask(() => this.#serve(self, peer, message)),
      events: {
        onopen: (path) => log.push(`open ${path}`),
        onmessage: (message) => messages.push(message),
        onlow: () => log.push("low"),
        onpath: (path) => log.push(path),
        onclose: (reason) => log.push(`closed: ${reason}`),
      },
      openConnection: () => this.network.open(),
      openSocket: (url) => this.#openSocket(url),
    };
    const end = { link: new MemberLink(options), log, messages };
    this.#ends[self] = end;
    return end;
  }

  close(): void {
    Object.values(this.#ends).forEach(({ link }) => link.close());
  }

  #serve(self: string, peer: string, message: RoomMessage): void {
    if (message.type === "room-signal") {
      this.boxes.push(message.box);
      for (const box of this.meddle(message.box)) {
        this.#ends[peer]?.link.receive(box);
      }
    } else if (message.type === "room-relay") {
      this.relayAsked++;
      if (this.hasRelay) {
        this.#openRelay(self, peer);
      }
    }
  }

  #openRelay(self: string, peer: string): void {
    const last = this.relays.at(-1);
    if (last && last[0].readyState === 0) {
      return;
    }
    this.relays.push(FakeRelaySocket.pair());
    this.relayAskedBy = self;
    [self, peer].forEach((name, side) => {
      this.#ends[name]?.link.relayReady({
        type: "room-relay",
        room: ROOM,
        peer: (name === self ? peer : self) as PeerId,
        ticket: `${this.relays.length - 1}.${side}`,
        window: this.window,
      });
    });
  }

  #openSocket(url: string): WebSocket {
    const [relay, side] = (url.split("ticket=")[1] ?? "").split(".").map(Number);
    const socket = this.relays[relay ?? 0]?.[side ?? 0];
    if (!socket) {
      throw new DOMException(url);
    }
    // Both have to be there before anything passes.
    queueMicrotask(() => {
      socket.readyState = 1;
      const both = this.relays[relay ?? 0] ?? [];
      if (both.every((it) => it.readyState === 1)) {
        both.forEach((it) => it.accept());
      }
    });
    return socket.asWebSocket;
  }
}

export interface PairOptions {
  readonly kinds?: Readonly<Record<string, RoomKind>>;
  readonly keys?: Readonly<Record<string, CryptoKey>>;
}

/** Return a room's key that consists of one byte. */
export function keyOf(byte: number): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", new Uint8Array(16).fill(byte), "HKDF", false, [
    "deriveBits",
  ]);
}

/** Let pending work go on until a condition holds. */
export async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; !condition(); turn++) {
    if (turn > 5000) {
      throw new Error(`It never came to this: ${condition.toString()}`);
    }
    await nextTurn();
  }
}

/** Let everything that is under way come to an end. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn++) {
    await nextTurn();
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(0);
  });
}
