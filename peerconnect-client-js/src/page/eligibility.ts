import type { PageConfig } from "../config.ts";

const EXTENSIONS: Readonly<Record<string, string>> = {
  apng: "image",
  avif: "image",
  bmp: "image",
  ico: "image",
  jpeg: "image",
  jpg: "image",
  png: "image",
  svg: "image",
  webp: "image",
  gif: "image",
  aac: "audio",
  flac: "audio",
  m4a: "audio",
  mp3: "audio",
  oga: "audio",
  ogg: "audio",
  opus: "audio",
  wav: "audio",
  weba: "audio",
};

/** What a file without a telling extension is, by what loaded it; nothing else displays files. */
const INITIATORS: Readonly<Record<string, string>> = {
  img: "image",
  image: "image",
  picture: "image",
  audio: "audio",
  // Style sheets and preloads load all kinds of files.
  css: "",
  link: "",
};

/** Tells cheaply whether the server could share a loaded resource; the server itself knows for certain. */
export class Eligibility {
  readonly #origin: string;
  readonly #mediaTypes: readonly string[];
  readonly #excludeFormats: readonly string[];

  constructor(origin: string, config: Pick<PageConfig, "mediaTypes" | "excludeFormats">) {
    this.#origin = origin;
    this.#mediaTypes = config.mediaTypes;
    this.#excludeFormats = config.excludeFormats.map((format) => format.toLowerCase());
  }

  /**
   * Return path and query of an address if it could be shared.
   * @param initiator - what loaded it, in the words of Resource Timing: `img`, `css`, …
   */
  findPath(address: string, initiator: string): string | undefined {
    if (!URL.canParse(address)) return undefined;
    const { protocol, origin, pathname, search } = new URL(address);
    // The origin of a blob is that of its page.
    if (origin !== this.#origin || protocol === "blob:") return undefined;
    const extension = /\.(\w+)$/.exec(pathname)?.[1]?.toLowerCase() ?? "";
    if (this.#excludeFormats.includes(extension)) return undefined;
    const initiated = INITIATORS[initiator];
    const kind = initiated === undefined ? undefined : (EXTENSIONS[extension] ?? initiated);
    return kind !== undefined && this.#mediaTypes.includes(kind) ? pathname + search : undefined;
  }
}
