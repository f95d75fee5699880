import type { ClientMessage, OutgoingSignal, ServerMessage } from "../protocol/messages.ts";
import { parseServerMessage } from "../protocol/parse.ts";
import type { Digest } from "../protocol/values.ts";
import type { VideoMessage } from "../video/video-protocol.ts";
import { Backoff } from "./backoff.ts";
import type { JoinToken } from "./join-token.ts";

/** `down` means that the last try failed: do not wait for this channel. */
export type ChannelState = "idle" | "connecting" | "open" | "down";

export interface Greeting {
  readonly sharing: boolean;
  readonly have: readonly Digest[];
  /** Asked at the last moment: the page goes on meanwhile. */
  readonly want: () => readonly Digest[];
}

export interface SignalingChannelOptions {
  /** The WebSocket's address. */
  readonly url: string;
  readonly token: Pick<JoinToken, "get" | "discard">;
  /** What the first message tells, asked for anew for each connection: it carries all that was not said before. */
  readonly greet: () => Promise<Greeting>;
  /** Hears that the first message was said; what is to follow at once need not wait for the welcome. */
  readonly onhello?: (say: (message: VideoMessage) => void) => void;
  readonly onmessage: (message: ServerMessage) => void;
  /** Hears messages of features that this script does not have. */
  readonly onother?: (text: string) => void;
  readonly onstate: (state: ChannelState) => void;
  /** Closes the channel for good. */
  readonly signal: AbortSignal;
  /** @default opens a `WebSocket` */
  readonly openSocket?: (url: string) => WebSocket;
  /** @default Math.random */
  readonly random?: () => number;
}

const WELCOME_MS = 8000;
const RECONNECT_MS = 10_000;
const MAX_OUTBOX = 128;

/** The conversation with the site: opened when first needed, then kept open until it is closed. */
export class SignalingChannel {
  readonly #options: SignalingChannelOptions;
  readonly #backoff: Backoff;
  #state: ChannelState = "idle";
  #socket: WebSocket | undefined;
  #resume: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #openedAt = 0;
  #reconnectedAt = -Infinity;
  // Parts of negotiations that arose while the connection was away. A resumed session can still use them.
  #outbox: OutgoingSignal[] = [];

  constructor(options: SignalingChannelOptions) {
    this.#options = options;
    this.#backoff = new Backoff(options.random ?? Math.random);
    options.signal.addEventListener("abort", () => this.close(), { once: true });
  }

  get state(): ChannelState {
    return this.#state;
  }

  /** Connect, unless that was done before. */
  open(): void {
    if (this.#state === "idle" && !this.#options.signal.aborted) {
      this.#connect();
    }
  }

  /** Disconnect; `open` connects again and takes the session up if the server still has it. */
  close(): void {
    this.#disconnect();
    this.#become("idle");
  }

  /** Replace a connection that does not answer. Does nothing if that was done just now. */
  reconnect(): void {
    const now = performance.now();
    if (this.#state === "open" && now - this.#reconnectedAt > RECONNECT_MS) {
      this.#reconnectedAt = now;
      this.#disconnect();
      this.#connect();
    }
  }

  /**
   * Say something, now or never. What must not be lost belongs into the greeting.
   *
   * @returns whether it was sent
   */
  send(message: ClientMessage | VideoMessage): boolean {
    if (this.#state !== "open" || this.#socket?.readyState !== 1) {
      return false;
    }
    this.#socket.send(encode(message));
    return true;
  }

  /** Send a part of a negotiation, after the connection is back if it is away. */
  signal(message: OutgoingSignal): void {
    if (!this.send(message) && this.#outbox.length < MAX_OUTBOX) {
      this.#outbox.push(message);
    }
  }

  #connect(): void {
    this.#become(this.#backoff.failures === 0 ? "connecting" : "down");
    const { openSocket = (url: string) => new WebSocket(url), url, token, greet } = this.#options;
    let socket: WebSocket;
    try {
      socket = openSocket(url);
    } catch {
      // The page's policy or an extension forbids it. It may be lifted; the backoff keeps us from asking often.
      // Not at once: whoever made us open has not yet got to the point where it can hear of it.
      this.#timer = setTimeout(() => this.#lost(1006));
      return;
    }
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    this.#openedAt = 0;
    // Both take a moment, and so does the handshake.
    const first = Promise.all([token.get(), greet()]);
    first.catch(() => this.#abandon(socket));
    const isCurrent = (): boolean => this.#socket === socket;
    socket.addEventListener("open", () => {
      void first.then(
        ([secret, greeting]) => {
          if (isCurrent() && socket.readyState === 1) {
            // As text, once: it makes Tomcat shrink its buffer for text, which would else hold 16 kB as long as we stay.
            socket.send(JSON.stringify(this.#hello(secret, greeting)));
            this.#options.onhello?.((message) => socket.send(encode(message)));
          }
        },
        () => {}, // handled above
      );
    });
    socket.addEventListener("message", (event: MessageEvent) => {
      if (!(event.data instanceof ArrayBuffer) || !isCurrent()) {
        return;
      }
      const text = new TextDecoder().decode(event.data);
      const message = parseServerMessage(text);
      if (message) {
        this.#receive(message);
      } else {
        this.#options.onother?.(text);
      }
    });
    socket.addEventListener("close", (event: CloseEvent) => {
      if (isCurrent()) {
        this.#lost(event.code);
      }
    });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#abandon(socket), WELCOME_MS);
  }

  #hello(token: string, { sharing, have, want: findWants }: Greeting): ClientMessage {
    const want = findWants();
    return {
      type: "hello",
      token,
      ...(this.#resume !== undefined && { resume: this.#resume }),
      sharing,
      ...(have.length > 0 && { have }),
      ...(want.length > 0 && { want }),
    };
  }

  #receive(message: ServerMessage): void {
    if (message.type === "failure" && message.code === "bad-token") {
      this.#options.token.discard();
    }
    if (message.type !== "welcome") {
      this.#options.onmessage(message);
      return;
    }
    clearTimeout(this.#timer);
    this.#resume = message.resume;
    this.#openedAt = performance.now();
    const waiting = this.#outbox;
    this.#outbox = [];
    this.#options.onmessage(message);
    this.#become("open");
    if (message.resumed) {
      waiting.forEach((signal) => this.send(signal));
    }
  }

  #abandon(socket: WebSocket): void {
    if (this.#socket === socket) {
      this.#disconnect();
      this.#lost(1006);
    }
  }

  #lost(code: number): void {
    this.#socket = undefined;
    clearTimeout(this.#timer);
    const wasOpen = this.#state === "open";
    const openMs = this.#openedAt > 0 ? performance.now() - this.#openedAt : 0;
    const waitMs = this.#backoff.next(code, openMs);
    if (code === 1008) {
      // The server ended the session: there is nothing to resume.
      this.#resume = undefined;
      this.#outbox = [];
    }
    this.#become(wasOpen && code !== 1008 ? "connecting" : "down");
    this.#timer = setTimeout(() => this.#connect(), waitMs);
  }

  #disconnect(): void {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  #become(state: ChannelState): void {
    if (this.#state !== state) {
      this.#state = state;
      this.#options.onstate(state);
    }
  }
}

function encode(message: ClientMessage | VideoMessage): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(message));
}
