package io.peerconnect.geo;

import java.net.InetAddress;

/**
 * Locates addresses by their network alone: the /24 prefix of IPv4 and the /48 prefix of
 * IPv6, which is what a provider gives one site (RFC 6177). Visitors with private and
 * loopback addresses are all in one network: they sit behind the same wall as the server.
 */
public final class NetworkLocator implements GeoLocator {

	private static final Location PRIVATE = new Location("private", null, null);

	@Override
	public Location locate(InetAddress address) {
		byte[] bytes = unmapped(address.getAddress());
		if (isPrivate(address, bytes)) {
			return PRIVATE;
		}
		return new Location((bytes.length == 4) ? ipv4Prefix(bytes) : ipv6Prefix(bytes), null, null);
	}

	/**
	 * Return whether an address is from a private, loopback or link-local range, about
	 * which no database knows anything.
	 * @param address the address
	 * @return whether it is private
	 */
	public static boolean isPrivate(InetAddress address) {
		return isPrivate(address, unmapped(address.getAddress()));
	}

	private static boolean isPrivate(InetAddress address, byte[] bytes) {
		if (address.isLoopbackAddress() || address.isAnyLocalAddress() || address.isSiteLocalAddress()
				|| address.isLinkLocalAddress()) {
			return true;
		}
		if (bytes.length == 4) {
			int first = bytes[0] & 0xff;
			int second = bytes[1] & 0xff;
			return first == 10 || first == 127 || (first == 172 && (second & 0xf0) == 16)
					|| (first == 192 && second == 168) || (first == 169 && second == 254);
		}
		// Unique local addresses (RFC 4193), which InetAddress does not know.
		return (bytes[0] & 0xfe) == 0xfc;
	}

	/** Return the four bytes of an IPv4 address in IPv6 clothes (RFC 4291 §2.5.5). */
	private static byte[] unmapped(byte[] bytes) {
		if (bytes.length != 16) {
			return bytes;
		}
		for (int i = 0; i < 10; i++) {
			if (bytes[i] != 0) {
				return bytes;
			}
		}
		boolean mapped = bytes[10] == (byte) 0xff && bytes[11] == (byte) 0xff;
		return mapped ? new byte[] { bytes[12], bytes[13], bytes[14], bytes[15] } : bytes;
	}

	private static String ipv4Prefix(byte[] bytes) {
		return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + ".0/24";
	}

	private static String ipv6Prefix(byte[] bytes) {
		return group(bytes, 0) + ":" + group(bytes, 2) + ":" + group(bytes, 4) + "::/48";
	}

	private static String group(byte[] bytes, int at) {
		return Integer.toHexString((bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff));
	}

}
