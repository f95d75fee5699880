package io.peerconnect.websocket;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Whom an address stands for when something is counted. An IPv6 address counts as its
 * /64, which is what one household has.
 */
public final class Household {

	private Household() {
	}

	/**
	 * Return whether two addresses stand for the same.
	 * @param one an address
	 * @param other another
	 * @return whether they do
	 */
	public static boolean isSame(InetAddress one, InetAddress other) {
		return of(one).equals(of(other));
	}

	static InetAddress of(InetAddress address) {
		if (!(address instanceof Inet6Address)) {
			return address;
		}
		byte[] bytes = address.getAddress();
		Arrays.fill(bytes, 8, 16, (byte) 0);
		try {
			return InetAddress.getByAddress(bytes);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException("16 bytes are always an address", ex);
		}
	}

}
