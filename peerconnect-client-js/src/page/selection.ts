import { isDigest, type Digest } from "../protocol/values.ts";
import { partsOf } from "./handed-over.ts";
import { evaluateSizes, type SizesEnvironment } from "./sizes.ts";
import { parseSrcset, selectCandidate, type Candidate } from "./srcset.ts";

/** What the selection asks of the browser. */
export interface SelectionEnvironment extends Omit<SizesEnvironment, "layoutWidth"> {
  readonly pixelRatio: number;
}

/** The address that the browser would take, and where it stands. */
export interface Selection {
  /** Absolute. */
  readonly url: string;
  /** Trusted because it came in our own HTML; absent when the server has to be asked. */
  readonly digest?: Digest;
  /** The owner, or one of its sources. */
  readonly part: Element;
  /** The attribute that delivers the bytes. */
  readonly name: "src" | "srcset";
  /** Descriptor for `srcset`, so that the image keeps its intrinsic size. */
  readonly descriptor: string;
}

/** Image formats that every browser with data channels shows. Of others only the browser knows. */
const KNOWN_IMAGE_TYPES =
  /^image\/(jpe?g|pjpeg|png|apng|gif|webp|avif|svg\+xml|bmp|x-icon|vnd\.microsoft\.icon)$/i;

/**
 * Select the address that the browser would take for an owner.
 * @returns `undefined` when it is not shared, not on our origin, or when only the browser can tell
 */
export function select(owner: Element, environment: SelectionEnvironment): Selection | undefined {
  if (owner instanceof HTMLImageElement) return selectImage(owner, environment);
  if (owner instanceof HTMLAudioElement) return selectAudio(owner);
  return undefined;
}

function selectImage(
  image: HTMLImageElement,
  environment: SelectionEnvironment,
): Selection | undefined {
  for (const part of partsOf(image)) {
    if (part instanceof HTMLSourceElement) {
      if (part.media !== "" && !environment.matches(part.media)) continue;
      if (part.type !== "" && !KNOWN_IMAGE_TYPES.test(part.type.replace(/;.*/, "").trim())) {
        return undefined;
      }
      // A source with an address was not handed over: the browser shows it already.
      if (part.hasAttribute("srcset")) return undefined;
    }
    const candidate = selectOf(part, image, environment);
    if (candidate) return candidate;
  }
  return undefined;
}

function selectOf(
  part: Element,
  image: HTMLImageElement,
  environment: SelectionEnvironment,
): Selection | undefined {
  const srcset = part.getAttribute("data-peer-srcset");
  const src = part === image ? part.getAttribute("data-peer-src") : null;
  const candidates = parseSrcset(srcset ?? "");
  const isForSrc = !candidates.some((one) => one.width !== undefined || one.density === 1);
  const fallback: Candidate | undefined =
    src !== null && src !== "" && isForSrc
      ? { url: src, descriptor: "", index: -1, density: 1 }
      : undefined;
  if (fallback) candidates.push(fallback);
  const needsSize = candidates.some((one) => one.width !== undefined);
  const size = needsSize ? sourceSize(part, image, environment) : 0;
  const candidate = selectCandidate(candidates, size, environment.pixelRatio);
  if (!candidate) return undefined;
  const name = srcset === null ? "src" : "srcset";
  const position = candidate.index + (part.hasAttribute("data-peer-src") ? 1 : 0);
  return toSelection(part, candidate.url, position, name, candidate.descriptor);
}

function sourceSize(
  part: Element,
  image: HTMLImageElement,
  environment: SelectionEnvironment,
): number {
  const isLazy = image.getAttribute("loading")?.toLowerCase() === "lazy";
  const sizes = part.getAttribute("sizes") ?? "";
  return evaluateSizes(sizes, {
    ...environment,
    // Only a lazy image may take its size from the layout.
    layoutWidth: () => (isLazy ? image.getBoundingClientRect().width : 0),
  });
}

function selectAudio(audio: HTMLAudioElement): Selection | undefined {
  // What plays on demand only would be loaded for nothing.
  if (audio.preload === "none") return undefined;
  if (audio.hasAttribute("data-peer-src")) {
    return toSelection(audio, audio.getAttribute("data-peer-src") ?? "", 0, "src", "");
  }
  for (const part of partsOf(audio)) {
    const url = part.getAttribute("data-peer-src");
    const type = part.getAttribute("type") ?? "";
    if (url === null || (type !== "" && audio.canPlayType(type) === "")) continue;
    return toSelection(part, url, 0, "src", "");
  }
  return undefined;
}

function toSelection(
  part: Element,
  address: string,
  position: number,
  name: "src" | "srcset",
  descriptor: string,
): Selection | undefined {
  if (!URL.canParse(address, part.baseURI)) return undefined;
  const url = new URL(address, part.baseURI);
  // A fragment selects a part of an SVG image; that is the browser's business.
  const { origin, protocol, hash } = url;
  if (origin !== part.ownerDocument.location.origin || protocol === "blob:" || hash !== "") {
    return undefined;
  }
  const found = { url: url.href, part, name, descriptor };
  const hashes = part.getAttribute("data-peer-hash");
  if (hashes === null) return found;
  const digest = hashes.trim().split(/\s+/)[position];
  return isDigest(digest) ? { ...found, digest } : undefined;
}
