import { WORDS } from "./words.ts";

/** A code that people read out and type in: which exchange is meant, and the password of it. */
export interface ShortCode {
  /** Given by the server; not secret. */
  readonly number: number;
  /** Made by the host's browser, 8 random bits each; the server never has them. */
  readonly words: readonly string[];
}

const WORD_COUNT = 3;
const PREFIX = 3;
const MAX_NUMBER = 999_999;

/** Make a code for a number that the server gave. */
export function newShortCode(number: number): ShortCode {
  const bytes = crypto.getRandomValues(new Uint8Array(WORD_COUNT));
  return { number, words: Array.from(bytes, (byte) => WORDS[byte] ?? "") };
}

export function formatShortCode({ number, words }: ShortCode): string {
  return [number, ...words].join("-");
}

/**
 * Read what somebody typed, as far as that can be meant: any case, any separators, words by their first letters or with one
 * wrong letter.
 *
 * @returns the code, or `undefined` when it is none
 */
export function parseShortCode(text: string): ShortCode | undefined {
  const [digits = "", ...typed] = text.toLowerCase().match(/\d+|[a-z]+/g) ?? [];
  const number = Number(digits);
  const words = typed.map(findWord);
  const isWhole = words.length === WORD_COUNT && words.every((word) => word !== undefined);
  return /^\d+$/.test(digits) && number <= MAX_NUMBER && isWhole ? { number, words } : undefined;
}

/** Return the word that somebody meant, `undefined` when it is none of ours. */
export function findWord(typed: string): string | undefined {
  const isClose = (word: string): boolean =>
    word === typed || differBySingleLetter(word, typed) || isAbbreviation(word, typed);
  return WORDS.find(isClose);
}

/** Return the words that begin as what is being typed. */
export function completeWord(typed: string): readonly string[] {
  return WORDS.filter((word) => word.startsWith(typed.toLowerCase()));
}

function isAbbreviation(word: string, typed: string): boolean {
  return typed.length >= PREFIX && word.startsWith(typed);
}

// One letter more, one less, or one other. No word is that close to another, nor to the beginning of another.
function differBySingleLetter(word: string, typed: string): boolean {
  let same = 0;
  while (same < word.length && word[same] === typed[same]) {
    same += 1;
  }
  const rest = word.slice(same);
  const typedRest = typed.slice(same);
  return (
    rest.slice(1) === typedRest ||
    rest === typedRest.slice(1) ||
    rest.slice(1) === typedRest.slice(1)
  );
}
