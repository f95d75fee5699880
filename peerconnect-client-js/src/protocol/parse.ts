import type { IceServer, ResolvedAsset, ServerMessage, Source } from "./messages.ts";
import { isDigest, isPeerId, PIECE_LENGTH } from "./values.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Read a message of the server. This is the only place that checks types; a component that is not as described makes the
 * whole message void.
 *
 * @param text what came over the WebSocket
 * @returns the message, or `undefined` when it is of an unknown type or malformed
 */
export function parseServerMessage(text: string): ServerMessage | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Not JSON is as void as JSON of the wrong shape.
    return undefined;
  }
  return isFields(value) && isServerMessage(value)
    ? (value as unknown as ServerMessage)
    : undefined;
}

function isServerMessage(it: Fields): boolean {
  switch (it["type"]) {
    case "welcome":
      return (
        isPeerId(it["peer"]) &&
        isText(it["resume"]) &&
        typeof it["resumed"] === "boolean" &&
        isList(it["iceServers"], isIceServer) &&
        (it["icePolicy"] === "all" || it["icePolicy"] === "relay")
      );
    case "resolved":
      return isList(it["assets"], isResolvedAsset);
    case "sources":
      return isList(it["assets"], isSource);
    case "offer":
    case "answer":
      return isPeerId(it["from"]) && isText(it["sdp"]);
    case "candidate":
      return (
        isPeerId(it["from"]) &&
        isText(it["candidate"]) &&
        isAbsentOr(it["sdpMid"], isText) &&
        isAbsentOr(it["sdpMLineIndex"], isCount)
      );
    case "gone":
      return isPeerId(it["peer"]);
    case "revoked":
      return isList(it["assets"], isDigest);
    case "failure":
      return isText(it["code"]) && isText(it["detail"]);
    default:
      return false;
  }
}

function isIceServer(value: unknown): value is IceServer {
  return (
    isFields(value) &&
    isList(value["urls"], isText) &&
    isAbsentOr(value["username"], isText) &&
    isAbsentOr(value["credential"], isText)
  );
}

function isResolvedAsset(value: unknown): value is ResolvedAsset {
  return (
    isFields(value) &&
    isText(value["url"]) &&
    typeof value["active"] === "boolean" &&
    isCount(value["length"]) &&
    isDescription(value)
  );
}

function isSource(value: unknown): value is Source {
  return (
    isFields(value) &&
    isList(value["peers"], isPeerId) &&
    isAbsentOr(value["waitMs"], isCount) &&
    (value["length"] === -1
      ? isDigest(value["digest"])
      : isCount(value["length"]) && isDescription(value))
  );
}

function isDescription(it: Fields): boolean {
  return isDigest(it["digest"]) && isText(it["mediaType"]) && hasItsPieces(it);
}

// A wrong number of pieces would make a download wait for bytes that nobody has.
function hasItsPieces(it: Fields): boolean {
  const count = Math.ceil(Number(it["length"]) / PIECE_LENGTH);
  return count > 1
    ? isList(it["pieces"], isDigest) && it["pieces"].length === count
    : it["pieces"] === undefined || isList(it["pieces"], isDigest);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: unknown, accepts: (item: unknown) => boolean): value is readonly unknown[] {
  return Array.isArray(value) && value.every(accepts);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isAbsentOr(value: unknown, accepts: (value: unknown) => boolean): boolean {
  return value === undefined || accepts(value);
}
