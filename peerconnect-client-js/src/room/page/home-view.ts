import { html, nothing, type TemplateResult } from "lit-html";
import { icon } from "./icons.ts";
import type { HomeModel, ListedRoom } from "./room-model.ts";
import type { Problem } from "./texts.ts";
import type { ViewContext } from "./view-context.ts";

/** The start page: the three ways in. */
export function homeView(home: HomeModel, context: ViewContext): TemplateResult {
  const { texts } = context;
  const maySend = home.kinds.includes("send");
  const mayGroup = home.kinds.includes("group");
  return html`
    <header class="hero">
      <h1 tabindex="-1">${maySend ? texts.home.title : texts.home.titleGroup}</h1>
      <p class="lead">${texts.home.lead}</p>
    </header>
    ${maySend ? dropCard(home.dropProblem, context) : nothing}
    <div class="ways">
      ${codeCard(home, context)} ${mayGroup ? groupCard(home, context) : nothing}
    </div>
    ${home.listed ? listedCard(home.listed, context) : nothing} ${promises(context)}
  `;
}

function dropCard(
  problem: Problem | undefined,
  { texts, actions, abilities }: ViewContext,
): TemplateResult {
  return html`
    <section class="drop" aria-label=${texts.home.chooseFiles}>
      <span class="drop-icon">${icon("upload")}</span>
      <p class="drop-title">${abilities.drop ? texts.home.drop : texts.home.send}</p>
      <p class="hint">${abilities.drop ? texts.home.dropHint : texts.home.sendHint}</p>
      <div class="buttons centred">
        <button class="primary" type="button" @click=${() => actions.choose("files")}>
          ${texts.home.chooseFiles}
        </button>
        ${
          abilities.folders
            ? html`<button type="button" @click=${() => actions.choose("folder")}>
                ${texts.home.chooseFolder}
              </button>`
            : nothing
        }
      </div>
      <p class="problem" role="alert">
        ${
          problem
            ? html`<strong>${texts.problems[problem].title}.</strong>
                ${texts.problems[problem].advice}`
            : nothing
        }
      </p>
    </section>
  `;
}

function codeCard(home: HomeModel, { texts, actions }: ViewContext): TemplateResult {
  const problem = home.codeProblem && texts.problems[home.codeProblem];
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    actions.enterCode(fieldOf(event, "code"));
  };
  return html`
    <section class="card" aria-labelledby="receive-title">
      <h2 id="receive-title">${texts.home.receiveTitle}</h2>
      <p class="hint">${texts.home.receiveLead}</p>
      <form @submit=${submit}>
        <label class="hidden" for="code">${texts.home.codeLabel}</label>
        <input
          id="code"
          name="code"
          type="text"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          placeholder=${texts.home.codePlaceholder}
          .value=${home.code}
          aria-invalid=${problem ? "true" : "false"}
          aria-describedby=${problem ? "code-problem" : nothing}
          required
        />
        <button type="submit">${texts.home.codeSubmit}</button>
      </form>
      <p id="code-problem" class="problem" role="alert">
        ${problem ? html`<strong>${problem.title}.</strong> ${problem.advice}` : nothing}
      </p>
    </section>
  `;
}

function groupCard(home: HomeModel, { texts, actions }: ViewContext): TemplateResult {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    actions.startGroup(fieldOf(event, "name"), home.listed ? fieldOf(event, "listed") : "");
  };
  return html`
    <section class="card" aria-labelledby="group-title">
      <h2 id="group-title">${texts.home.groupTitle}</h2>
      <p class="hint">${texts.home.groupLead}</p>
      <form @submit=${submit}>
        <label class="hidden" for="name">${texts.home.nameLabel}</label>
        <input
          id="name"
          name="name"
          type="text"
          maxlength="40"
          autocomplete="nickname"
          placeholder=${texts.home.nameLabel}
        />
        ${
          home.listed
            ? html`<label class="stacked">
                  ${texts.home.listName}
                  <input
                    name="listed"
                    type="text"
                    maxlength="64"
                    autocomplete="off"
                    placeholder=${texts.home.listNone}
                    aria-describedby="list-meaning"
                  />
                </label>
                <p id="list-meaning" class="hint">${texts.home.listMeaning}</p>`
            : nothing
        }
        <button type="submit">${texts.home.groupStart}</button>
      </form>
    </section>
  `;
}

function listedCard(
  listed: readonly ListedRoom[],
  { texts, actions, format }: ViewContext,
): TemplateResult {
  return html`
    <section class="card" aria-labelledby="listed-title">
      <h2 id="listed-title">${texts.home.listedTitle}</h2>
      ${listed.length === 0 ? html`<p class="hint">${texts.home.listedNone}</p>` : nothing}
      <ul class="rows">
        ${listed.map(
          (room) => html`
            <li class="row">
              <span class="row-icon">${icon("people")}</span>
              <span class="row-text">
                <span class="row-name">${room.name}</span>
                <span class="row-more">${texts.home.members(room.members, format)}</span>
              </span>
              <button type="button" @click=${() => actions.joinListed(room.room)}>
                ${texts.home.join}
              </button>
            </li>
          `,
        )}
      </ul>
    </section>
  `;
}

function promises({ texts }: ViewContext): TemplateResult {
  return html`
    <ul class="promises">
      ${texts.home.promises.map(
        ({ title, advice }, index) => html`
          <li>
            ${icon(index === 0 ? "shield" : index === 1 ? "direct" : "stop")}
            <div>
              <h2>${title}</h2>
              <p>${advice}</p>
            </div>
          </li>
        `,
      )}
    </ul>
  `;
}

function fieldOf(event: SubmitEvent, name: string): string {
  const value = new FormData(event.target as HTMLFormElement).get(name);
  return typeof value === "string" ? value.trim() : "";
}
