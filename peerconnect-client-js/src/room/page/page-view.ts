import { html, nothing, type TemplateResult } from "lit-html";
import { homeView } from "./home-view.ts";
import { icon } from "./icons.ts";
import { offeredView } from "./offered-view.ts";
import { peopleView } from "./people-view.ts";
import { receivedView } from "./received-view.ts";
import type { PageModel, RoomModel } from "./room-model.ts";
import type { Problem, ProblemText, RoomTexts } from "./texts.ts";
import { shareView } from "./share-view.ts";
import { connectingView, problemView } from "./status-view.ts";
import type { ViewContext } from "./view-context.ts";

/** The whole page, whatever it shows. */
export function pageView(model: PageModel, context: ViewContext): TemplateResult {
  return html`
    <div class="page ${model.view}-page">${contentOf(model, context)}</div>
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
  const mayOffer = room.isHost || room.kind === "group";
  const isOver = room.ended !== undefined;
  const mayReceive = !room.isHost || room.kind === "group";
  return html`
    ${roomHeader(room, context)}
    ${noticesOf(room, context).map(
      (text) => html`<p class="notice" role="status">${icon("warning")} ${text}</p>`,
    )}
    ${room.notice && !room.ended ? dismissible(room.notice, context) : nothing}
    <div class="columns">
      ${mayReceive || isOver ? nothing : shareView(room, context)}
      <div class="main">
        ${mayReceive ? receivedView(room, context) : nothing}
        ${mayOffer && !isOver ? offeredView(room, context) : nothing}
      </div>
      <div class="side">
        ${mayReceive && mayOffer && !isOver ? shareView(room, context) : nothing}
        ${isOver ? nothing : peopleView(room, context)} ${logView(room, context)}
      </div>
    </div>
  `;
}

function roomHeader(room: RoomModel, context: ViewContext): TemplateResult {
  const { texts, actions, glance } = context;
  return html`
    <header class="room-head">
      <h1 tabindex="-1">${room.title}</h1>
      ${
        glance.isConfirming
          ? confirmation(room, context)
          : html`<button type="button" @click=${() => actions.leave()}>
              ${icon(room.isHost && !room.ended ? "stop" : "leave")} ${leaveLabel(room, texts)}
            </button>`
      }
    </header>
  `;
}

function leaveLabel({ isHost, kind, ended }: RoomModel, texts: RoomTexts): string {
  if (ended) {
    return texts.ways.home;
  }
  if (!isHost) {
    return texts.room.leave;
  }
  return kind === "group" ? texts.room.stopGroup : texts.room.stop;
}

function confirmation({ isHost }: RoomModel, { texts, actions }: ViewContext): TemplateResult {
  return html`
    <div
      class="confirm"
      role="alertdialog"
      aria-labelledby="sure"
      aria-describedby="sure-lead"
      @keydown=${({ key }: KeyboardEvent) => key === "Escape" && actions.confirmLeave(false)}
    >
      <strong id="sure">${isHost ? texts.room.stopSure : texts.room.leaveSure}</strong>
      <span id="sure-lead">${isHost ? texts.room.stopSureLead : texts.room.leaveSureLead}</span>
      <button type="button" class="danger" @click=${() => actions.confirmLeave(true)}>
        ${isHost ? texts.room.stopNow : texts.room.leaveNow}
      </button>
      <button type="button" autofocus @click=${() => actions.confirmLeave(false)}>
        ${texts.room.stay}
      </button>
    </div>
  `;
}

function noticesOf(room: RoomModel, { texts }: ViewContext): readonly string[] {
  if (room.ended) {
    return [inWords(texts.problems[room.ended])];
  }
  if (!room.isOnline) {
    return [texts.room.offline];
  }
  return room.kind === "send" && !room.isHostHere ? [texts.room.hostAway] : [];
}

function dismissible(problem: Problem, { texts, actions }: ViewContext): TemplateResult {
  return html`
    <p class="notice" role="status">
      ${icon("warning")} <span>${inWords(texts.problems[problem])}</span>
      <button
        type="button"
        class="icon-button"
        title=${texts.room.dismiss}
        aria-label=${texts.room.dismiss}
        @click=${() => actions.dismiss()}
      >
        ${icon("cancel")}
      </button>
    </p>
  `;
}

function inWords({ title, advice }: ProblemText): string {
  return `${title}. ${advice}`;
}

function logView(room: RoomModel, { texts, format }: ViewContext): TemplateResult {
  return html`
    <details class="card log">
      <summary>${texts.room.log}</summary>
      <ol tabindex="0" aria-label=${texts.room.log}>
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
