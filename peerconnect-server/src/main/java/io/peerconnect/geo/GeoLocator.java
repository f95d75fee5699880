package io.peerconnect.geo;

import java.net.InetAddress;

/**
 * Tells where an address is. Implementations are safe for use by many threads at once,
 * answer from memory and never throw: an address nothing is known about has a location
 * with its network alone.
 */
@FunctionalInterface
public interface GeoLocator {

	/**
	 * Locate an address.
	 * @param address the address of a visitor
	 * @return its location
	 */
	Location locate(InetAddress address);

}
