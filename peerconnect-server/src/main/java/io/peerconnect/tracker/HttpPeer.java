package io.peerconnect.tracker;

import java.net.InetAddress;

import io.peerconnect.geo.Location;

/**
 * A peer that is reached over TCP.
 */
final class HttpPeer extends SwarmPeer {

	private final Endpoint endpoint;

	HttpPeer(BinaryId id, Endpoint endpoint, Location location) {
		super(id, location);
		this.endpoint = endpoint;
	}

	Endpoint endpoint() {
		return this.endpoint;
	}

	/**
	 * Where a peer listens.
	 *
	 * @param address the address
	 * @param port the port
	 */
	record Endpoint(InetAddress address, int port) {

	}

}
