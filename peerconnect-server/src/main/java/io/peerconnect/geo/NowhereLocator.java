package io.peerconnect.geo;

import java.net.InetAddress;

/**
 * Puts all peers in one place without looking at their addresses, so that they are paired
 * by their load alone.
 */
public final class NowhereLocator implements GeoLocator {

	private static final Location NOWHERE = new Location("", null, null);

	@Override
	public Location locate(InetAddress address) {
		return NOWHERE;
	}

}
