export interface JoinTokenOptions {
  /** Where a fresh token may be had. */
  readonly url: string;
  /** The token that came with the page, if any. */
  readonly initial: string | undefined;
}

/** The token that opens signalling: the page's own while it lasts, then one from the site. */
export class JoinToken {
  readonly #url: string;
  #current: string | undefined;
  #coming: Promise<string> | undefined;

  constructor(options: JoinTokenOptions) {
    this.#url = options.url;
    this.#current = options.initial;
  }

  /** Return a token that should still be valid. Rejects when the site gives none. */
  async get(): Promise<string> {
    if (this.#current !== undefined && !isExpired(this.#current)) return this.#current;
    this.#coming ??= this.#load().finally(() => {
      this.#coming = undefined;
    });
    return this.#coming;
  }

  async #load(): Promise<string> {
    const response = await fetch(this.#url, { cache: "no-store" });
    const answer = (await response.json()) as { readonly token?: unknown } | null;
    if (!response.ok || typeof answer?.token !== "string") {
      throw new TypeError(`Join token: status ${response.status}`);
    }
    this.#current = answer.token;
    return answer.token;
  }

  /** Forget a token that the server refused. */
  discard(): void {
    this.#current = undefined;
  }
}

// A visitor's clock may be wrong: then we fetch a token too often, or the server refuses one and we fetch the next.
function isExpired(token: string): boolean {
  const seconds = Number.parseInt(token, 36);
  return seconds * 1000 < Date.now() + 5000;
}
