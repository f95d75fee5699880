import type { PageConfig } from "../config.ts";
import type { ClientEvents } from "../metrics/events.ts";
import type { Stats } from "../metrics/stats.ts";
import type { Extras } from "../page/extras.ts";
import { whenLoaded } from "../page/when-loaded.ts";
import type { Badge } from "./badge.ts";
import type { BadgeTexts } from "./badge-texts.ts";
import type { Consent } from "./consent.ts";
import type { Device } from "./device.ts";

export interface VisitorBadgeOptions {
  readonly config: Pick<PageConfig, "badge" | "consent">;
  readonly consent: Consent;
  readonly device: Device;
  readonly texts: Readonly<Record<string, BadgeTexts>>;
  readonly events: ClientEvents;
  readonly stats: () => Stats;
  readonly importExtras: () => Promise<Extras>;
  /** Called when the badge is there to be seen. */
  readonly onShown: () => void;
  readonly signal: AbortSignal;
}

/** Decides when the visitor is asked and when the badge appears. Until then there is none. */
export class VisitorBadge {
  readonly #options: VisitorBadgeOptions;
  #badge: Promise<Badge> | undefined;
  #isShown = false;

  constructor(options: VisitorBadgeOptions) {
    const { consent, device, events, stats, signal } = options;
    this.#options = options;
    const mayTakePart = device.isCapable && !device.savesData && !device.isCellular;
    if (consent.isOpen && mayTakePart) this.#use((badge) => badge.ask());
    // Who switched it off can switch it on again.
    if (consent.isRefused && mayTakePart) whenLoaded(() => this.#show(), signal);
    events.addEventListener("offload", () => this.#show(), { signal });
    events.addEventListener("peer", () => this.#show(), { signal });
    events.addEventListener(
      "stats",
      () => this.#isShown && this.#use((badge) => badge.update(stats())),
      { signal },
    );
  }

  /** The visitor holds something that others may ask for; who is to be given notice is told now. */
  noteHeld(): void {
    if (this.#options.config.consent === "notice") this.#show();
  }

  #show(): void {
    if (this.#isShown || !this.#options.config.badge) return;
    this.#isShown = true;
    this.#use((badge) => {
      badge.show(this.#options.stats());
      this.#options.onShown();
    });
  }

  #use(use: (badge: Badge) => void): void {
    this.#badge ??= this.#options.importExtras().then(({ Badge }) => new Badge(this.#options));
    // Where its script is blocked there is no badge, and nobody is asked: nothing is exchanged without an answer.
    this.#badge.then(use).catch(() => undefined);
  }
}
