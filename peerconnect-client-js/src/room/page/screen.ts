import { render } from "lit-html";
import type { PeerId } from "../../protocol/values.ts";
import type { RoomDownload } from "../transfer/room-download.ts";
import type { Format } from "./format.ts";
import { filesOfInput } from "./gather-files.ts";
import { KeptFocus } from "./kept-focus.ts";
import { LiveRegion } from "./live-region.ts";
import { pageView } from "./page-view.ts";
import { previewOf } from "./preview-file.ts";
import { type PreviewModel, previewView } from "./preview-view.ts";
import type { PageModel } from "./room-model.ts";
import type { RoomPage } from "./room-page.ts";
import type { RoomTexts } from "./texts.ts";
import type { Abilities, Glance, PageActions, ViewContext } from "./view-context.ts";

export interface ScreenOptions {
  readonly root: ShadowRoot;
  readonly page: RoomPage;
  readonly texts: RoomTexts;
  readonly format: Format;
  readonly abilities: Abilities;
  /** The page was drawn. */
  readonly ondraw: (model: PageModel) => void;
}

/** How often the page is drawn at most, in milliseconds. */
const DRAW_MS = 100;
/** How long it is said that something was copied, in milliseconds. */
const COPIED_MS = 2000;
/** For how long a code's time is right before it is drawn again, in milliseconds. */
const CLOCK_MS = 5000;
/** How many entries of a long list are shown at first, and how many more each time. */
const LIST_LENGTH = 100;
/** For how long the address of a saved file is good, in milliseconds. */
const SAVE_MS = 60_000;
/** Between two files that are saved in one go, in milliseconds: browsers lose some without it. */
const BETWEEN_SAVES_MS = 300;

/** Draws the page, and turns what the visitor does into what the page is to do. */
export class Screen implements PageActions {
  readonly #options: ScreenOptions;
  readonly #live = new LiveRegion();
  readonly #content = document.createElement("div");
  readonly #dialog = document.createElement("dialog");
  readonly #inputs = { files: fileInput("files"), folder: fileInput("folder") };
  readonly #selected = new Set<string>();
  readonly #expanded = new Set<string>();
  readonly #shown = new Map<string, number>();
  #copied: Glance["copied"];
  #isConfirming = false;
  #isDropping = false;
  #preview: PreviewModel | undefined;
  /** Whom the files that are being chosen are for. */
  #receiver: PeerId | undefined;
  #drawn: PageModel["view"] | undefined;
  #drawnAt = -Infinity;
  #drawTimer: ReturnType<typeof setTimeout> | undefined;
  #clockTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ScreenOptions) {
    this.#options = options;
    const { root, page } = options;
    for (const input of Object.values(this.#inputs)) {
      input.addEventListener("change", () => {
        const files = filesOfInput(input.files ?? []);
        // So that the same file can be chosen once more.
        input.value = "";
        void page.offer(files, this.#receiver);
      });
    }
    this.#dialog.addEventListener("close", () => this.#endPreview());
    root.append(this.#content, this.#live.element, this.#dialog, ...Object.values(this.#inputs));
  }

  /** Draw what changed: at once, but not too often. */
  refresh(): void {
    const waitMs = Math.max(0, this.#drawnAt + DRAW_MS - performance.now());
    this.#drawTimer ??= setTimeout(() => {
      this.#drawTimer = undefined;
      this.#drawnAt = performance.now();
      this.#draw();
    }, waitMs);
  }

  say(text: string): void {
    this.#live.say(text);
  }

  /** Show that something is dragged over the page, or no longer. */
  drag(isOver: boolean): void {
    if (this.#isDropping !== isOver) {
      this.#isDropping = isOver;
      this.refresh();
    }
  }

  close(): void {
    clearTimeout(this.#drawTimer);
    clearTimeout(this.#clockTimer);
    this.#endPreview();
    this.#options.root.replaceChildren();
  }

  goHome(): void {
    this.#options.page.goHome();
  }

  retry(): void {
    this.#options.page.retry();
  }

  enterCode(text: string): void {
    void this.#options.page.enterCode(text);
  }

  joinListed(room: string): void {
    this.#options.page.joinListed(room);
  }

  startGroup(name: string, listedAs: string): void {
    void this.#options.page.startGroup(name, listedAs);
  }

  choose(what: "files" | "folder", to?: PeerId): void {
    this.#receiver = to;
    this.#inputs[what].click();
  }

  dismiss(): void {
    this.#options.page.desk?.dismiss();
  }

  withdraw(id: string): void {
    this.#options.page.desk?.withdraw(id);
  }

  copy(what: "link" | "code"): void {
    const { share } = this.#options.page.desk?.describe() ?? {};
    const text = what === "link" ? share?.link : share?.code.state === "shown" && share.code.text;
    if (!text) {
      return;
    }
    navigator.clipboard.writeText(text).then(
      () => {
        this.#copied = what;
        this.refresh();
        this.say(this.#options.texts.share.copied);
        setTimeout(() => {
          this.#copied = undefined;
          this.refresh();
        }, COPIED_MS);
      },
      // The browser does not allow it: the visitor finds the text marked, to be copied by hand.
      () => this.#content.querySelector<HTMLInputElement>(".link input")?.select(),
    );
  }

  share(): void {
    const { texts, page } = this.#options;
    const url = page.desk?.describe().share.link ?? "";
    // Rejects when the visitor thinks better of it.
    navigator.share({ url, text: texts.share.sendText }).catch(() => {});
  }

  makeCode(): void {
    void this.#options.page.makeCode();
  }

  rename(name: string): void {
    this.#options.page.rename(name);
  }

  lock(isLocked: boolean): void {
    this.#options.page.room?.session.lock(isLocked);
  }

  removePerson(peer: PeerId): void {
    this.#options.page.room?.session.remove(peer);
  }

  reconnect(peer: PeerId): void {
    this.#options.page.room?.reconnect(peer);
  }

  answer(offer: string, answer: "accepted" | "chosen" | "declined"): void {
    this.#options.page.desk?.answer(offer, answer);
  }

  download(ids: readonly string[], as: "files" | "zip" | "folder"): void {
    const { desk } = this.#options.page;
    this.select(ids, false);
    if (as !== "folder") {
      desk?.download(ids, as, undefined);
      return;
    }
    globalThis.showDirectoryPicker?.({ mode: "readwrite" }).then(
      (folder) => desk?.download(ids, "files", folder),
      () => {}, // The visitor thought better of it.
    );
  }

  pause(ids: readonly string[]): void {
    this.#options.page.desk?.pause(ids);
  }

  resume(ids: readonly string[]): void {
    this.#options.page.desk?.resume(ids);
  }

  cancel(ids: readonly string[]): void {
    this.#options.page.desk?.cancel(ids);
  }

  save(ids: readonly string[]): void {
    void this.#save(ids);
  }

  view(id: string): void {
    const download = this.#options.page.desk?.find(id);
    if (download) {
      previewOf(download).then(
        (preview) => this.#showPreview(preview),
        () => this.say(this.#options.texts.preview.failed),
      );
    }
  }

  closePreview(): void {
    this.#dialog.close();
  }

  leave(): void {
    const { page } = this.#options;
    this.#isConfirming = page.isBusy && page.desk?.ended === undefined;
    if (this.#isConfirming) {
      this.refresh();
    } else {
      page.leave();
    }
  }

  confirmLeave(isSure: boolean): void {
    this.#isConfirming = false;
    this.refresh();
    if (isSure) {
      this.#options.page.leave();
    }
  }

  select(ids: readonly string[], isSelected: boolean): void {
    ids.forEach((id) => (isSelected ? this.#selected.add(id) : this.#selected.delete(id)));
    this.refresh();
  }

  showMore(list: string): void {
    this.#shown.set(list, (this.#shown.get(list) ?? LIST_LENGTH) + LIST_LENGTH);
    this.refresh();
  }

  toggle(folder: string): void {
    if (!this.#expanded.delete(folder)) {
      this.#expanded.add(folder);
    }
    this.refresh();
  }

  #draw(): void {
    const { model } = this.#options.page;
    const focused = new KeptFocus(this.#options.root);
    render(pageView(model, this.#context()), this.#content);
    if (model.view !== this.#drawn) {
      this.#arrive(model);
      this.#drawn = model.view;
    } else {
      focused.restore();
    }
    clearTimeout(this.#clockTimer);
    if (model.view === "room" && model.room.share.code.state === "shown") {
      this.#clockTimer = setTimeout(() => this.refresh(), CLOCK_MS);
    }
    this.#options.ondraw(model);
  }

  /** Lead keyboards and screen readers to what is new, unless the page has only just come up. */
  #arrive(model: PageModel): void {
    if (this.#drawn !== undefined) {
      const isCode = model.view === "home" && model.home.codeProblem !== undefined;
      const target = this.#content.querySelector<HTMLElement>(isCode ? "#code" : "h1");
      target?.focus();
    }
    if (model.view !== "room") {
      this.#selected.clear();
      this.#expanded.clear();
      this.#isConfirming = false;
    }
  }

  #context(): ViewContext {
    const { texts, format, abilities } = this.#options;
    return {
      texts,
      format,
      abilities,
      actions: this,
      glance: {
        copied: this.#copied,
        selected: this.#selected,
        expanded: this.#expanded,
        shownOf: (list) => this.#shown.get(list) ?? LIST_LENGTH,
        isConfirming: this.#isConfirming,
        isDropping: this.#isDropping,
        now: Date.now(),
      },
    };
  }

  async #save(ids: readonly string[]): Promise<void> {
    const { desk } = this.#options.page;
    const downloads = ids.flatMap((id) => desk?.find(id) ?? []);
    for (const download of downloads) {
      try {
        offerToSave(download, await download.file());
        desk?.saved(download);
      } catch {
        const { says, problems } = this.#options.texts;
        this.say(says.failed(download.name, problems.disk.title));
      }
      if (downloads.length > 1) {
        await new Promise((resolve) => {
          setTimeout(resolve, BETWEEN_SAVES_MS);
        });
      }
    }
  }

  #showPreview(preview: PreviewModel | undefined): void {
    if (preview) {
      this.#preview = preview;
      this.#drawPreview();
      this.#dialog.showModal();
    }
  }

  #drawPreview(): void {
    const preview = this.#preview;
    if (preview) {
      const onbroken = (): void => {
        this.#preview = { ...preview, isBroken: true };
        this.#drawPreview();
      };
      this.#dialog.setAttribute("aria-label", preview.name);
      render(previewView(preview, this.#context(), onbroken), this.#dialog);
    }
  }

  #endPreview(): void {
    if (this.#preview?.url !== undefined) {
      URL.revokeObjectURL(this.#preview.url);
    }
    this.#preview = undefined;
    // A film goes on sounding as long as it is there.
    render(undefined, this.#dialog);
  }
}

function fileInput(what: "files" | "folder"): HTMLInputElement {
  const input = document.createElement("input");
  input.type = "file";
  input.hidden = true;
  input.multiple = true;
  input.name = what;
  input.webkitdirectory = what === "folder";
  return input;
}

function offerToSave({ name }: RoomDownload, file: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), SAVE_MS);
}

declare global {
  // Not in every browser, and so not in the types that come with the compiler.
  function showDirectoryPicker(options: {
    readonly mode: "readwrite";
  }): Promise<FileSystemDirectoryHandle>;
}
