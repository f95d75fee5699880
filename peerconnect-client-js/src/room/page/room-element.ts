import { isRoomKind } from "../protocol/values.ts";
import { watchDrops } from "./drop-zone.ts";
import { Format } from "./format.ts";
import { filesOfInput } from "./gather-files.ts";
import { findObstacle } from "./obstacle.ts";
import { PassStore } from "./pass-store.ts";
import style from "./room.css?inline";
import type { PageModel } from "./room-model.ts";
import { RoomPage } from "./room-page.ts";
import { Screen } from "./screen.ts";
import { ENGLISH, type RoomTexts } from "./texts.ts";
import type { Abilities } from "./view-context.ts";

/** What the element tells the page around it, by event type. */
export interface RoomElementEventMap extends HTMLElementEventMap {
  /** The visitor is somewhere else: on the start page, on the way into a room, in one, or in front of a problem. */
  statechange: CustomEvent<{ readonly state: RoomElementState }>;
}

export type RoomElementState = PageModel["view"];

/** After so long out of sight, in milliseconds, the conversation with the site may be dead without knowing it. */
const ASLEEP_MS = 20_000;

/** The styles of a page that is ours alone. */
const PAGE_STYLE =
  ":root{color-scheme:light dark;background:light-dark(#f6f7f6,#131615)}body{margin:0}peerconnect-room{min-height:100vh;min-height:100dvh}";

/**
 * `<peerconnect-room>`: send and receive files from browser to browser. Attributes and properties are read when the element
 * comes into the document.
 *
 * - `base`: path that the site's endpoints are below. By default the folder that this script came from
 * - `room-path`: path of the page of rooms; makes this element the whole page. Without it, links lead to the present page
 * - `kind`: `send` or `group`, when the start page is to offer one of the two only
 * - `public-rooms`: present to show the public list
 * - `name`: how the visitor is called among others, until they say otherwise
 * - `lang`: language of the texts; by default that of the elements around
 */
export class PeerConnectRoom extends HTMLElement {
  /** Texts by language subtag, in addition to English. */
  texts: Readonly<Record<string, RoomTexts>> = {};
  #closed = new AbortController();
  #page: RoomPage | undefined;
  #screen: Screen | undefined;
  #state: RoomElementState = "connecting";
  #hiddenAt = 0;

  /** Where the visitor is. */
  get state(): RoomElementState {
    return this.#state;
  }

  /** The link of the room that the visitor is in. */
  get link(): string | undefined {
    const model = this.#page?.model;
    return model?.view === "room" ? model.room.share.link : undefined;
  }

  /** Offer files: in the room that the visitor is in, or else in a new one. */
  async offer(files: Iterable<File>): Promise<void> {
    await this.#page?.offer(filesOfInput(files));
  }

  connectedCallback(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet(style)];
    const roomPath = this.getAttribute("room-path") ?? undefined;
    const isWholePage = roomPath !== undefined;
    if (isWholePage) {
      document.adoptedStyleSheets.push(sheet(PAGE_STYLE));
    }
    this.#closed = new AbortController();
    const { signal } = this.#closed;
    const { texts, format } = this.#speak();
    const page = this.#open(roomPath, texts, format);
    const screen = new Screen({
      root,
      page,
      texts,
      format,
      abilities: findAbilities(),
      ondraw: (model) => this.#drawn(model, isWholePage),
    });
    this.#page = page;
    this.#screen = screen;
    watchDrops({
      target: isWholePage ? window : this,
      mayDrop: () => page.mayOffer,
      ondrag: (isOver) => screen.drag(isOver),
      onfiles: (files) => void page.offer(files),
      signal,
    });
    window.addEventListener("hashchange", () => this.#followed(isWholePage), { signal });
    window.addEventListener("beforeunload", (event) => this.#warn(event), { signal });
    window.addEventListener("online", () => page.wake(), { signal });
    document.addEventListener("visibilitychange", () => this.#looked(), { signal });
    page.open(location.href);
  }

  disconnectedCallback(): void {
    this.#closed.abort();
    this.#page?.close();
    this.#screen?.close();
  }

  override addEventListener<K extends keyof RoomElementEventMap>(
    type: K,
    listener: (event: RoomElementEventMap[K]) => void,
    options?: AddEventListenerOptions | boolean,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: AddEventListenerOptions | boolean,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: AddEventListenerOptions | boolean,
  ): void {
    super.addEventListener(type, listener, options);
  }

  #open(roomPath: string | undefined, texts: RoomTexts, format: Format): RoomPage {
    const kind = this.getAttribute("kind");
    const base = this.getAttribute("base");
    // The folder of the script is right only where the site serves it.
    const address = new URL(
      base ?? new URL(/* @vite-ignore */ ".", import.meta.url),
      location.href,
    );
    const endpoints = address.href.replace(/\/$/, "");
    return new RoomPage({
      base: endpoints,
      roomPath,
      kinds: isRoomKind(kind) ? [kind] : ["send", "group"],
      isListing: this.hasAttribute("public-rooms"),
      name: this.getAttribute("name") ?? "",
      texts,
      format,
      passes: new PassStore(findStorage()),
      openRoom: async (options) => {
        const { openRoom } = await import("./open-room.ts");
        return openRoom(options);
      },
      obstacle: findObstacle(),
      navigate: (link) => navigate(link, roomPath),
      onchange: () => this.#screen?.refresh(),
      onsay: (text) => this.#screen?.say(text),
    });
  }

  #speak(): { readonly texts: RoomTexts; readonly format: Format } {
    const lang = this.closest<HTMLElement>("[lang]")?.lang ?? "";
    const own = this.texts[lang] ?? this.texts[lang.slice(0, 2)];
    return { texts: own ?? ENGLISH, format: new Format(own ? lang : "en") };
  }

  #drawn({ view }: PageModel, isWholePage: boolean): void {
    const title = this.shadowRoot?.querySelector("h1")?.textContent.trim();
    if (isWholePage && title) {
      document.title = title;
    }
    if (view !== this.#state) {
      this.#state = view;
      this.dispatchEvent(new CustomEvent("statechange", { detail: { state: view } }));
    }
  }

  /** Go where the visitor went, unless that is somewhere in the page around. */
  #followed(isWholePage: boolean): void {
    if (isWholePage || location.hash.startsWith("#room=")) {
      this.#page?.open(location.href);
    }
  }

  #warn(event: BeforeUnloadEvent): void {
    if (this.#page?.isBusy) {
      event.preventDefault();
    }
  }

  #looked(): void {
    if (document.visibilityState === "hidden") {
      this.#hiddenAt = performance.now();
    } else if (performance.now() - this.#hiddenAt > ASLEEP_MS) {
      this.#page?.wake();
    }
  }
}

function sheet(text: string): CSSStyleSheet {
  // Constructed, because the page's policy may forbid inline styles.
  const created = new CSSStyleSheet();
  created.replaceSync(text);
  return created;
}

function navigate(link: string | undefined, roomPath: string | undefined): void {
  const own = new URL(roomPath ?? location.href, location.href);
  if (roomPath === undefined && own.hash.startsWith("#room=")) {
    own.hash = "";
  }
  const address = link ?? own.href;
  if (address !== location.href) {
    history.replaceState(history.state, "", address);
  }
}

function findAbilities(): Abilities {
  return {
    drop: matchMedia("(hover: hover)").matches,
    folders: "webkitdirectory" in HTMLInputElement.prototype,
    webShare: typeof navigator.share === "function",
    saveToFolder: typeof globalThis.showDirectoryPicker === "function",
  };
}

function findStorage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    // Forbidden in this browser.
    return undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "peerconnect-room": PeerConnectRoom;
  }
}
