/** What a file is, as far as its icon and its preview are concerned. */
export type FileKind =
  | "image"
  | "audio"
  | "video"
  | "pdf"
  | "text"
  | "archive"
  | "document"
  | "other";

const BY_EXTENSION: Readonly<Record<string, FileKind>> = Object.fromEntries(
  (
    [
      ["image", "avif bmp gif heic ico jpeg jpg png svg tif tiff webp"],
      ["audio", "aac flac m4a mp3 oga ogg opus wav weba"],
      ["video", "avi m4v mkv mov mp4 mpeg mpg ogv webm"],
      ["pdf", "pdf"],
      [
        "text",
        "c cfg conf cpp css csv go h htm html ini java js json kt log md py rb rs sh sql toml ts txt xml yaml yml",
      ],
      ["archive", "7z bz2 gz jar rar tar tgz xz zip zst"],
      ["document", "doc docx epub key numbers odp ods odt pages ppt pptx rtf xls xlsx"],
    ] as const
  ).flatMap(([kind, extensions]) => extensions.split(" ").map((it) => [it, kind])),
);

/**
 * Return what a file is. Its name decides, as it does once the file is saved; its type, which the sender's system guessed,
 * helps where the name says nothing.
 */
export function fileKindOf(name: string, type: string): FileKind {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return BY_EXTENSION[extension] ?? kindOfType(type);
}

function kindOfType(type: string): FileKind {
  const [family = "", format = ""] = type.toLowerCase().split("/");
  if (family === "image" || family === "audio" || family === "video" || family === "text") {
    return family;
  }
  if (format === "pdf") {
    return "pdf";
  }
  return /zip|tar|compressed/.test(format) ? "archive" : "other";
}
