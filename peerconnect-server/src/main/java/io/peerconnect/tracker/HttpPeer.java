package io.peerconnect.tracker;

import java.net.InetAddress;

import io.peerconnect.geo.Location;

/**
 * A peer that is reached over TCP.
 */
final class HttpPeer extends SwarmPeer {

	private final Endpoint endpoint;

	private final boolean resident;

	/**
	 * Create a peer that is in no swarm yet.
	 * @param id its id
	 * @param endpoint where it listens
	 * @param location where it is
	 * @param resident whether it is the site's own seeder, which may be in any number of
	 * swarms
	 */
	HttpPeer(BinaryId id, Endpoint endpoint, Location location, boolean resident) {
		super(id, location);
		this.endpoint = endpoint;
		this.resident = resident;
	}

	boolean isResident() {
		return this.resident;
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
