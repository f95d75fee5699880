import type { RelayReady } from "../protocol/room-messages.ts";
import { fromBase64Url, toBase64Url } from "../protocol/base64url.ts";
import type { PeerId } from "../../protocol/values.ts";
import { DirectDialler } from "./direct-dialler.ts";
import type { DirectPath } from "./direct-path.ts";
import { Greeting } from "./greeting.ts";
import type { LinkOptions } from "./link-options.ts";
import type { PairSecrets } from "./pair-secrets.ts";
import { RelayPath, type RelayEnd } from "./relay-path.ts";
import { type LinkEnd, type LinkPath, MAX_MESSAGE, type RoomLink } from "./room-link.ts";
import { SignalOutbox } from "./signal-outbox.ts";
import { SIGNALS, SignalSeal } from "./signal-seal.ts";

/** How long the direct path may take before the relay is asked for, in milliseconds. */
const DIRECT_MS = 5000;
/** How long a link may be without any path before it gives up, in milliseconds. */
const UNREACHABLE_MS = 45_000;
const NUDGE_MS = 2500;
const RELAY_AGAIN_MS = 6000;
/** How long the relay stays after a direct path opened: the other end may not have seen it yet. In milliseconds. */
const BOTH_MS = 3000;

/*
 * A link to a member: agrees with the other end on secrets (greeting), then tries a direct path and, when there is none in time
 * or it breaks, takes the relay and goes on trying. One end calls, the one with the smaller name; so calls never collide. The direct path is better than the relay: an end sends on
 * it from the moment it is open, and drops what still comes by the relay, because the other end says everything again that
 * matters once it sees the direct path, too.
 */
export class MemberLink implements RoomLink {
  readonly peer: PeerId;
  readonly #options: LinkOptions;
  readonly #isCaller: boolean;
  readonly #greeting: Greeting;
  readonly #dialler: DirectDialler;
  readonly #outbox = new SignalOutbox((box) => this.#sendBox(box));
  readonly #closed = new AbortController();
  #path: LinkPath = "connecting";
  #secrets: PairSecrets | undefined;
  #seal: SignalSeal | undefined;
  #relay: RelayPath | undefined;
  // Boxes are opened one after the other: what they are about has an order.
  #inbox: Promise<void> = Promise.resolve();
  #nudge: ReturnType<typeof setInterval> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #relayTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LinkOptions) {
    const { room, kind, key, self, peer, connection } = options;
    const { openConnection = (it: RTCConfiguration) => new RTCPeerConnection(it) } = options;
    this.peer = peer;
    this.#options = options;
    this.#isCaller = self < peer;
    this.#greeting = new Greeting({
      room,
      kind,
      key,
      self,
      peer,
      send: (box) => this.#sendBox(box),
      onsecrets: (secrets) => this.#begin(secrets),
    });
    this.#dialler = new DirectDialler({
      self,
      peer,
      isCaller: this.#isCaller,
      openConnection: () => openConnection(connection),
      tell: (signal) => this.#outbox.tell(signal),
      onopen: () => this.#directOpened(),
      onmessage: (path, message) => this.#deliver(path, message),
      onlow: (path) => this.#low(path),
      onturn: (path) => {
        if (this.#current() === path) {
          options.events.onturn?.();
        }
      },
      onlost: () => this.#directLost(),
    });
    this.#expectPath();
    this.#nudge = setInterval(() => this.#greet(), NUDGE_MS);
    if (this.#isCaller) {
      this.#greet();
    }
    globalThis.addEventListener?.("online", () => this.#dialler.hurry(), {
      signal: this.#closed.signal,
    });
  }

  get path(): LinkPath {
    return this.#path;
  }

  get isTurned(): boolean | undefined {
    return this.#dialler.path?.isTurned;
  }

  get authentication(): Uint8Array | undefined {
    return this.#secrets?.authentication;
  }

  get bufferedAmount(): number {
    return this.#current()?.bufferedAmount ?? 0;
  }

  send(message: Uint8Array<ArrayBuffer>): boolean {
    if (message.length > MAX_MESSAGE) {
      throw new RangeError(`A message has ${message.length} bytes; its limit is ${MAX_MESSAGE}`);
    }
    const path = this.#current();
    path?.send(message);
    return path !== undefined;
  }

  close(): void {
    this.#end("closed");
  }

  /** Take note that the member is no longer in the room. */
  memberLeft(): void {
    this.#end("left");
  }

  /** Take in a box of the other end. */
  receive(box: string): void {
    const bytes = fromBase64Url(box);
    if (bytes) {
      this.#inbox = this.#inbox.then(() => this.#open(bytes));
    }
  }

  /** Take in that a relay to the other end is ready. */
  relayReady(relay: RelayReady): void {
    // After the boxes that came before it: the other end may have said that the direct path is lost.
    this.#inbox = this.#inbox.then(() => this.#openRelay(relay));
  }

  get #isClosed(): boolean {
    return this.#closed.signal.aborted;
  }

  #current(): DirectPath | RelayPath | undefined {
    return this.#dialler.path ?? (this.#relay?.isOpen === true ? this.#relay : undefined);
  }

  #greet(): void {
    if (this.#greeting.isDone) {
      return;
    }
    this.#greeting.nudge().catch(() => this.#end("unreachable"));
  }

  async #open(box: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.#isClosed) {
      return;
    }
    try {
      if (box[0] !== SIGNALS) {
        await this.#greeting.receive(box);
      } else if (this.#seal?.isFor(box) === true) {
        const signals = await this.#seal.open(box);
        signals.forEach((signal) => this.#dialler.take(signal));
      }
      // Boxes of an earlier greeting are late, not wrong.
    } catch {
      // Somebody on the way changed it, or does not hold the room's key.
      this.#end("tampered");
    }
  }

  async #begin(secrets: PairSecrets): Promise<void> {
    const seal = await SignalSeal.of(secrets);
    if (this.#isClosed) {
      return;
    }
    // The other end began anew if there were secrets before: its paths are gone.
    this.#dialler.stop();
    this.#dropRelay();
    this.#secrets = secrets;
    this.#seal = seal;
    this.#outbox.use(seal);
    this.#update();
    this.#dialler.start();
  }

  #directOpened(): void {
    this.#opened("direct");
    this.#dropRelaySoon();
  }

  #directLost(): void {
    const wasDirect = this.#path === "direct";
    this.#update();
    if (this.#path === "relayed" && wasDirect) {
      this.#options.events.onopen("relayed");
    } else if (this.#path === "connecting") {
      this.#askForRelay();
    }
  }

  #openRelay({ ticket, window }: RelayReady): void {
    const { relayUrl, openSocket = (url: string) => new WebSocket(url) } = this.#options;
    const secrets = this.#secrets;
    if (!secrets || relayUrl === undefined || this.#isClosed) {
      return;
    }
    this.#dropRelay();
    let relay: RelayPath;
    try {
      relay = new RelayPath({
        url: `${relayUrl}?ticket=${encodeURIComponent(ticket)}`,
        window,
        secrets,
        isCaller: this.#isCaller,
        openSocket,
        onopen: () => this.#relayOpened(relay),
        onmessage: (message) => this.#deliver(relay, message),
        onlow: () => this.#low(relay),
        onend: (end) => this.#relayEnded(relay, end),
      });
    } catch {
      // A policy or an extension forbids it.
      return;
    }
    this.#relay = relay;
    this.#update();
  }

  #relayOpened(relay: RelayPath): void {
    if (this.#relay !== relay) {
      return;
    }
    if (this.#dialler.path) {
      this.#dropRelaySoon();
    } else {
      this.#opened("relayed");
    }
  }

  /** Close the relay that a direct path made superfluous, once the other end sees that path, too. */
  #dropRelaySoon(): void {
    const relay = this.#relay;
    const { path } = this.#dialler;
    setTimeout(() => {
      if (this.#dialler.path === path && this.#relay === relay) {
        this.#dropRelay();
      }
    }, BOTH_MS);
  }

  #dropRelay(): void {
    const relay = this.#relay;
    this.#relay = undefined;
    relay?.close();
  }

  #relayEnded(relay: RelayPath, end: RelayEnd): void {
    if (this.#relay !== relay) {
      return;
    }
    this.#relay = undefined;
    if (end === "tampered") {
      this.#end("tampered");
      return;
    }
    this.#update();
    if (this.#path === "connecting") {
      this.#askForRelayIn(1000);
    }
  }

  #askForRelay(): void {
    clearTimeout(this.#relayTimer);
    const { relayUrl, room, send } = this.#options;
    if (relayUrl === undefined || this.#isClosed || this.#current()) {
      return;
    }
    if (this.#secrets && !this.#relay) {
      this.#dialler.confirmLoss();
      this.#outbox.afterwards(() => send({ type: "room-relay", room, to: this.peer }));
    }
    this.#askForRelayIn(RELAY_AGAIN_MS);
  }

  #askForRelayIn(ms: number): void {
    clearTimeout(this.#relayTimer);
    this.#relayTimer = setTimeout(() => this.#askForRelay(), ms);
  }

  #opened(path: "direct" | "relayed"): void {
    clearTimeout(this.#deadline);
    clearTimeout(this.#relayTimer);
    this.#become(path);
    this.#options.events.onopen(path);
  }

  #deliver(from: DirectPath | RelayPath, message: Uint8Array<ArrayBuffer>): void {
    if (this.#current() === from && !this.#isClosed) {
      this.#options.events.onmessage(message);
    }
  }

  #low(path: DirectPath | RelayPath): void {
    if (this.#current() === path) {
      this.#options.events.onlow();
    }
  }

  #update(): void {
    if (this.#isClosed) {
      return;
    }
    const current = this.#current();
    if (current) {
      this.#become(current === this.#relay ? "relayed" : "direct");
    } else if (this.#path !== "connecting") {
      this.#become("connecting");
      this.#expectPath();
    }
  }

  #expectPath(): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#end("unreachable"), UNREACHABLE_MS);
    this.#askForRelayIn(DIRECT_MS);
  }

  #become(path: LinkPath): void {
    if (this.#path !== path) {
      this.#path = path;
      this.#options.events.onpath(path);
    }
  }

  #sendBox(box: Uint8Array<ArrayBuffer>): void {
    const { room, send } = this.#options;
    if (!this.#isClosed) {
      send({ type: "room-signal", room, to: this.peer, box: toBase64Url(box) });
    }
  }

  #end(reason: LinkEnd): void {
    if (this.#isClosed) {
      return;
    }
    this.#closed.abort();
    clearInterval(this.#nudge);
    clearTimeout(this.#deadline);
    clearTimeout(this.#relayTimer);
    this.#outbox.close();
    this.#dialler.stop();
    this.#dropRelay();
    this.#become("closed");
    this.#options.events.onclose(reason);
  }
}
