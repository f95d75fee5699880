import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { fileKindOf } from "./file-kind.ts";
import { icon } from "./icons.ts";
import { progressBar } from "./progress-view.ts";
import type { OfferedModel, ReceiverModel, RoomModel } from "./room-model.ts";
import type { ViewContext } from "./view-context.ts";

/** What we offer, and who has how much of it. */
export function offeredView(room: RoomModel, context: ViewContext): TemplateResult {
  const { texts, actions, format, abilities, glance } = context;
  const { offered } = room;
  const shown = glance.shownOf("offered");
  const files = offered.reduce((sum, { files = 1 }) => sum + files, 0);
  const size = offered.reduce((sum, it) => sum + it.size, 0);
  return html`
    <section class="card" aria-labelledby="offered-title">
      <div class="card-head">
        <h2 id="offered-title">${texts.offered.title}</h2>
        ${
          files > 0
            ? html`<span class="hint">
                ${texts.offered.summary(texts.files(files, format), format.size(size))}
              </span>`
            : nothing
        }
      </div>
      ${files === 0 ? html`<p class="hint">${texts.offered.none}</p>` : nothing}
      <ul class="rows">
        ${repeat(
          offered.slice(0, shown),
          ({ id }) => id,
          (it) => offeredRow(it, context),
        )}
      </ul>
      ${
        offered.length > shown
          ? html`<button type="button" class="quiet" @click=${() => actions.showMore("offered")}>
              ${texts.received.more(texts.files(offered.length - shown, format))}
            </button>`
          : nothing
      }
      <div class="buttons">
        <button type="button" @click=${() => actions.choose("files")}>
          ${icon("add")} ${texts.offered.addFiles}
        </button>
        ${
          abilities.folders
            ? html`<button type="button" @click=${() => actions.choose("folder")}>
                ${icon("folder")} ${texts.offered.addFolder}
              </button>`
            : nothing
        }
      </div>
      ${files > 0 ? html`<p class="hint keep">${texts.offered.keepOpen}</p>` : nothing}
    </section>
  `;
}

function offeredRow(offered: OfferedModel, context: ViewContext): TemplateResult {
  const { texts, actions, format } = context;
  const { id, name, size, files, type, to, receivers, problem } = offered;
  const facts = [
    format.size(size),
    files === undefined ? "" : texts.files(files, format),
    to === undefined ? "" : texts.offered.onlyFor(to),
  ].filter((it) => it !== "");
  return html`
    <li class="file">
      <div class="row">
        <span class="row-icon">
          ${icon(files === undefined ? fileKindOf(name, type) : "folder")}
        </span>
        <span class="row-text">
          <span class="row-name" title=${name}>${name}</span>
          <span class="row-more">
            ${facts.join(" · ")}
            ${
              problem
                ? html`<span class="problem">${texts.problems[problem].title}</span>`
                : nothing
            }
          </span>
        </span>
        <button
          type="button"
          class="icon-button"
          title=${texts.offered.remove(name)}
          aria-label=${texts.offered.remove(name)}
          @click=${() => actions.withdraw(id)}
        >
          ${icon("cancel")}
        </button>
      </div>
      ${
        receivers.length > 0
          ? html`<ul class="receivers">
              ${repeat(
                receivers,
                ({ peer }) => peer,
                (it) => receiverRow(it, context),
              )}
            </ul>`
          : nothing
      }
    </li>
  `;
}

function receiverRow(receiver: ReceiverModel, { texts, format }: ViewContext): TemplateResult {
  const { name, state, share } = receiver;
  return html`
    <li class="receiver">
      <span class="receiver-name">${name}</span>
      ${
        state === "receiving"
          ? html`${progressBar(share, 1, name)}<span class="hint">${format.percent(share)}</span>`
          : html`<span class="hint">
              ${state === "done" ? icon("check") : nothing} ${texts.offered.state[state]}
            </span>`
      }
    </li>
  `;
}
