import { html, nothing, type TemplateResult } from "lit-html";
import { icon } from "./icons.ts";
import type { ConnectingStep } from "./room-model.ts";
import type { Problem } from "./texts.ts";
import type { ViewContext } from "./view-context.ts";

const STEPS: readonly ConnectingStep[] = ["site", "code", "room", "peer"];

/** Something is under way, and will end. */
export function connectingView(step: ConnectingStep, context: ViewContext): TemplateResult {
  const { texts, actions } = context;
  return html`
    <section class="status" aria-busy="true">
      <span class="waves" aria-hidden="true"><i></i><i></i><i></i></span>
      <h1 tabindex="-1" aria-live="polite">${texts.connecting[step]}</h1>
      <p class="steps" aria-hidden="true">
        ${STEPS.map((it) => html`<i class=${STEPS.indexOf(it) <= STEPS.indexOf(step) ? "on" : ""}></i>`)}
      </p>
      <button type="button" @click=${() => actions.goHome()}>${texts.connecting.cancel}</button>
    </section>
  `;
}

/** Something cannot go on: what happened, and what can be done about it. */
export function problemView(
  problem: Problem,
  mayRetry: boolean,
  { texts, actions }: ViewContext,
): TemplateResult {
  const { title, advice } = texts.problems[problem];
  const isFinal = problem === "insecure" || problem === "unsupported" || problem === "room-off";
  return html`
    <section class="status">
      <span class="status-icon">${icon(problem === "room-left" ? "check" : "warning")}</span>
      <h1 tabindex="-1">${title}</h1>
      <p class="lead">${advice}</p>
      <div class="buttons centred">
        ${
          mayRetry
            ? html`<button class="primary" type="button" @click=${() => actions.retry()}>
                ${texts.ways.retry}
              </button>`
            : nothing
        }
        ${
          problem === "insecure" && location.protocol === "http:"
            ? html`<a class="button primary" href=${location.href.replace(/^http:/, "https:")}
                >${texts.ways.secure}</a
              >`
            : nothing
        }
        ${
          isFinal
            ? nothing
            : html`<button type="button" @click=${() => actions.goHome()}>
                ${texts.ways.home}
              </button>`
        }
      </div>
    </section>
  `;
}
