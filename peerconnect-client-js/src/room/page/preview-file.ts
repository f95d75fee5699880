import type { RoomDownload } from "../transfer/room-download.ts";
import { type FileKind, fileKindOf } from "./file-kind.ts";
import type { PreviewModel } from "./preview-view.ts";

/** How much of a text is shown, in bytes. */
const TEXT_BYTES = 262_144;

type PreviewKind = PreviewModel["kind"];

/** Tell how a file can be looked at, `undefined` when it cannot. SVG images are documents with scripts. */
export function previewKindOf(name: string, type: string): PreviewKind | undefined {
  const kind = fileKindOf(name, type);
  return isShown(kind) && !/\.svgz?$/i.test(name) ? kind : undefined;
}

/** Make what is shown of a file. Its address has to be revoked. */
export async function previewOf(download: RoomDownload): Promise<PreviewModel | undefined> {
  const { name, type = "" } = download.files[0] ?? {};
  const kind = name === undefined ? undefined : previewKindOf(name, type);
  if (name === undefined || kind === undefined) {
    return undefined;
  }
  const file = await download.file();
  if (kind === "text") {
    const text = await file.slice(0, TEXT_BYTES).text();
    const shownBytes = file.size > TEXT_BYTES ? TEXT_BYTES : undefined;
    return { name, kind, url: undefined, text, shownBytes, isBroken: false };
  }
  // A type of ours, not the sender's: nothing that is shown may be a page. Images, sounds and films tell by their bytes what
  // they are.
  const shown = file.slice(0, file.size, kind === "pdf" ? "application/pdf" : "");
  return {
    name,
    kind,
    url: URL.createObjectURL(shown),
    text: undefined,
    shownBytes: undefined,
    isBroken: kind === "pdf" && !navigator.pdfViewerEnabled,
  };
}

function isShown(kind: FileKind): kind is PreviewKind {
  return kind !== "archive" && kind !== "document" && kind !== "other";
}
