import type { OutgoingSignal } from "../../protocol/messages.ts";
import type { PeerId } from "../../protocol/values.ts";
import { PeerLink } from "../../swarm/peer-link.ts";
import type { LinkSignal } from "./link-signal.ts";
import { LOW_WATER } from "./room-link.ts";
import { usesTurn } from "./uses-turn.ts";

export interface DirectPathOptions {
  /** Which try this is. */
  readonly dial: number;
  readonly self: PeerId;
  readonly peer: PeerId;
  readonly connection: RTCPeerConnection;
  readonly signal: (signal: LinkSignal) => void;
  readonly onopen: () => void;
  readonly onmessage: (message: Uint8Array<ArrayBuffer>) => void;
  readonly onlow: () => void;
  /** It is known whether the path goes through a TURN server. */
  readonly onturn: () => void;
  /** Called once, whoever ended it. */
  readonly onend: () => void;
}

/** How long a try may take, in milliseconds: candidates of slow networks come late. */
const CONNECT_MS = 20_000;

/** One try at a connection from browser to browser, and the path that comes of it. */
export class DirectPath {
  readonly dial: number;
  /** Whether it goes through a TURN server; `undefined` before that is known. */
  isTurned: boolean | undefined;
  readonly #link: PeerLink;
  readonly #timer: ReturnType<typeof setTimeout>;

  constructor(options: DirectPathOptions) {
    const { dial, self, peer, connection, onopen, onmessage, onlow, onend } = options;
    this.dial = dial;
    this.#timer = setTimeout(() => this.close(), CONNECT_MS);
    this.#link = new PeerLink({
      self,
      peer,
      connection,
      signal: (signal) => options.signal(withoutNames(signal, dial)),
      lowWater: LOW_WATER,
      onopen: () => {
        clearTimeout(this.#timer);
        onopen();
        this.#watchTurn(connection, options.onturn);
      },
      onframe: (frame) => onmessage(new Uint8Array(frame)),
      onlow,
      onend: () => {
        clearTimeout(this.#timer);
        onend();
      },
    });
  }

  get isOpen(): boolean {
    return this.#link.isOpen;
  }

  get bufferedAmount(): number {
    return this.#link.bufferedAmount;
  }

  /** Call the other, who waits for it. */
  call(): void {
    this.#link.dial();
  }

  receive(signal: Exclude<LinkSignal, { readonly type: "lost" }>): void {
    const { dial: _, ...rest } = signal;
    void this.#link.receive({ ...rest, from: this.#link.peer });
  }

  send(message: Uint8Array<ArrayBuffer>): void {
    this.#link.send(message);
  }

  close(): void {
    this.#link.close();
  }

  #watchTurn(connection: RTCPeerConnection, onturn: () => void): void {
    const look = (): void => {
      usesTurn(connection).then(
        (isTurned) => {
          if (this.isTurned !== isTurned) {
            this.isTurned = isTurned;
            onturn();
          }
        },
        // Closed meanwhile, or a browser that does not tell: then nothing is said about it.
        () => {},
      );
    };
    look();
    // A better way may be found while the connection is up.
    const ice = connection.sctp?.transport.iceTransport;
    ice?.addEventListener("selectedcandidatepairchange", look);
  }
}

function withoutNames(signal: OutgoingSignal, dial: number): LinkSignal {
  const { to: _, ...rest } = signal;
  return { ...rest, dial };
}
