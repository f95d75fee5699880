export { ENGLISH } from "./consent/badge-texts.ts";
export { ConfigurationError, PeerConnectError } from "./errors.ts";
export { start } from "./start.ts";
export { VERSION } from "./version.ts";

export type { PageConfig } from "./config.ts";
export type { BadgeTexts } from "./consent/badge-texts.ts";
export type { ClientEventMap, ClientEvents, ClientState } from "./metrics/events.ts";
export type { Stats } from "./metrics/stats.ts";
export type { PieceSource, VideoState, VideoStats } from "./metrics/video-stats.ts";
export type { PeerConnect } from "./peer-connect.ts";
export type { Digest, FallbackCause, PeerId } from "./protocol/values.ts";
export type { StartOptions } from "./start.ts";
