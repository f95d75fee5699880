import type { Stats } from "../metrics/stats.ts";
import { BADGE_STYLE } from "./badge-style.ts";
import type { BadgeTexts } from "./badge-texts.ts";
import type { Consent } from "./consent.ts";
import { formatBytes } from "./format-bytes.ts";

export interface BadgeOptions {
  readonly consent: Consent;
  readonly texts: BadgeTexts;
  /** Language of numbers. */
  readonly language: string;
  /** Removes the badge. */
  readonly signal: AbortSignal;
}

type Numbers = Pick<Stats, "received" | "shared" | "origin">;

const SVG = "http://www.w3.org/2000/svg";

/** Shows the visitor what they received and shared, and lets them switch it off. */
export class Badge {
  readonly #options: BadgeOptions;
  readonly #host = document.createElement("peerconnect-badge");
  readonly #total = element("span");
  readonly #received = element("dd");
  readonly #shared = element("dd");
  readonly #origin = element("dd");
  readonly #toggle: HTMLElement;
  readonly #panel: HTMLElement;
  readonly #switch: HTMLElement;
  readonly #question: HTMLElement;

  constructor(options: BadgeOptions) {
    const { consent, texts, signal } = options;
    this.#options = options;
    const heading = element("h2", { id: "title" }, texts.title);
    this.#toggle = element(
      "button",
      { part: "toggle", type: "button", "aria-expanded": "false", "aria-controls": "panel" },
      createIcon(),
      this.#total,
    );
    this.#switch = element(
      "button",
      { part: "switch", type: "button", role: "switch" },
      texts.switch,
      element("i"),
    );
    this.#panel = element(
      "section",
      { part: "panel", id: "panel", "aria-labelledby": "title", hidden: "" },
      heading,
      element(
        "dl",
        {},
        element("dt", {}, texts.received),
        this.#received,
        element("dt", {}, texts.shared),
        this.#shared,
        element("dt", {}, texts.origin),
        this.#origin,
      ),
      element("p", {}, texts.explanation),
      this.#switch,
    );
    const allow = element("button", { part: "allow", type: "button" }, texts.allow);
    const refuse = element("button", { part: "refuse", type: "button" }, texts.refuse);
    this.#question = element(
      "section",
      {
        part: "question",
        role: "dialog",
        "aria-labelledby": "question",
        "aria-describedby": "why",
        hidden: "",
      },
      element("h2", { id: "question" }, texts.question),
      element("p", { id: "why" }, texts.explanation),
      allow,
      refuse,
    );
    const root = this.#host.attachShadow({ mode: "open" });
    root.append(this.#question, this.#panel, this.#toggle);
    // Constructed, because a policy may forbid inline styles.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(BADGE_STYLE);
    root.adoptedStyleSheets = [sheet];

    this.#toggle.hidden = true;
    this.#toggle.addEventListener("click", () => this.#expand(this.#panel.hidden));
    this.#switch.addEventListener("click", () => consent.choose(consent.isGranted ? "off" : "on"));
    allow.addEventListener("click", () => consent.choose("on"));
    refuse.addEventListener("click", () => consent.choose("off"));
    this.#host.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.#panel.hidden) return;
      this.#expand(false);
      this.#toggle.focus();
    });
    consent.addEventListener("change", () => this.#onConsent(), { signal });
    signal.addEventListener("abort", () => this.#host.remove());
    this.#onConsent();
    this.update({ received: 0, shared: 0, origin: 0 });
  }

  /** Ask the visitor, who then chooses. */
  ask(): void {
    this.#question.hidden = false;
    this.#attach();
  }

  /** Show the small badge. */
  show(): void {
    this.#toggle.hidden = false;
    this.#attach();
  }

  /** Show new numbers. */
  update(numbers: Numbers): void {
    const format = (bytes: number): string => formatBytes(bytes, this.#options.language);
    this.#total.textContent = format(numbers.received);
    this.#received.textContent = format(numbers.received);
    this.#shared.textContent = format(numbers.shared);
    this.#origin.textContent = format(numbers.origin);
    const { texts } = this.#options;
    this.#toggle.setAttribute(
      "aria-label",
      `${texts.title}: ${texts.received} ${format(numbers.received)}`,
    );
  }

  #attach(): void {
    // Not into <body>, which sites replace and whose children their style sheets count.
    if (!this.#options.signal.aborted) document.documentElement.append(this.#host);
  }

  #expand(isExpanded: boolean): void {
    this.#panel.hidden = !isExpanded;
    this.#toggle.setAttribute("aria-expanded", String(isExpanded));
  }

  #onConsent(): void {
    const { consent } = this.#options;
    this.#switch.setAttribute("aria-checked", String(consent.isGranted));
    if (!consent.isOpen) this.#question.hidden = true;
  }
}

function element(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElement {
  const created = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, value);
  created.append(...children);
  return created;
}

/** Two arrows, up and down. */
function createIcon(): SVGElement {
  const icon = document.createElementNS(SVG, "svg");
  icon.setAttribute("viewBox", "0 0 16 16");
  icon.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", "M5 14V3M2 6l3-3 3 3M11 2v11M8 10l3 3 3-3");
  icon.append(path);
  return icon;
}
