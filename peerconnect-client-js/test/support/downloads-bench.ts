import { vi } from "vitest";
import { Metrics } from "../../src/metrics/metrics.ts";
import type { ClientMessage, Source } from "../../src/protocol/messages.ts";
import type { PeerId } from "../../src/protocol/values.ts";
import type { ChannelState } from "../../src/signaling/signaling-channel.ts";
import type { Delivery } from "../../src/transfer/delivery.ts";
import type { Download } from "../../src/transfer/download.ts";
import { Downloads } from "../../src/transfer/downloads.ts";
import { Patience } from "../../src/transfer/patience.ts";
import { PatientClock } from "../../src/transfer/patient-clock.ts";
import type { TestAsset } from "./assets.ts";
import { FakePeer } from "./fake-peer.ts";

export interface LoadOptions {
  readonly visible?: boolean;
  readonly order?: number;
  readonly signal?: AbortSignal;
}

/** `Downloads` among fakes, in a time that the test moves. */
export class DownloadsBench {
  readonly sent: ClientMessage[] = [];
  readonly reads: { readonly url: string; readonly from: number; readonly to: number }[] = [];
  readonly banned = new Set<PeerId>();
  readonly completed: Download[] = [];
  /** Further pieces of assets that were not complete yet. */
  pieces = 0;
  readonly metrics = new Metrics(() => {});
  readonly #clock = new PatientClock();
  readonly patience = new Patience({ clock: this.#clock, memory: undefined });
  readonly downloads: Downloads;
  readonly channel = {
    state: "open" as ChannelState,
    reconnects: 0,
    send: (message: ClientMessage): boolean => {
      this.sent.push(message);
      return true;
    },
    reconnect: (): void => {
      this.channel.reconnects++;
    },
  };
  /** What the origin answers; `undefined` when it does not. */
  originBytes: (url: string) => Uint8Array | undefined = () => undefined;
  /** Peers that the pool will not call. */
  readonly unreachable = new Set<PeerId>();
  readonly #links = new Map<PeerId, FakePeer>();

  constructor() {
    this.downloads = new Downloads({
      config: { visibleWaitMs: 300, stallMs: 500, connectMs: 2000, completeMs: 2000 },
      clock: this.#clock,
      patience: this.patience,
      channel: this.channel,
      open: () => {},
      pool: {
        find: (peer) => this.#links.get(peer),
        dial: (peer) => (this.unreachable.has(peer) ? undefined : this.peer(peer)),
        touch: () => {},
        ban: (peer) => {
          this.banned.add(peer);
          this.leave(peer);
        },
        isBanned: (peer) => this.banned.has(peer),
        close: (peer) => this.leave(peer),
      },
      metrics: this.metrics,
      readOrigin: (url, from, to, signal) => this.#readOrigin(url, from, to, signal),
      oncomplete: (download) => this.completed.push(download),
      onpiece: () => this.pieces++,
    });
  }

  /** Return a peer, which is being called if it was not known. */
  peer(peer: PeerId): FakePeer {
    let link = this.#links.get(peer);
    if (!link) {
      const made = new FakePeer(peer);
      made.reply = (frame) => {
        if (this.#links.get(peer) === made && !this.downloads.receive(peer, frame)) {
          this.banned.add(peer);
          this.leave(peer);
        }
      };
      this.#links.set(peer, made);
      link = made;
    }
    return link;
  }

  /** Open the link to a peer. */
  open(peer: PeerId): FakePeer {
    const link = this.peer(peer);
    link.isOpen = true;
    this.downloads.add(link);
    return link;
  }

  leave(peer: PeerId, cause: "peer-left" | "connect-timeout" = "peer-left"): void {
    this.#links.delete(peer);
    this.downloads.remove(peer, cause);
  }

  load({ url, digest }: TestAsset, options: LoadOptions = {}): Promise<Delivery> {
    const { visible = false, order = 0, signal = new AbortController().signal } = options;
    return this.downloads.get({ url, digest, order, signal, isVisible: () => visible });
  }

  /** Let a link that is not open be late. */
  delay(peer: PeerId): void {
    this.peer(peer).isLate = true;
    this.downloads.late();
  }

  /** Let the server name peers. */
  sources(
    asset: TestAsset,
    peers: readonly PeerId[],
    more: Pick<Source, "waitMs" | "seed"> = {},
  ): void {
    const { digest, bytes, pieces } = asset;
    this.downloads.describe([
      {
        digest,
        length: bytes.length,
        mediaType: "image/jpeg",
        ...(pieces.length > 0 && { pieces }),
        peers,
        ...more,
      },
    ]);
  }

  /** Let time pass. */
  async pass(ms: number): Promise<void> {
    await flush();
    for (let passed = 0; passed < ms; passed += 50) {
      vi.advanceTimersByTime(Math.min(50, ms - passed));
      await flush();
    }
  }

  async *#readOrigin(
    url: string,
    from: number,
    to: number,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array> {
    this.reads.push({ url, from, to });
    const bytes = this.originBytes(url);
    if (!bytes) {
      await new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
    }
    for (let at = from; at < to; at += 50_000) {
      yield bytes?.subarray(at, Math.min(at + 50_000, to)) ?? new Uint8Array(0);
    }
  }
}

// Digests are computed by other threads, which fake timers do not wait for. They come back in about the order of asking.
async function flush(): Promise<void> {
  for (let round = 0; round < 6; round++) {
    await crypto.subtle.digest("SHA-256", new Uint8Array(1));
  }
}
