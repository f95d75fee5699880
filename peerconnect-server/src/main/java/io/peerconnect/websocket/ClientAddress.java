package io.peerconnect.websocket;

import java.io.IOException;
import java.net.InetAddress;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Where a request comes from, forwarded headers as the application resolved them.
 */
public final class ClientAddress {

	private ClientAddress() {
	}

	/**
	 * Return the address of a client.
	 * @param request its request
	 * @return the address
	 * @throws IOException if a proxy said something else than an address
	 */
	public static InetAddress of(HttpServletRequest request) throws IOException {
		String address = request.getRemoteAddr();
		if (!isLiteral(address)) {
			// A name would be looked up, which takes time, and tells somebody about us.
			throw new IOException("Not an address: a forwarded header is wrong");
		}
		return InetAddress.getByName(address);
	}

	/* No host name has a colon, or ends with a digit. */
	private static boolean isLiteral(String address) {
		return !address.isEmpty() && (address.indexOf(':') >= 0 || isDigit(address.charAt(address.length() - 1)));
	}

	private static boolean isDigit(char character) {
		return character >= '0' && character <= '9';
	}

}
