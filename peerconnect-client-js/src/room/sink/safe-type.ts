/*
 * A blob: address belongs to this site, and a document opened from it runs with the site's rights. So only types that run no
 * script keep their name; an SVG image or a page becomes a plain download.
 */
const HARMLESS =
  /^(?:image\/(?:avif|bmp|gif|jpeg|png|webp)|audio\/[\w.+-]+|video\/[\w.+-]+|text\/plain|application\/(?:pdf|zip))$/i;

/** Return the media type to give a blob that somebody else named. */
export function safeType(type: string): string {
  const essence = type.split(";")[0]?.trim().toLowerCase() ?? "";
  return HARMLESS.test(essence) ? essence : "application/octet-stream";
}
