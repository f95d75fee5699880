package io.peerconnect.tracker;

import java.time.Duration;

import io.peerconnect.websocket.Rate;

/**
 * What an operator may set about the tracker.
 *
 * @param web what is set for peers on WebSockets
 * @param http what is set for peers of HTTP
 * @param announcesPerSecond how many announces the tracker asks for at most
 * @param maxPeersPerSwarm peers of one swarm
 * @param requestsPerAddress rate of requests from one address, over both transports
 * @param desktopClients whether clients that are no browsers may take part
 * @param scrapeAll whether all torrents may be scraped at once
 */
public record TrackerSettings(Web web, Http http, int announcesPerSecond, int maxPeersPerSwarm, Rate requestsPerAddress,
		boolean desktopClients, boolean scrapeAll) {

	/**
	 * What an operator may set for peers on WebSockets.
	 *
	 * @param interval time between two announces of a peer
	 * @param maxConnections connections on this node
	 * @param maxConnectionsPerAddress connections from one address
	 * @param maxSwarmsPerConnection swarms that one connection takes part in
	 * @param heartbeat interval between pings
	 * @param messages rate of messages and offers on one connection
	 * @param sendBuffer bytes that may wait for a client that reads slowly
	 */
	public record Web(Duration interval, int maxConnections, int maxConnectionsPerAddress, int maxSwarmsPerConnection,
			Duration heartbeat, Rate messages, int sendBuffer) {

	}

	/**
	 * What an operator may set for peers of HTTP.
	 *
	 * @param interval time between two announces of a peer
	 * @param minInterval time that has to lie between two announces of a peer
	 * @param maxPeersPerAddress peers from one address, all swarms together
	 */
	public record Http(Duration interval, Duration minInterval, int maxPeersPerAddress) {

	}

}
