import type { Stats } from "../metrics/stats.ts";
import { BADGE_STYLE } from "./badge-style.ts";
import { ENGLISH, type BadgeTexts } from "./badge-texts.ts";
import type { Consent } from "./consent.ts";
import { formatBytes } from "./format-bytes.ts";

export interface BadgeOptions {
  readonly consent: Consent;
  /** By language subtag, in addition to English; `<html lang>` chooses. */
  readonly texts: Readonly<Record<string, BadgeTexts>>;
  /** Removes the badge. */
  readonly signal: AbortSignal;
}

type Numbers = Pick<Stats, (typeof NUMBERS)[number]>;

const NUMBERS = ["received", "shared", "origin"] as const;

/** Shows the visitor what they received and shared, and lets them switch it off; asks them first where it has to. */
export class Badge {
  readonly #options: BadgeOptions;
  readonly #texts: BadgeTexts;
  /** Language of numbers. */
  readonly #language: string;
  readonly #host = document.createElement("peerconnect-badge");
  readonly #heading = element("h2", { id: "title" });
  readonly #total = element("span");
  readonly #numbers = NUMBERS.map(() => element("dd"));
  readonly #list = element("dl");
  readonly #panel: HTMLElement;
  readonly #toggle: HTMLElement;
  readonly #switch: HTMLElement;
  readonly #answers: readonly HTMLElement[];

  constructor(options: BadgeOptions) {
    const { consent, signal } = options;
    const { lang } = document.documentElement;
    const own = options.texts[lang] ?? options.texts[lang.slice(0, 2)];
    const texts = own ?? ENGLISH;
    this.#options = options;
    this.#texts = texts;
    this.#language = own ? lang : "en";
    NUMBERS.forEach((name, index) =>
      this.#list.append(element("dt", {}, texts[name]), this.#numbers[index] ?? ""),
    );
    this.#switch = button("switch", texts.switch, () =>
      consent.choose(consent.isGranted ? "off" : "on"),
    );
    this.#switch.setAttribute("role", "switch");
    this.#answers = [
      button("allow", texts.allow, () => consent.choose("on")),
      button("refuse", texts.refuse, () => consent.choose("off")),
    ];
    this.#panel = element(
      "section",
      {
        part: "panel",
        id: "panel",
        role: "dialog",
        "aria-labelledby": "title",
        "aria-describedby": "why",
      },
      this.#heading,
      this.#list,
      element("p", { id: "why" }, texts.explanation),
      this.#switch,
      ...this.#answers,
    );
    this.#toggle = button("toggle", "", () => this.#expand(this.#panel.hidden));
    this.#toggle.append(element("b"), this.#total);
    this.#toggle.setAttribute("aria-controls", "panel");
    this.#host.addEventListener("keydown", ({ key }) => {
      // A question stays until it is answered.
      if (key !== "Escape" || this.#panel.hidden || consent.isOpen) return;
      this.#expand(false);
      this.#toggle.focus();
    });
    const root = this.#host.attachShadow({ mode: "open" });
    root.append(this.#panel, this.#toggle);
    // Constructed, because a policy may forbid inline styles.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(BADGE_STYLE);
    root.adoptedStyleSheets = [sheet];

    consent.addEventListener("change", () => this.#onConsent(), { signal });
    signal.addEventListener("abort", () => this.#host.remove());
    this.#toggle.hidden = true;
    this.#onConsent();
  }

  /** Ask the visitor, who then chooses. */
  ask(): void {
    this.#expand(true);
    this.#attach();
  }

  /** Show the small badge with new numbers. */
  show(numbers: Numbers): void {
    this.#toggle.hidden = this.#options.consent.isOpen;
    this.update(numbers);
    this.#attach();
  }

  /** Show new numbers. */
  update(numbers: Numbers): void {
    const texts = this.#texts;
    NUMBERS.forEach((name, index) =>
      this.#numbers[index]?.replaceChildren(formatBytes(numbers[name], this.#language)),
    );
    const received = formatBytes(numbers.received, this.#language);
    this.#total.textContent = received;
    this.#toggle.setAttribute("aria-label", `${texts.title}: ${texts.received} ${received}`);
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
    const { isOpen, isGranted } = this.#options.consent;
    const texts = this.#texts;
    this.#heading.textContent = isOpen ? texts.question : texts.title;
    this.#list.hidden = this.#switch.hidden = isOpen;
    for (const answer of this.#answers) answer.hidden = !isOpen;
    this.#switch.setAttribute("aria-checked", String(isGranted));
    // An answered question goes; a panel that the visitor opened stays.
    if (isOpen || this.#toggle.hidden) this.#expand(false);
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

function button(part: string, text: string, onClick: () => void): HTMLElement {
  const created = element("button", { part, type: "button" }, text);
  created.addEventListener("click", onClick);
  return created;
}
