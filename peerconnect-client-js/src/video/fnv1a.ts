/** Return the FNV-1a hash (RFC 9923) of an ASCII text: 32 bits, unsigned. */
export function fnv1a(text: string): number {
  let hash = 2_166_136_261;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
  }
  return hash >>> 0;
}
