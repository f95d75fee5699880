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
} from "../../protocol/shape.ts";
import { isPeerId } from "../../protocol/values.ts";
import type { RoomEvent } from "./room-messages.ts";
import { isRoomId, isRoomKey, isRoomKind } from "./values.ts";

const PEER = { room: isRoomId, peer: isPeerId };
const ATTEMPT = { number: isCount, attempt: isCount };

const EVENTS: { readonly [T in RoomEvent["type"]]: Check } = {
  "room-opened": shape({ room: isRoomId, members: isCount, expiresInMs: isCount }),
  "room-joined": shape({
    room: isRoomId,
    kind: isRoomKind,
    host: optional(isPeerId),
    locked: isFlag,
    members: listOf(isPeerId),
    expiresInMs: isCount,
  }),
  "room-entered": shape({ ...PEER, host: isFlag }),
  "room-left": shape(PEER),
  "room-locked": shape({ room: isRoomId, locked: isFlag }),
  "room-closed": shape({
    room: isRoomId,
    reason: oneOf("closed", "expired", "removed", "replaced"),
  }),
  "room-signal": shape({ room: isRoomId, from: isPeerId, box: isText }),
  "room-relay": shape({ ...PEER, ticket: isText, window: isCount }),
  "room-list": shape({
    rooms: listOf(
      shape({ room: isRoomId, kind: isRoomKind, name: isText, key: isRoomKey, members: isCount }),
    ),
  }),
  "code-opened": shape({
    room: isRoomId,
    number: isCount,
    expiresInMs: isCount,
    attempts: isCount,
  }),
  "code-joined": shape(ATTEMPT),
  "code-message": shape({ ...ATTEMPT, box: isText }),
  "code-result": shape({ ...ATTEMPT, accepted: isFlag, attemptsLeft: isCount }),
  "code-closed": shape({ number: isCount, reason: oneOf("closed", "expired", "burnt") }),
  failure: shape({ code: isText, detail: isText, about: optional(isText) }),
};

/**
 * Read what the server says about rooms. This is the only place that checks types; a component that is not as described makes
 * the whole message void.
 *
 * @param text what came over the WebSocket
 * @returns the event, or `undefined` when it is about something else, or malformed
 */
export function parseRoomEvent(text: string): RoomEvent | undefined {
  const event = parseJson(text) as RoomEvent | null | undefined;
  const type = event?.type;
  return type !== undefined && Object.hasOwn(EVENTS, type) && EVENTS[type](event)
    ? (event ?? undefined)
    : undefined;
}
