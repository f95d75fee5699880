import { isText, parseJson, shape } from "../../protocol/shape.ts";

/*
 * How a member calls itself: the one message on a link that is not about files. Its type byte is out of the range of those of
 * transfers. Sent on each path that opens and when the name changes; end to end, so the site never learns names.
 */

const CARD = 0x40;
const MAX_CHARACTERS = 40;

const isCard = shape({ name: isText });

/** Write the message that tells our name. */
export function encodeCard(name: string): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(JSON.stringify({ name: cleanName(name) }));
  const message = new Uint8Array(1 + text.length);
  message[0] = CARD;
  message.set(text, 1);
  return message;
}

/** Tell whether a message is a card, well-formed or not. */
export function isCardMessage(message: Uint8Array): boolean {
  return message[0] === CARD;
}

/** Return the name in a card, empty when there is none. */
export function readCard(message: Uint8Array): string {
  const value = parseJson(new TextDecoder().decode(message.subarray(1)));
  return isCard(value) ? cleanName((value as { readonly name: string }).name) : "";
}

/** Return what of a name may be shown: nothing that is invisible, breaks lines or changes the direction of what follows. */
export function cleanName(name: string): string {
  const visible = name.normalize("NFC").replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "");
  const words = visible.replaceAll(/\s+/gu, " ").trim();
  return Array.from(words).slice(0, MAX_CHARACTERS).join("").trim();
}
