import { html, nothing, type TemplateResult } from "lit-html";
import { homeView } from "./home-view.ts";
import { icon } from "./icons.ts";
import { offeredView } from "./offered-view.ts";
import { peopleView } from "./people-view.ts";
import { receivedView } from "./received-view.ts";
import type { PageModel, RoomModel } from "./room-model.ts";
import { shareView } from "./share-view.ts";
import { connectingView, problemView } from "./status-view.ts";
import type { ViewContext } from "./view-context.ts";

/** The whole page, whatever it shows. */
export function pageView(model: PageModel, context: ViewContext): TemplateResult {
  return html`
    <div class="page ${model.view}">${contentOf(model, context)}</div>
    ${context.glance.isDropping ? dropCurtain(model, context) : nothing}
  `;
}

function contentOf(model: PageModel, context: ViewContext): TemplateResult {
  switch (model.view) {
    case "home":
      return homeView(model.home, context);
    case "connecting":
      return connectingView(model.step, context);
    case "problem":
      return problemView(model.problem, model.mayRetry, context);
    case "room":
      return roomView(model.room, context);
  }
}

function roomView(room: RoomModel, context: ViewContext): TemplateResult {
  const { texts } = context;
  const mayOffer = room.isHost || room.kind === "group";
  const mayReceive = !room.isHost || room.kind === "group";
  return html`
    ${roomHeader(room, context)} ${room.isOnline ? nothing : notice(texts.room.offline)}
    ${room.kind === "send" && !room.isHostHere ? notice(texts.room.hostAway) : nothing}
    <div class="columns">
      ${mayReceive ? nothing : shareView(room, context)}
      <div class="main">
        ${mayReceive ? receivedView(room, context) : nothing}
        ${mayOffer ? offeredView(room, context) : nothing}
      </div>
      <div class="side">
        ${mayReceive && mayOffer ? shareView(room, context) : nothing} ${peopleView(room, context)}
        ${logView(room, context)}
      </div>
    </div>
  `;
}

function roomHeader(room: RoomModel, { texts, actions, glance }: ViewContext): TemplateResult {
  const leave = room.isHost
    ? room.kind === "group"
      ? texts.room.stopGroup
      : texts.room.stop
    : texts.room.leave;
  return html`
    <header class="room-head">
      <h1 tabindex="-1">${room.title}</h1>
      ${
        glance.isConfirming
          ? html`<div
              class="confirm"
              role="alertdialog"
              aria-labelledby="sure"
              aria-describedby="sure-lead"
            >
              <strong id="sure">${texts.room.stopSure}</strong>
              <span id="sure-lead">${texts.room.stopSureLead}</span>
              <button type="button" class="danger" @click=${() => actions.confirmLeave(true)}>
                ${texts.room.stopNow}
              </button>
              <button type="button" @click=${() => actions.confirmLeave(false)}>
                ${texts.room.stay}
              </button>
            </div>`
          : html`<button type="button" @click=${() => actions.leave()}>
              ${icon(room.isHost ? "stop" : "leave")} ${leave}
            </button>`
      }
    </header>
  `;
}

function notice(text: string): TemplateResult {
  return html`<p class="notice" role="status">${icon("warning")} ${text}</p>`;
}

function logView(room: RoomModel, { texts, format }: ViewContext): TemplateResult {
  return html`
    <details class="card log">
      <summary>${texts.room.log}</summary>
      <ol>
        ${room.log.map(({ at, text }) => html`<li><time>${format.time(at)}</time> ${text}</li>`)}
      </ol>
    </details>
  `;
}

function dropCurtain(model: PageModel, { texts }: ViewContext): TemplateResult {
  const isGroup = model.view === "room" && model.room.kind === "group";
  return html`
    <div class="curtain" aria-hidden="true">
      <div>
        ${icon("upload")}
        <p>${texts.room.dropHere}</p>
        ${isGroup ? html`<p class="hint">${texts.room.dropForAll}</p>` : nothing}
      </div>
    </div>
  `;
}
