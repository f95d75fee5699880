import {
  type Check,
  isCount,
  isFlag,
  isText,
  listOf,
  optional,
  parseJson,
  shape,
} from "../protocol/shape.ts";
import type { VideoEvent } from "./video-protocol.ts";

const isHash: Check = (value) => typeof value === "string" && /^[0-9a-f]{40}$/.test(value);
const isPositive: Check = (value) => isCount(value) && Number(value) > 0;

const EVENTS: { readonly [T in VideoEvent["type"]]: Check } = {
  watched: shape({
    path: isText,
    video: optional(
      shape({ infoHash: isHash, length: isPositive, pieceLength: isPositive, mediaType: isText }),
    ),
    active: isFlag,
    others: isCount,
  }),
  swarm: shape({ infoHash: isHash, active: isFlag, others: isCount }),
  leases: shape({
    infoHash: isHash,
    granted: listOf(isCount),
    ttlMs: isCount,
    elsewhere: listOf(shape({ piece: isCount, peer: isHash })),
  }),
  withdrawn: shape({ infoHash: isHash }),
};

/**
 * Read what the server says about videos. This is the only place that checks types; a component that is not as described makes
 * the whole message void.
 *
 * @param text what came over the WebSocket
 * @returns the event, or `undefined` when it is about something else, or malformed
 */
export function parseVideoEvent(text: string): VideoEvent | undefined {
  const event = parseJson(text) as VideoEvent | null | undefined;
  const type = event?.type;
  return type !== undefined && Object.hasOwn(EVENTS, type) && EVENTS[type](event)
    ? (event ?? undefined)
    : undefined;
}
