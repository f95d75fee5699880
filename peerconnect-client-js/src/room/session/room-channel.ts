import type { ClientMessage, Welcome } from "../../protocol/messages.ts";
import { JoinToken } from "../../signaling/join-token.ts";
import { type ChannelState, SignalingChannel } from "../../signaling/signaling-channel.ts";
import { parseRoomEvent } from "../protocol/parse-room-event.ts";
import type { RoomEvent, RoomMessage } from "../protocol/room-messages.ts";

export interface RoomChannelOptions {
  /** Address that the site's endpoints are below. */
  readonly base: string;
  /** A session began, or was taken up. */
  readonly onwelcome: (welcome: Welcome) => void;
  readonly onevent: (event: RoomEvent) => void;
  readonly onstate: (state: ChannelState) => void;
  /** Closes the channel for good. */
  readonly signal: AbortSignal;
  /** @default opens a `WebSocket` */
  readonly openSocket?: (url: string) => WebSocket;
}

/**
 * The conversation with the site about rooms: the signalling channel of the client, with another ear. The channel itself
 * knows nothing of rooms and drops what it does not know, so that the client in ordinary pages stays as small as it is.
 */
export class RoomChannel {
  readonly #channel: SignalingChannel;
  #socket: WebSocket | undefined;

  constructor(options: RoomChannelOptions) {
    const { base, onwelcome, onevent, onstate, signal } = options;
    const { openSocket = (url: string) => new WebSocket(url) } = options;
    this.#channel = new SignalingChannel({
      url: `${base.replace(/^http/, "ws")}/signaling`,
      token: new JoinToken({ url: `${base}/token`, initial: undefined }),
      greet: async () => ({ sharing: false, have: [], want: () => [] }),
      onmessage: (message) => {
        if (message.type === "welcome") {
          onwelcome(message);
        }
      },
      onstate,
      signal,
      openSocket: (url) => {
        const socket = openSocket(url);
        this.#socket = socket;
        socket.addEventListener("message", ({ data }: MessageEvent) => {
          const event =
            data instanceof ArrayBuffer
              ? parseRoomEvent(new TextDecoder().decode(data))
              : undefined;
          if (event && this.#socket === socket) {
            onevent(event);
          }
        });
        return socket;
      },
    });
  }

  get state(): ChannelState {
    return this.#channel.state;
  }

  /** Connect now, also where the channel would wait after failures: somebody asks for it. */
  open(): void {
    if (this.#channel.state === "down") {
      this.#channel.close();
    }
    this.#channel.open();
  }

  /** Replace a connection that may be dead, after a sleep for example. */
  reconnect(): void {
    this.#channel.reconnect();
  }

  /**
   * Say something, now or never.
   *
   * @returns whether it was sent
   */
  send(message: RoomMessage): boolean {
    // The channel sends what it is given; its type names what ordinary pages say.
    return this.#channel.send(message as unknown as ClientMessage);
  }
}
