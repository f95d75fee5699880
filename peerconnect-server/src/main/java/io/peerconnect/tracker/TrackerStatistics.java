package io.peerconnect.tracker;

/**
 * What the tracker knows.
 *
 * @param swarms torrents that have at least one peer
 * @param webPeers peers on WebSockets, once for each of their torrents
 * @param httpPeers peers of HTTP, once for each of their torrents
 */
public record TrackerStatistics(int swarms, int webPeers, int httpPeers) {

}
