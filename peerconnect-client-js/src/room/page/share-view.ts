import { html, nothing, svg, type TemplateResult } from "lit-html";
import { icon } from "./icons.ts";
import type { CodeModel, RoomModel } from "./room-model.ts";
import type { ViewContext } from "./view-context.ts";

/** How others get here: QR code, short code and link. */
export function shareView(room: RoomModel, context: ViewContext): TemplateResult {
  const { texts, actions, abilities, glance } = context;
  const { link, codePage, qr, code } = room.share;
  return html`
    <section class="card share" aria-labelledby="share-title">
      <h2 id="share-title">
        ${room.kind === "group" ? texts.share.titleGroup : texts.share.title}
      </h2>
      <div class="qr" role="img" aria-label=${texts.share.qr}>${qr ? drawing(qr) : nothing}</div>
      ${room.isHost ? codeView(code, codePage, context) : nothing}
      <div class="link">
        <label class="hidden" for="link">${texts.share.linkLabel}</label>
        <input
          id="link"
          type="text"
          readonly
          .value=${link}
          @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
        />
        <button type="button" class="primary" @click=${() => actions.copy("link")}>
          ${icon(glance.copied === "link" ? "check" : "copy")}
          ${glance.copied === "link" ? texts.share.copied : texts.share.copyLink}
        </button>
        ${
          abilities.webShare
            ? html`<button type="button" @click=${() => actions.share()}>
                ${icon("share")} ${texts.share.send}
              </button>`
            : nothing
        }
      </div>
      <p class="hint">${room.isHost ? texts.share.lead : texts.share.leadLink}</p>
    </section>
  `;
}

function codeView(code: CodeModel, page: string, context: ViewContext): TemplateResult {
  const { texts, actions, format, glance } = context;
  if (code.state === "shown") {
    return html`
      <div class="code">
        <span class="code-label">${texts.share.codeLabel}</span>
        <button
          type="button"
          class="code-text"
          title=${texts.share.codeCopy}
          @click=${() => actions.copy("code")}
        >
          ${code.text.split("-").map((part) => html`<span>${part}</span>`)}
        </button>
        <span class="hint">${texts.share.codeHint(page)}</span>
        <span class="hint">
          ${
            glance.copied === "code"
              ? texts.share.copied
              : texts.share.codeLasts(format.duration(Math.max(0, code.endsAt - glance.now)))
          }
        </span>
      </div>
    `;
  }
  return html`
    <div class="code">
      ${
        code.state === "over"
          ? html`<p class="hint" role="status">${texts.share.codeOver[code.why]}</p>`
          : nothing
      }
      <button type="button" ?disabled=${code.state === "making"} @click=${() => actions.makeCode()}>
        ${
          code.state === "making"
            ? texts.share.codeMaking
            : code.state === "over"
              ? texts.share.codeAgain
              : texts.share.codeMake
        }
      </button>
    </div>
  `;
}

/** Draw dark modules on white, in dark mode too: scanners want it so. */
function drawing(modules: readonly (readonly boolean[])[]): TemplateResult {
  const size = modules.length;
  const path = modules
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return html`<svg viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">
    ${svg`<path d=${path} />`}
  </svg>`;
}
