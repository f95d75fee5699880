import { html, type TemplateResult } from "lit-html";
import type { ProgressModel } from "./room-model.ts";
import type { ViewContext } from "./view-context.ts";

/** Draw a progress bar. */
export function progressBar(bytes: number, total: number, label: string): TemplateResult {
  // A bar of an empty file is full.
  const isEmpty = total === 0;
  return html`<progress
    max=${isEmpty ? 1 : total}
    .value=${isEmpty ? 1 : bytes}
    aria-label=${label}
  ></progress>`;
}

/** Write how far something is, how fast it moves, and how long it will take. */
export function progressText(progress: ProgressModel, { texts, format }: ViewContext): string {
  const { bytes, total, speed, etaMs } = progress;
  return (
    [
      texts.received.progress(format.size(bytes), format.size(total)),
      speed === undefined ? "" : format.speed(speed),
      etaMs === undefined ? "" : texts.received.left(format.duration(etaMs)),
    ]
      .filter((it) => it !== "")
      // Where a line ends, a part of it goes to the next as a whole.
      .map((it) => it.replaceAll(" ", "\u00a0"))
      .join("\u00a0· ")
  );
}
