import type { Candidate } from "../../protocol/messages.ts";
import {
  type Check,
  isCount,
  isText,
  listOf,
  oneOf,
  optional,
  parseJson,
  shape,
} from "../../protocol/shape.ts";

/** What two links tell each other about their direct path. Each try at one has a number. */
export type LinkSignal =
  | { readonly type: "offer" | "answer"; readonly dial: number; readonly sdp: string }
  | ({ readonly type: "candidate"; readonly dial: number } & Candidate)
  /** This try failed, or the path that came of it broke. */
  | { readonly type: "lost"; readonly dial: number };

const SESSION = shape({ dial: isCount, sdp: isText });

const SIGNALS: { readonly [T in LinkSignal["type"]]: Check } = {
  offer: SESSION,
  answer: SESSION,
  candidate: shape({
    dial: isCount,
    candidate: isText,
    sdpMid: optional(isText),
    sdpMLineIndex: optional(isCount),
  }),
  lost: shape({ dial: isCount }),
};

const isSignal: Check = (value) => {
  const type = (value as LinkSignal | null)?.type;
  return oneOf(...Object.keys(SIGNALS))(type) && SIGNALS[type as LinkSignal["type"]](value);
};

/** Read signals that were sealed together; `undefined` when they are malformed. */
export function parseLinkSignals(text: string): readonly LinkSignal[] | undefined {
  const signals = parseJson(text);
  return listOf(isSignal)(signals) ? (signals as readonly LinkSignal[]) : undefined;
}
