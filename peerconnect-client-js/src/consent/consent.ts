import type { PageConfig } from "../config.ts";

/** What the visitor said: nothing yet is `undefined`. */
export type Choice = "on" | "off" | undefined;

export interface ConsentOptions {
  readonly mode: PageConfig["consent"];
  /** Path prefix of our endpoints; what precedes its last segment is where the choice holds. */
  readonly base: string;
  /** @default document */
  readonly jar?: { cookie: string };
  /** Whether the browser sends Global Privacy Control. @default navigator.globalPrivacyControl */
  readonly isPrivate?: boolean;
  /** @default whether the page came over https */
  readonly isSecure?: boolean;
}

const ONE_YEAR_S = 365 * 24 * 60 * 60;

/** Knows whether the visitor agreed to exchange images with others, and remembers what they chose. */
export class Consent extends EventTarget {
  readonly #mode: PageConfig["consent"];
  readonly #path: string;
  readonly #jar: { cookie: string };
  readonly #isPrivate: boolean;
  readonly #isSecure: boolean;
  #choice: Choice;

  constructor(options: ConsentOptions) {
    super();
    const { mode, base, jar = document } = options;
    this.#mode = mode;
    this.#path = contextPathOf(base);
    this.#jar = jar;
    this.#isPrivate = options.isPrivate ?? hasPrivacySignal();
    this.#isSecure = options.isSecure ?? location.protocol === "https:";
    this.#choice = readChoice(jar);
  }

  get choice(): Choice {
    return this.#choice;
  }

  /** Whether the exchange is allowed. */
  get isGranted(): boolean {
    if (this.#choice !== undefined) return this.#choice === "on";
    // https://w3c.github.io/gpc/: the signal is a refusal that nobody has to click for.
    return !this.#isPrivate && this.#mode !== "ask";
  }

  /** Whether the visitor has to be asked. Who sends the privacy signal has answered already. */
  get isOpen(): boolean {
    return this.#choice === undefined && this.#mode === "ask" && !this.#isPrivate;
  }

  /** Whether the visitor said no here. The privacy signal is a no to all sites, which needs no answer of ours. */
  get isRefused(): boolean {
    return this.#choice === "off" && !this.#isPrivate;
  }

  /** Remember the visitor's choice, and tell it with a `change` event. */
  choose(choice: "on" | "off"): void {
    const secure = this.#isSecure ? "; Secure" : "";
    this.#jar.cookie = `peerconnect=${choice}; Path=${this.#path}; Max-Age=${ONE_YEAR_S}; SameSite=Lax${secure}`;
    this.#choice = choice;
    this.dispatchEvent(new Event("change"));
  }
}

function readChoice(jar: { readonly cookie: string }): Choice {
  const value = /(?:^|;\s*)peerconnect=(on|off)(?:;|$)/.exec(jar.cookie)?.[1];
  return value === "on" || value === "off" ? value : undefined;
}

function contextPathOf(base: string): string {
  return base.replace(/\/[^/]*\/?$/, "") || "/";
}

function hasPrivacySignal(): boolean {
  return "globalPrivacyControl" in navigator && navigator.globalPrivacyControl === true;
}
