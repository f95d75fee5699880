import type { ServerMessage } from "./messages.ts";
import {
  type Check,
  isCount,
  isFlag,
  isText,
  listOf,
  oneOf,
  optional,
  parseJson,
  shape,
} from "./shape.ts";
import { isDigest, isPeerId, PIECE_LENGTH } from "./values.ts";

interface Described {
  readonly length: number;
  readonly pieces?: readonly unknown[];
}

const DESCRIPTION = {
  digest: isDigest,
  length: isCount,
  mediaType: isText,
  pieces: optional(listOf(isDigest)),
};
const KNOWN = shape(DESCRIPTION);
const SOURCE = shape({
  digest: isDigest,
  peers: listOf(isPeerId),
  waitMs: optional(isCount),
  seed: optional(isFlag),
});
const RESOLVED = shape({ ...DESCRIPTION, url: isText, active: isFlag });
const ICE_SERVER = shape({
  urls: listOf(isText),
  username: optional(isText),
  credential: optional(isText),
});
const UNKNOWN_LENGTH = shape({ length: (value) => value === -1 });

// A wrong number of pieces would make a download wait for bytes that nobody has.
const hasItsPieces: Check = (value) => {
  const { length, pieces = [] } = value as Described;
  return length <= PIECE_LENGTH || pieces.length === Math.ceil(length / PIECE_LENGTH);
};

// An offer or an answer.
const SESSION = { from: isPeerId, sdp: isText };

const MESSAGES: { readonly [T in ServerMessage["type"]]: Check } = {
  welcome: shape({
    peer: isPeerId,
    resume: isText,
    resumed: isFlag,
    iceServers: listOf(ICE_SERVER),
    icePolicy: oneOf("all", "relay"),
  }),
  resolved: shape({ assets: listOf((it) => RESOLVED(it) && hasItsPieces(it)) }),
  sources: shape({
    assets: listOf((it) => SOURCE(it) && (UNKNOWN_LENGTH(it) || (KNOWN(it) && hasItsPieces(it)))),
  }),
  offer: shape(SESSION),
  answer: shape(SESSION),
  candidate: shape({
    from: isPeerId,
    candidate: isText,
    sdpMid: optional(isText),
    sdpMLineIndex: optional(isCount),
  }),
  gone: shape({ peer: isPeerId }),
  revoked: shape({ assets: listOf(isDigest) }),
  failure: shape({ code: isText, detail: isText }),
};

/**
 * Read a message of the server. This is the only place that checks types; a component that is not as described makes the
 * whole message void.
 *
 * @param text what came over the WebSocket
 * @returns the message, or `undefined` when it is of an unknown type or malformed
 */
export function parseServerMessage(text: string): ServerMessage | undefined {
  const message = parseJson(text) as ServerMessage | null | undefined;
  const type = message?.type;
  return type !== undefined && Object.hasOwn(MESSAGES, type) && MESSAGES[type](message)
    ? (message ?? undefined)
    : undefined;
}
