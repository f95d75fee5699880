import { html, nothing, type TemplateResult } from "lit-html";
import type { FileKind } from "./file-kind.ts";
import type { ViewContext } from "./view-context.ts";

/** A file that the visitor looks at. */
export interface PreviewModel {
  readonly name: string;
  readonly kind: Extract<FileKind, "image" | "audio" | "video" | "pdf" | "text">;
  /** A `blob:` address with a type that runs no script. Absent for text. */
  readonly url: string | undefined;
  readonly text: string | undefined;
  /** How much of a text is shown, in bytes, if not all. */
  readonly shownBytes: number | undefined;
  readonly isBroken: boolean;
}

/** What is inside the dialog that shows a file. */
export function previewView(
  preview: PreviewModel,
  context: ViewContext,
  onbroken: () => void,
): TemplateResult {
  const { texts, actions, format } = context;
  const { name, shownBytes, isBroken } = preview;
  return html`
    <div class="card-head">
      <h2>${name}</h2>
      <button type="button" autofocus @click=${() => actions.closePreview()}>
        ${texts.preview.close}
      </button>
    </div>
    ${isBroken ? html`<p class="lead">${texts.preview.failed}</p>` : bodyOf(preview, onbroken)}
    ${
      shownBytes === undefined
        ? nothing
        : html`<p class="hint">${texts.preview.truncated(format.size(shownBytes))}</p>`
    }
  `;
}

function bodyOf({ name, kind, url, text }: PreviewModel, onbroken: () => void): TemplateResult {
  switch (kind) {
    case "image":
      return html`<img src=${url ?? nothing} alt=${name} @error=${onbroken} />`;
    case "audio":
      return html`<audio src=${url ?? nothing} controls @error=${onbroken}></audio>`;
    case "video":
      return html`<video src=${url ?? nothing} controls playsinline @error=${onbroken}></video>`;
    case "pdf":
      return html`<iframe src=${url ?? nothing} title=${name}></iframe>`;
    case "text":
      return html`<pre tabindex="0">${text}</pre>`;
  }
}
