import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { entriesOf, type FolderEntry } from "./folders.ts";
import { icon } from "./icons.ts";
import { progressBar, progressText } from "./progress-view.ts";
import { mayBeAsked, receivedRow } from "./received-row.ts";
import type { ProposalModel, ReceivedModel, RoomModel, SenderModel } from "./room-model.ts";
import type { ViewContext } from "./view-context.ts";

/** What others offer to us, and how much of it is here. */
export function receivedView(room: RoomModel, context: ViewContext): TemplateResult {
  const { texts } = context;
  const { senders, archives, total, kind } = room;
  const files = senders.flatMap((sender) => sender.files);
  const isEmpty = senders.every((it) => it.files.length + it.proposals.length === 0);
  return html`
    <section class="card received" aria-labelledby="received-title">
      <div class="card-head">
        <h2 id="received-title">
          ${
            kind === "send" && senders[0]?.isNamed
              ? texts.received.titleFrom(senders[0].name)
              : texts.received.title
          }
        </h2>
        ${files.length > 1 ? summary(files, context) : nothing}
      </div>
      ${
        isEmpty
          ? html`<p class="hint">
              ${kind === "send" ? texts.received.none : texts.received.noneGroup}
            </p>`
          : nothing
      }
      ${files.length > 0 ? toolbar(files, context) : nothing}
      <div class="total">
        ${
          total
            ? html`${progressBar(total.bytes, total.total, texts.received.title)}
                <span class="hint">${progressText(total, context)}</span>`
            : nothing
        }
      </div>
      ${files.filter(mayBeAsked).length > 1 ? selectAll(files, context) : nothing}
      ${
        archives.length > 0
          ? html`<ul class="rows">
              ${repeat(
                archives,
                ({ id }) => id,
                (it) => receivedRow(it, false, context),
              )}
            </ul>`
          : nothing
      }
      ${repeat(
        senders,
        ({ peer }) => peer,
        (sender) => senderView(sender, kind === "group", context),
      )}
    </section>
  `;
}

function summary(files: readonly ReceivedModel[], { texts, format }: ViewContext): TemplateResult {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return html`<span class="hint">
    ${texts.offered.summary(texts.files(files.length, format), format.size(size))}
  </span>`;
}

function toolbar(files: readonly ReceivedModel[], context: ViewContext): TemplateResult {
  const { texts, format, glance } = context;
  const open = files.filter(mayBeAsked);
  const chosen = open.filter(({ id }) => glance.selected.has(id));
  const asked = idsOf(chosen.length > 0 ? chosen : open);
  const isAll = chosen.length === 0 && files.length > 1;
  return html`
    <div class="buttons toolbar">
      ${
        asked.length > 0
          ? askButtons(
              asked,
              isAll
                ? texts.received.downloadAll
                : texts.received.downloadSome(texts.files(asked.length, format)),
              context,
            )
          : nothing
      }
      ${underWayButtons(files, context)} ${saveButton(files, asked.length === 0, context)}
    </div>
  `;
}

function askButtons(
  asked: readonly string[],
  label: string,
  { texts, actions, abilities }: ViewContext,
): TemplateResult {
  return html`
    <button class="primary" type="button" @click=${() => actions.download(asked, "files")}>
      ${icon("download")} ${label}
    </button>
    ${
      abilities.saveToFolder
        ? html`<button type="button" @click=${() => actions.download(asked, "folder")}>
            ${icon("folder")} ${texts.received.toFolder}
          </button>`
        : nothing
    }
    ${
      asked.length > 1
        ? html`<button type="button" @click=${() => actions.download(asked, "zip")}>
            ${icon("archive")} ${texts.received.asZip}
          </button>`
        : nothing
    }
  `;
}

function underWayButtons(
  files: readonly ReceivedModel[],
  { texts, actions }: ViewContext,
): TemplateResult {
  const moving = idsOf(files.filter(isUnderWay));
  const paused = idsOf(files.filter(({ state }) => state === "paused"));
  return html`
    ${
      moving.length > 1
        ? html`<button type="button" @click=${() => actions.pause(moving)}>
            ${icon("pause")} ${texts.received.pauseAll}
          </button>`
        : nothing
    }
    ${
      paused.length > 1
        ? html`<button type="button" @click=${() => actions.resume(paused)}>
            ${icon("resume")} ${texts.received.resumeAll}
          </button>`
        : nothing
    }
    ${
      moving.length + paused.length > 1
        ? html`<button type="button" @click=${() => actions.cancel([...moving, ...paused])}>
            ${icon("cancel")} ${texts.received.cancelAll}
          </button>`
        : nothing
    }
  `;
}

function saveButton(
  files: readonly ReceivedModel[],
  isPrimary: boolean,
  { texts, actions, format }: ViewContext,
): unknown {
  const unsaved = idsOf(files.filter(({ maySave, isSaved }) => maySave && !isSaved));
  return unsaved.length > 1
    ? html`<button
        type="button"
        class=${isPrimary ? "primary" : ""}
        @click=${() => actions.save(unsaved)}
      >
        ${icon("download")} ${texts.received.saveAll(texts.files(unsaved.length, format))}
      </button>`
    : nothing;
}

function isUnderWay({ state }: ReceivedModel): boolean {
  return state === "queued" || state === "checking" || state === "waiting" || state === "running";
}

function idsOf(files: readonly ReceivedModel[]): readonly string[] {
  return files.map(({ id }) => id);
}

function selectAll(files: readonly ReceivedModel[], context: ViewContext): TemplateResult {
  const { texts, actions, glance } = context;
  const open = files.filter(mayBeAsked).map(({ id }) => id);
  const chosen = open.filter((id) => glance.selected.has(id));
  return html`
    <label class="select-all">
      <input
        type="checkbox"
        .checked=${chosen.length === open.length}
        .indeterminate=${chosen.length > 0 && chosen.length < open.length}
        @change=${(event: Event) =>
          actions.select(open, (event.target as HTMLInputElement).checked)}
      />
      ${texts.received.selectAll}
    </label>
  `;
}

function senderView(sender: SenderModel, isNamed: boolean, context: ViewContext): TemplateResult {
  const { texts, actions, glance, format } = context;
  const { peer, name, files, proposals } = sender;
  const entries = entriesOf(files);
  const shown = glance.shownOf(peer);
  const isSelectable = files.filter(mayBeAsked).length > 1;
  return html`
    ${
      isNamed && files.length > 0
        ? html`<h3>${icon("person")} ${texts.received.titleFrom(name)}</h3>`
        : nothing
    }
    ${proposals.map((it) => proposalView(it, name, context))}
    <ul class="rows">
      ${repeat(
        entries.slice(0, shown),
        ({ id }) => id,
        (entry) =>
          "files" in entry
            ? folderRow(entry, isSelectable, context)
            : receivedRow(entry, isSelectable, context),
      )}
    </ul>
    ${
      entries.length > shown
        ? html`<button type="button" class="quiet" @click=${() => actions.showMore(peer)}>
            ${texts.received.more(texts.files(entries.length - shown, format))}
          </button>`
        : nothing
    }
  `;
}

function proposalView(proposal: ProposalModel, name: string, context: ViewContext): TemplateResult {
  const { texts, actions, format } = context;
  const { id, files, size, isPrivate, names } = proposal;
  const say = isPrivate ? texts.received.offerToYou : texts.received.offer;
  return html`
    <div class="proposal" role="group" aria-labelledby=${`proposal-${id}`}>
      <p id=${`proposal-${id}`}>${say(name, texts.files(files, format), format.size(size))}</p>
      <p class="hint">${names.join(", ")}${names.length < files ? " …" : ""}</p>
      <div class="buttons">
        <button class="primary" type="button" @click=${() => actions.answer(id, "accepted")}>
          ${texts.received.accept}
        </button>
        ${
          files > 1
            ? html`<button type="button" @click=${() => actions.answer(id, "chosen")}>
                ${texts.received.choose}
              </button>`
            : nothing
        }
        <button type="button" @click=${() => actions.answer(id, "declined")}>
          ${texts.received.decline}
        </button>
      </div>
    </div>
  `;
}

function folderRow(
  folder: FolderEntry,
  isSelectable: boolean,
  context: ViewContext,
): TemplateResult {
  const { texts, actions, format, glance } = context;
  const { id, name, files, size, bytes } = folder;
  const isOpen = glance.expanded.has(id);
  const open = files.filter(mayBeAsked).map((file) => file.id);
  const done = files.filter(({ state }) => state === "done").length;
  const shown = glance.shownOf(id);
  return html`
    <li class="file folder">
      <div class="row">
        ${
          isSelectable
            ? html`<input
                type="checkbox"
                aria-label=${texts.received.select(name)}
                ?disabled=${open.length === 0}
                .checked=${open.length > 0 && open.every((it) => glance.selected.has(it))}
                @change=${(event: Event) =>
                  actions.select(open, (event.target as HTMLInputElement).checked)}
              />`
            : nothing
        }
        <button
          type="button"
          class="row-toggle"
          aria-expanded=${isOpen ? "true" : "false"}
          @click=${() => actions.toggle(id)}
        >
          <span class="row-icon">${icon("folder")}</span>
          <span class="row-text">
            <span class="row-name" title=${name}>${name}</span>
            <span class="row-more">
              ${format.size(size)} ·
              ${
                done > 0
                  ? texts.received.progress(format.count(done), texts.files(files.length, format))
                  : texts.files(files.length, format)
              }
            </span>
          </span>
          <span class="chevron">${icon("chevron")}</span>
        </button>
        ${
          open.length > 0
            ? html`<button
                type="button"
                class="icon-button"
                title=${texts.received.download(name)}
                aria-label=${texts.received.download(name)}
                @click=${() => actions.download(open, "files")}
              >
                ${icon("download")}
              </button>`
            : nothing
        }
      </div>
      ${bytes > 0 && bytes < size ? progressBar(bytes, size, name) : nothing}
      ${
        isOpen
          ? html`<ul class="rows nested">
              ${repeat(
                files.slice(0, shown),
                (file) => file.id,
                (file) => receivedRow(file, isSelectable, context),
              )}
              ${
                files.length > shown
                  ? html`<li>
                      <button type="button" class="quiet" @click=${() => actions.showMore(id)}>
                        ${texts.received.more(texts.files(files.length - shown, format))}
                      </button>
                    </li>`
                  : nothing
              }
            </ul>`
          : nothing
      }
    </li>
  `;
}
