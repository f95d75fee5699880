import type { PeerId } from "../../protocol/values.ts";
import type { Format } from "./format.ts";
import type { RoomTexts } from "./texts.ts";

/** What visitors can do on the page. */
export interface PageActions {
  /** Show the start page. */
  goHome(): void;
  /** Do again what failed. */
  retry(): void;
  enterCode(text: string): void;
  joinListed(room: string): void;
  startGroup(name: string, listedAs: string): void;
  /** The visitor has read what they should know. */
  dismiss(): void;
  /** Let the visitor choose what to offer, to all or to one. */
  choose(what: "files" | "folder", to?: PeerId): void;
  withdraw(id: string): void;
  copy(what: "link" | "code"): void;
  share(): void;
  makeCode(): void;
  rename(name: string): void;
  lock(isLocked: boolean): void;
  removePerson(peer: PeerId): void;
  reconnect(peer: PeerId): void;
  answer(offer: string, answer: "accepted" | "chosen" | "declined"): void;
  download(ids: readonly string[], as: "files" | "zip" | "folder"): void;
  pause(ids: readonly string[]): void;
  resume(ids: readonly string[]): void;
  cancel(ids: readonly string[]): void;
  save(ids: readonly string[]): void;
  view(id: string): void;
  closePreview(): void;
  /** Stop sharing, close the room, or leave it. */
  leave(): void;
  confirmLeave(isSure: boolean): void;
  select(ids: readonly string[], isSelected: boolean): void;
  /** Show more of a long list. */
  showMore(list: string): void;
  toggle(folder: string): void;
}

/** What every view is given besides what it shows. */
export interface ViewContext {
  readonly texts: RoomTexts;
  readonly format: Format;
  readonly actions: PageActions;
  readonly abilities: Abilities;
  readonly glance: Glance;
}

/** What this browser can do for the page. */
export interface Abilities {
  /** Something can be dragged here: there is a pointer that hovers. */
  readonly drop: boolean;
  readonly folders: boolean;
  readonly webShare: boolean;
  /** Write to a folder of the visitor's. */
  readonly saveToFolder: boolean;
}

/** How the visitor looks at the page at the moment; nothing of it matters to anybody else. */
export interface Glance {
  readonly copied: "link" | "code" | undefined;
  readonly selected: ReadonlySet<string>;
  readonly expanded: ReadonlySet<string>;
  /** How many entries of a long list are shown. */
  readonly shownOf: (list: string) => number;
  readonly isConfirming: boolean;
  readonly isDropping: boolean;
  readonly now: number;
}
