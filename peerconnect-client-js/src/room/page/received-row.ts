import { html, nothing, type TemplateResult } from "lit-html";
import { fileKindOf } from "./file-kind.ts";
import { icon, type IconName } from "./icons.ts";
import { progressBar, progressText } from "./progress-view.ts";
import type { ReceivedModel } from "./room-model.ts";
import type { ViewContext } from "./view-context.ts";

/** One file that is offered to us: what it is, how far it is, and what can be done with it. */
export function receivedRow(
  file: ReceivedModel,
  isSelectable: boolean,
  context: ViewContext,
): TemplateResult {
  const { texts, actions, glance } = context;
  const { id, name, path, type, state, progress } = file;
  const inner = path.slice(1).join(" / ");
  return html`
    <li class="file ${state}">
      <div class="row">
        ${
          isSelectable
            ? html`<input
                type="checkbox"
                aria-label=${texts.received.select(name)}
                ?disabled=${!mayBeAsked(file)}
                .checked=${glance.selected.has(id)}
                @change=${(event: Event) =>
                  actions.select([id], (event.target as HTMLInputElement).checked)}
              />`
            : nothing
        }
        <span class="row-icon">${icon(fileKindOf(name, type))}</span>
        <span class="row-text">
          <span class="row-name" title=${name}>
            ${inner === "" ? nothing : html`<span class="hint">${inner} / </span>`}${name}
          </span>
          <span class="row-more">${factsOf(file, context)}</span>
        </span>
        <span class="row-actions">
          ${buttonsOf(file, context).map(
            ([name, label, act]) => html`
              <button
                type="button"
                class="icon-button"
                title=${label}
                aria-label=${label}
                @click=${act}
              >
                ${icon(name)}
              </button>
            `,
          )}
          ${
            file.maySave
              ? html`<button
                  type="button"
                  class="small"
                  aria-label=${texts.received.save(name)}
                  @click=${() => actions.save([id])}
                >
                  ${texts.received.saveShort}
                </button>`
              : nothing
          }
        </span>
      </div>
      ${progress && state !== "done" ? progressBar(progress.bytes, progress.total, name) : nothing}
    </li>
  `;
}

/** Tell whether a file can be asked for. */
export function mayBeAsked({ state }: ReceivedModel): boolean {
  return state === "offered" || state === "failed" || state === "cancelled";
}

function factsOf(file: ReceivedModel, context: ViewContext): unknown {
  const { texts, format } = context;
  const { state, size, progress, problem, isSaved } = file;
  if (problem) {
    const { title, advice } = texts.problems[problem];
    return html`<span class="problem"><strong>${title}.</strong> ${advice}</span>`;
  }
  if (state === "running" && progress) {
    return progressText(progress, context);
  }
  if (state === "offered" || state === "running" || state === "failed") {
    return format.size(size);
  }
  const word = texts.received.state[isSaved ? "saved" : state];
  const amount =
    progress && state !== "done" && progress.bytes > 0
      ? texts.received.progress(format.size(progress.bytes), format.size(size))
      : format.size(size);
  return html`${amount} · ${state === "done" ? icon("check") : nothing} ${word}`;
}

type Button = readonly [icon: IconName, label: string, act: () => void];

function buttonsOf(file: ReceivedModel, { texts, actions }: ViewContext): readonly Button[] {
  const { id, name, state, mayView } = file;
  const cancel: Button = ["cancel", texts.received.cancel(name), () => actions.cancel([id])];
  switch (state) {
    case "offered":
      return [["download", texts.received.download(name), () => actions.download([id], "files")]];
    case "failed":
    case "cancelled":
      return [["retry", texts.received.again(name), () => actions.download([id], "files")]];
    case "queued":
    case "checking":
    case "waiting":
    case "running":
      return [["pause", texts.received.pause(name), () => actions.pause([id])], cancel];
    case "paused":
      return [["resume", texts.received.resume(name), () => actions.resume([id])], cancel];
    case "finishing":
      return [cancel];
    case "done":
      return mayView ? [["view", texts.received.view(name), () => actions.view(id)]] : [];
  }
}
