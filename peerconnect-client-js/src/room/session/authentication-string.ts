const GROUPS = 3;
const DIGITS = 3;

/**
 * Return what two members read to each other to learn whether somebody sits between them: nine digits, 30 bits.
 *
 * @param authentication what their link has in common at both ends
 */
export function authenticationString(authentication: Uint8Array): string {
  const number = authentication.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const digits = String(number % 10n ** BigInt(GROUPS * DIGITS)).padStart(GROUPS * DIGITS, "0");
  return (digits.match(/\d{3}/g) ?? []).join(" ");
}
