package io.peerconnect.torrent;

/**
 * What the seeder does.
 *
 * @param torrents the number of torrents that are active
 * @param peers the number of connections
 * @param sentBytes what was sent to peers since the start, in bytes
 */
public record SeederStatistics(int torrents, int peers, long sentBytes) {

}
