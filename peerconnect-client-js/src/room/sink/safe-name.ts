/** What most file systems take for one name, in bytes of UTF-8. */
export const MAX_NAME_BYTES = 255;
/** More folders than this lie in no archive that anybody makes by hand. */
export const MAX_DEPTH = 32;

/*
 * Control characters; those that change the direction of text (a name that ends in "gpj.exe" would read "exe.jpg"); those
 * that are invisible and so make two names look the same; unpaired surrogates, which no file system can write; and what
 * Windows forbids, with both separators. U+200C and U+200D stay: Persian, Indic scripts and emoji need them.
 */
const UNSAFE = new RegExp(
  [
    String.raw`[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u3164]`,
    String.raw`[\u115F\u1160\uFFA0\uFEFF\uFFF9-\uFFFD]`,
    String.raw`\u17B4|\u17B5|[\uFE00-\uFE0D]|[\u{E0000}-\u{E0FFF}]|\p{Cs}`,
    String.raw`[<>:"/\\|?*]`,
  ].join("|"),
  "gu",
);
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(?:\.|$))/i;
const EXTENSION = /\.[^.\s]{1,16}$/u;

/**
 * Make a name that somebody else chose fit to be shown and to be written to any disk. This is the only place that does so.
 *
 * @param name what came over the wire
 * @param substitute what to call it when nothing of the name is left
 */
export function safeName(name: string, substitute = "file"): string {
  const cleaned = name
    .normalize("NFC")
    .replaceAll(UNSAFE, "_")
    .replaceAll(/\s+/gu, " ")
    // Windows drops dots and spaces at the end, and so would make another name of it.
    .replace(/[. ]+$/u, "")
    .trimStart();
  const harmless = cleaned.replace(RESERVED, "$&_");
  return harmless === "" || /^[._]+$/u.test(harmless) ? substitute : shorten(harmless);
}

/** Make a path of folders safe. Steps that go nowhere are left out; there is no way up. */
export function safePath(path: readonly string[]): readonly string[] {
  return path
    .filter((folder) => !/^\.*$/u.test(folder.trim()))
    .map((folder) => safeName(folder, "folder"))
    .slice(0, MAX_DEPTH);
}

/**
 * Make safe paths unlike each other, where needed by a number: `lion.jpg`, `lion (1).jpg`, … Names that differ only in case
 * count as the same, as they do on Windows and macOS, and a file is not called like a folder beside it.
 *
 * @param paths each a list of folders and the file's name at the end
 */
export function uniquePaths(paths: readonly (readonly string[])[]): readonly (readonly string[])[] {
  // How many files of a name there are so far; folders count as one.
  const taken = new Map<string, number>();
  for (const path of paths) {
    for (let depth = 1; depth < path.length; depth++) {
      taken.set(keyOf(path.slice(0, depth)), 1);
    }
  }
  return paths.map((path) => {
    const folders = path.slice(0, -1);
    const name = path.at(-1) ?? "";
    const key = keyOf(path);
    let count = taken.get(key) ?? 0;
    let unique = path;
    while (taken.has(keyOf(unique))) {
      unique = [...folders, numberedName(name, count++)];
    }
    taken.set(key, count);
    taken.set(keyOf(unique), Math.max(1, taken.get(keyOf(unique)) ?? 0));
    return unique;
  });
}

/** Put a number into a name, before its extension. */
export function numberedName(name: string, count: number): string {
  const [stem, extension] = splitExtension(name);
  const ending = ` (${count})${extension}`;
  return cut(stem, MAX_NAME_BYTES - bytesOf(ending)) + ending;
}

function keyOf(path: readonly string[]): string {
  return path.join("/").normalize("NFC").toLowerCase();
}

function splitExtension(name: string): readonly [string, string] {
  const extension = EXTENSION.exec(name)?.[0] ?? "";
  return [name.slice(0, name.length - extension.length), extension];
}

// The extension stays: it tells which program opens the file.
function shorten(name: string): string {
  if (bytesOf(name) <= MAX_NAME_BYTES) {
    return name;
  }
  const [stem, extension] = splitExtension(name);
  return cut(stem, MAX_NAME_BYTES - bytesOf(extension)) + extension;
}

function cut(text: string, maxBytes: number): string {
  let result = "";
  let bytes = 0;
  for (const character of text) {
    bytes += bytesOf(character);
    if (bytes > maxBytes) {
      break;
    }
    result += character;
  }
  return result.replace(/[. ]+$/u, "");
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
