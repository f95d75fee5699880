import type { PageConfig } from "../config.ts";
import type { ClientEvents } from "../metrics/events.ts";
import type { Stats } from "../metrics/stats.ts";
import { Badge } from "./badge.ts";
import { ENGLISH, type BadgeTexts } from "./badge-texts.ts";
import type { Consent } from "./consent.ts";
import type { Device } from "./device.ts";

export interface VisitorBadgeOptions {
  readonly config: Pick<PageConfig, "badge" | "consent">;
  readonly consent: Consent;
  readonly device: Device;
  readonly texts: Readonly<Record<string, BadgeTexts>>;
  readonly signal: AbortSignal;
}

/** Decides when the visitor is asked and when the badge appears. Until then there is none. */
export class VisitorBadge {
  readonly #options: VisitorBadgeOptions;
  #badge: Badge | undefined;
  #stats: (() => Stats) | undefined;

  constructor(options: VisitorBadgeOptions) {
    const { consent, device } = options;
    this.#options = options;
    const mayTakePart = device.isCapable && !device.savesData && !device.isCellular;
    if (consent.isOpen && mayTakePart) this.#create().ask();
  }

  /** Show the badge as soon as the visitor exchanges anything, and its numbers from then on. */
  follow(events: ClientEvents, stats: () => Stats): void {
    const { signal } = this.#options;
    this.#stats = stats;
    events.addEventListener("offload", () => this.#show(), { signal });
    events.addEventListener("peer", () => this.#show(), { signal });
    events.addEventListener("stats", () => this.#badge?.update(stats()), { signal });
  }

  /** The visitor holds something that others may ask for; who is to be given notice is told now. */
  noteHeld(): void {
    if (this.#options.config.consent === "notice") this.#show();
  }

  #show(): void {
    if (this.#options.config.badge && this.#stats) this.#create().show(this.#stats());
  }

  #create(): Badge {
    const { consent, texts, signal } = this.#options;
    const { lang } = document.documentElement;
    const ours = texts[lang] ?? texts[lang.slice(0, 2)];
    this.#badge ??= new Badge({
      consent,
      texts: ours ?? ENGLISH,
      language: ours ? lang : "en",
      signal,
    });
    return this.#badge;
  }
}
