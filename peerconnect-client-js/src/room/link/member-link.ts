import type { RelayReady } from "../protocol/room-messages.ts";
import { fromBase64Url, toBase64Url } from "../protocol/base64url.ts";
import type { PeerId } from "../../protocol/values.ts";
import { DirectPath } from "./direct-path.ts";
import { Greeting } from "./greeting.ts";
import type { LinkOptions } from "./link-options.ts";
import type { LinkSignal } from "./link-signal.ts";
import type { PairSecrets } from "./pair-secrets.ts";
import { RelayPath, type RelayEnd } from "./relay-path.ts";
import { type LinkEnd, type LinkPath, MAX_MESSAGE, type RoomLink } from "./room-link.ts";
import { SIGNALS, SignalSeal } from "./signal-seal.ts";

/** How long the direct path may take before the relay is asked for, in milliseconds. */
const DIRECT_MS = 5000;
/** How long a link may be without any path before it gives up, in milliseconds. */
const UNREACHABLE_MS = 45_000;
const NUDGE_MS = 2500;
const RELAY_AGAIN_MS = 6000;
/** First and longest pause before the next try at a direct path, in milliseconds. */
const REDIAL_MS = 5000;
const MAX_REDIAL_MS = 60_000;
/** How long the relay stays after a direct path opened: the other end may not have seen it yet. In milliseconds. */
const BOTH_MS = 3000;
/** Candidates come in bunches; the server counts messages. In milliseconds. */
const BUNCH_MS = 20;
/** What fits into a box with everything around it, in characters of JSON. */
const BUNCH_LENGTH = 10_000;

/*
 * A link to a member: agrees with the other end on secrets (greeting), then tries a direct path and, when there is none in time
 * or it breaks, takes the relay and goes on trying. One end calls, the one with the smaller name; so calls never collide, and
 * each has a number by which late signals are told from current ones. The direct path is better than the relay: an end sends on
 * it from the moment it is open, and drops what still comes by the relay, because the other end says everything again that
 * matters once it sees the direct path, too.
 */
export class MemberLink implements RoomLink {
  readonly peer: PeerId;
  readonly #options: LinkOptions;
  readonly #isCaller: boolean;
  readonly #greeting: Greeting;
  readonly #closed = new AbortController();
  #path: LinkPath = "connecting";
  #secrets: PairSecrets | undefined;
  #seal: SignalSeal | undefined;
  #direct: DirectPath | undefined;
  #relay: RelayPath | undefined;
  #dials = 0;
  #redialMs = REDIAL_MS;
  #bunch: LinkSignal[] = [];
  // Boxes are opened and sealed one after the other: what they are about has an order.
  #inbox: Promise<void> = Promise.resolve();
  #outbox: Promise<void> = Promise.resolve();
  #nudge: ReturnType<typeof setInterval> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #relayTimer: ReturnType<typeof setTimeout> | undefined;
  #redial: ReturnType<typeof setTimeout> | undefined;
  #bunchTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LinkOptions) {
    const { room, kind, key, self, peer } = options;
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
    this.#expectPath();
    this.#nudge = setInterval(() => this.#greet(), NUDGE_MS);
    if (this.#isCaller) {
      this.#greet();
    }
    globalThis.addEventListener?.("online", () => this.#callSoon(0), {
      signal: this.#closed.signal,
    });
  }

  get path(): LinkPath {
    return this.#path;
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
    if (this.#direct?.isOpen === true) {
      return this.#direct;
    }
    return this.#relay?.isOpen === true ? this.#relay : undefined;
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
        signals.forEach((signal) => this.#take(signal));
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
    this.#dropPaths();
    this.#secrets = secrets;
    this.#seal = seal;
    this.#dials = 0;
    this.#bunch = [];
    this.#update();
    this.#call();
  }

  #take(signal: LinkSignal): void {
    const direct = this.#direct;
    if (signal.type === "lost") {
      if (direct?.dial === signal.dial) {
        this.#direct = undefined;
        direct.close();
        this.#directLost();
      }
      return;
    }
    if (direct?.dial === signal.dial) {
      direct.receive(signal);
    } else if (!this.#isCaller && signal.type === "offer" && signal.dial > this.#dials) {
      this.#dials = signal.dial;
      this.#direct = undefined;
      direct?.close();
      this.#openDirect()?.receive(signal);
    }
  }

  /** Try a direct path. Only one end does; the other answers. */
  #call(): void {
    clearTimeout(this.#redial);
    if (this.#isClosed || !this.#seal || !this.#isCaller || this.#direct) {
      return;
    }
    this.#dials++;
    this.#openDirect()?.call();
  }

  #callSoon(ms: number): void {
    clearTimeout(this.#redial);
    this.#redial = setTimeout(() => this.#call(), ms);
  }

  #openDirect(): DirectPath | undefined {
    const { self, peer, connection } = this.#options;
    const { openConnection = (it: RTCConfiguration) => new RTCPeerConnection(it) } = this.#options;
    let direct: DirectPath;
    try {
      direct = new DirectPath({
        dial: this.#dials,
        self,
        peer,
        connection: openConnection(connection),
        signal: (signal) => this.#tell(signal),
        onopen: () => this.#directOpened(direct),
        onmessage: (message) => this.#deliver(direct, message),
        onlow: () => this.#low(direct),
        onend: () => this.#directEnded(direct),
      });
    } catch {
      // No WebRTC here, by a policy or an extension, or too many connections: the relay may do.
      this.#askForRelay();
      this.#callSoon(MAX_REDIAL_MS);
      return undefined;
    }
    this.#direct = direct;
    return direct;
  }

  #directOpened(direct: DirectPath): void {
    if (this.#direct !== direct) {
      return;
    }
    this.#redialMs = REDIAL_MS;
    this.#opened("direct");
    this.#dropRelaySoon();
  }

  #directEnded(direct: DirectPath): void {
    if (this.#direct === direct) {
      this.#direct = undefined;
      this.#tell({ type: "lost", dial: direct.dial });
      this.#directLost();
    }
  }

  #directLost(): void {
    const wasDirect = this.#path === "direct";
    this.#update();
    if (this.#path === "relayed" && wasDirect) {
      this.#options.events.onopen("relayed");
    } else if (this.#path === "connecting") {
      this.#askForRelay();
    }
    // A path that was there may be there again; one that never was is worth fewer and fewer tries.
    this.#callSoon(wasDirect ? 0 : this.#redialMs * (0.75 + Math.random() / 2));
    this.#redialMs = Math.min(MAX_REDIAL_MS, this.#redialMs * 2);
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
    if (this.#direct?.isOpen === true) {
      this.#dropRelaySoon();
    } else {
      this.#opened("relayed");
    }
  }

  /** Close the relay that a direct path made superfluous, once the other end sees that path, too. */
  #dropRelaySoon(): void {
    const [direct, relay] = [this.#direct, this.#relay];
    setTimeout(() => {
      if (this.#direct === direct && this.#relay === relay) {
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
      if (!this.#direct && this.#dials > 0) {
        // Before the question: the other end may believe in a path that is gone, and would keep to it.
        this.#tell({ type: "lost", dial: this.#dials });
      }
      this.#sendBunch();
      this.#outbox = this.#outbox.then(() => send({ type: "room-relay", room, to: this.peer }));
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
      this.#become(current === this.#direct ? "direct" : "relayed");
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

  #tell(signal: LinkSignal): void {
    this.#bunch.push(signal);
    this.#bunchTimer ??= setTimeout(() => this.#sendBunch(), BUNCH_MS);
  }

  #sendBunch(): void {
    clearTimeout(this.#bunchTimer);
    this.#bunchTimer = undefined;
    const seal = this.#seal;
    const signals = this.#bunch;
    this.#bunch = [];
    if (!seal || this.#isClosed) {
      return;
    }
    for (const bunch of split(signals)) {
      this.#outbox = this.#outbox.then(async () => this.#sendBox(await seal.seal(bunch)));
    }
  }

  #sendBox(box: Uint8Array<ArrayBuffer>): void {
    const { room, send } = this.#options;
    if (!this.#isClosed) {
      send({ type: "room-signal", room, to: this.peer, box: toBase64Url(box) });
    }
  }

  #dropPaths(): void {
    const paths = [this.#direct, this.#relay];
    this.#direct = undefined;
    this.#relay = undefined;
    paths.forEach((path) => path?.close());
  }

  #end(reason: LinkEnd): void {
    if (this.#isClosed) {
      return;
    }
    this.#closed.abort();
    clearInterval(this.#nudge);
    for (const timer of [this.#deadline, this.#relayTimer, this.#redial, this.#bunchTimer]) {
      clearTimeout(timer);
    }
    this.#dropPaths();
    this.#become("closed");
    this.#options.events.onclose(reason);
  }
}

/** Cut signals into bunches that fit into a box. One that fits into none, which no browser makes, goes alone. */
function split(signals: readonly LinkSignal[]): LinkSignal[][] {
  const bunches: LinkSignal[][] = [];
  let length = Infinity;
  for (const signal of signals) {
    const size = JSON.stringify(signal).length;
    length += size;
    if (length > BUNCH_LENGTH) {
      bunches.push([]);
      length = size;
    }
    bunches.at(-1)?.push(signal);
  }
  return bunches;
}
