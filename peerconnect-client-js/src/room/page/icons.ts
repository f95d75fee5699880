import { html, svg, type SVGTemplateResult, type TemplateResult } from "lit-html";
import type { FileKind } from "./file-kind.ts";

const PATHS = {
  add: svg`<path d="M12 5v14M5 12h14" />`,
  archive: svg`<path d="M4 8h16v11a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1zM3 4h18v4H3zM10 12h4" />`,
  audio: svg`<path d="M9 17.5V5l11-2v12.5" /><circle cx="6" cy="17.5" r="3" /><circle cx="17" cy="15.5" r="3" />`,
  cancel: svg`<path d="M6 6l12 12M18 6 6 18" />`,
  check: svg`<path d="m5 12.5 4.5 4.5L19 7.5" />`,
  chevron: svg`<path d="m9 6 6 6-6 6" />`,
  copy: svg`<rect x="8" y="8" width="12" height="12" rx="2" /><path d="M16 8V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h2" />`,
  direct: svg`<path d="M4 9h15m-4-4 4 4-4 4M20 15H5m4-4-4 4 4 4" />`,
  document: svg`<path d="M6 3h8l5 5v13H6z" /><path d="M14 3v5h5M9 13h7M9 17h5" />`,
  download: svg`<path d="M12 4v11m-5-4.5 5 5 5-5M5 20h14" />`,
  folder: svg`<path d="M3 18V6a1 1 0 0 1 1-1h5l2 2.5h9a1 1 0 0 1 1 1V18a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1z" />`,
  image: svg`<rect x="3" y="4" width="18" height="16" rx="2" /><circle cx="8.5" cy="9.5" r="1.8" /><path d="m4 18 5.5-5 3.5 3 3-2.5 4.5 4" />`,
  leave: svg`<path d="M14 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h8M11 12h10m-4-4 4 4-4 4" />`,
  link: svg`<path d="M10 14a4.5 4.5 0 0 0 6.5.5l3-3a4.6 4.6 0 0 0-6.5-6.5l-1.5 1.5M14 10a4.5 4.5 0 0 0-6.5-.5l-3 3a4.6 4.6 0 0 0 6.5 6.5l1.5-1.5" />`,
  lock: svg`<rect x="5" y="11" width="14" height="9" rx="2" /><path d="M8 11V8a4 4 0 0 1 8 0v3" />`,
  other: svg`<path d="M6 3h8l5 5v13H6z" /><path d="M14 3v5h5" />`,
  pause: svg`<path d="M9 6v12M15 6v12" />`,
  pdf: svg`<path d="M6 3h8l5 5v13H6z" /><path d="M14 3v5h5M9 17v-4h1.5a1.3 1.3 0 0 1 0 2.6H9" />`,
  people: svg`<circle cx="9" cy="8.5" r="3.5" /><path d="M3 19.5c.6-3.6 3-5.5 6-5.5s5.4 1.9 6 5.5M16 5.3a3.5 3.5 0 0 1 0 6.4M18 14.5c1.7.9 2.7 2.6 3 5" />`,
  person: svg`<circle cx="12" cy="8.5" r="3.8" /><path d="M4.5 20c.7-4 3.7-6 7.5-6s6.8 2 7.5 6" />`,
  relayed: svg`<path d="M2.5 12h5m9 0h5" /><rect x="7.5" y="7.5" width="9" height="9" rx="2" /><path d="M10.5 12h3" />`,
  resume: svg`<path d="M8 5.5v13l10.5-6.5z" />`,
  retry: svg`<path d="M20 12a8 8 0 1 1-2.5-5.8M20 3v4.5h-4.5" />`,
  send: svg`<path d="M12 19V6m-5.5 5L12 5.5 17.5 11" />`,
  share: svg`<path d="M12 15V4m-4 3.5L12 3.5l4 4M7 11H5v9h14v-9h-2" />`,
  shield: svg`<path d="M12 3 5 6v5.5c0 4.3 2.8 7.6 7 9.5 4.2-1.9 7-5.2 7-9.5V6z" /><path d="m9 12 2.2 2.2L15.3 10" />`,
  stop: svg`<rect x="6" y="6" width="12" height="12" rx="1.5" />`,
  text: svg`<path d="M6 3h8l5 5v13H6z" /><path d="M14 3v5h5M9 12h7M9 15h7M9 18h4" />`,
  unlock: svg`<rect x="5" y="11" width="14" height="9" rx="2" /><path d="M8 11V8a4 4 0 0 1 7.6-1.7" />`,
  upload: svg`<path d="M12 16V5m-5 4.5 5-5 5 5M5 20h14" />`,
  video: svg`<rect x="3" y="5" width="18" height="14" rx="2" /><path d="m10 9 5 3-5 3z" />`,
  view: svg`<path d="M2.5 12C5 7.5 8.3 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.8 6.5-9.5 6.5S5 16.5 2.5 12z" /><circle cx="12" cy="12" r="2.8" />`,
  warning: svg`<path d="M12 4 2.5 20h19zM12 10v4.5M12 17.3v.2" />`,
} satisfies Record<FileKind, SVGTemplateResult> & Record<string, SVGTemplateResult>;

export type IconName = keyof typeof PATHS;

/** Draw an icon that says nothing to a screen reader: what is beside it does. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${PATHS[name]}</svg>`;
}
