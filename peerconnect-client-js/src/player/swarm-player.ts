/* `<base>/swarm-player.js`: loaded when a video is watched by enough visitors to exchange pieces of it. */
import type { Swarm, SwarmOptions } from "../video/swarm.ts";
import { TorrentSwarm } from "./torrent-swarm.ts";

/**
 * Join the swarm of a video.
 *
 * @param options see each
 * @returns the swarm, once what the page holds of the video has been checked
 */
export function joinSwarm(options: SwarmOptions): Promise<Swarm> {
  return TorrentSwarm.join(options);
}
