import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { icon, type IconName } from "./icons.ts";
import { progressBar, progressText } from "./progress-view.ts";
import type { PersonModel, RoomModel } from "./room-model.ts";
import type { ViewContext } from "./view-context.ts";

const ICONS: { readonly [P in PersonModel["path"]]: IconName } = {
  connecting: "direct",
  direct: "direct",
  turned: "relayed",
  relayed: "relayed",
  unreachable: "warning",
  tampered: "warning",
};

/** Who else is in the room, how they are reached, and how far they are. */
export function peopleView(room: RoomModel, context: ViewContext): TemplateResult {
  const { texts, actions, format } = context;
  const { people, isHost, isLocked, kind } = room;
  // In a group the visitor is one of the people: their row comes first.
  const count = people.length + (kind === "group" ? 1 : 0);
  const title = isHost && kind === "send" ? texts.people.titleSend : texts.people.title;
  return html`
    <section class="card people" aria-labelledby="people-title">
      <div class="card-head">
        <h2 id="people-title">${title} <span class="count">${format.count(count)}</span></h2>
        ${
          isHost
            ? html`<button
                type="button"
                class=${isLocked ? "quiet on" : "quiet"}
                title=${isLocked ? texts.people.unlockMeaning : texts.people.lockMeaning}
                @click=${() => actions.lock(!isLocked)}
              >
                ${icon(isLocked ? "lock" : "unlock")}
                ${isLocked ? texts.people.unlock : texts.people.lock}
              </button>`
            : isLocked
              ? html`<span class="badge">${icon("lock")} ${texts.people.locked}</span>`
              : nothing
        }
      </div>
      ${kind === "group" ? ownNameView(room, context) : nothing}
      ${
        people.length === 0
          ? html`<p class="hint">
              ${
                kind === "group"
                  ? texts.people.noneGroup
                  : isHost
                    ? texts.people.none
                    : texts.people.noneSender
              }
            </p>`
          : nothing
      }
      <ul class="rows">
        ${repeat(
          people,
          ({ peer }) => peer,
          (person) => personView(person, room, context),
        )}
      </ul>
    </section>
  `;
}

function personView(person: PersonModel, room: RoomModel, context: ViewContext): TemplateResult {
  const { texts, actions } = context;
  const { name, path, sending, peer } = person;
  // Of somebody who cannot be reached it says nothing.
  const isCut = path === "unreachable" || path === "tampered";
  const check = isCut || path === "connecting" ? undefined : person.check;
  return html`
    <li class="person">
      <div class="row">
        <span class="row-icon">${icon("person")}</span>
        <span class="row-text">
          <span class="row-name">
            ${name}
            ${person.isHost && room.kind === "group" ? html`<span class="hint">${texts.people.host}</span>` : nothing}
          </span>
          ${sending ? html`<span class="row-more">${progressText(sending, context)}</span>` : nothing}
        </span>
        ${
          room.kind === "group"
            ? html`<button
                type="button"
                class="icon-button"
                title=${texts.people.sendTo(name)}
                aria-label=${texts.people.sendTo(name)}
                @click=${() => actions.choose("files", peer)}
              >
                ${icon("send")}
              </button>`
            : nothing
        }
        ${
          room.isHost
            ? html`<button
                type="button"
                class="icon-button"
                title=${texts.people.remove(name)}
                aria-label=${texts.people.remove(name)}
                @click=${() => actions.removePerson(peer)}
              >
                ${icon("cancel")}
              </button>`
            : nothing
        }
      </div>
      ${
        sending && sending.bytes < sending.total
          ? progressBar(sending.bytes, sending.total, name)
          : nothing
      }
      <details class="way" ?open=${isCut}>
        <summary>
          <span class="badge ${path}"> ${icon(ICONS[path])} ${texts.people.path[path]} </span>
          ${check ? html`<span class="check">${texts.people.check} <b>${check}</b></span>` : nothing}
        </summary>
        <p class="hint">${texts.people.pathMeaning[path]}</p>
        ${
          isCut
            ? html`<button type="button" class="small" @click=${() => actions.reconnect(peer)}>
                ${texts.people.reconnect}
              </button>`
            : nothing
        }
        ${check ? html`<p class="hint">${texts.people.checkMeaning}</p>` : nothing}
      </details>
    </li>
  `;
}

function ownNameView(room: RoomModel, { texts, actions }: ViewContext): TemplateResult {
  return html`
    <label class="own-name">
      <span class="row-icon">${icon("person")}</span>
      <span class="hidden">${texts.people.ownName}</span>
      <input
        type="text"
        maxlength="40"
        autocomplete="nickname"
        placeholder=${texts.people.ownName}
        .value=${room.ownName}
        @change=${(event: Event) => actions.rename((event.target as HTMLInputElement).value)}
      />
      <span class="hint">${texts.people.you}</span>
    </label>
  `;
}
