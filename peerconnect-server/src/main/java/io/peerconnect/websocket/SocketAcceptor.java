package io.peerconnect.websocket;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Decides who may connect.
 */
@FunctionalInterface
public interface SocketAcceptor {

	/**
	 * Accept a handshake.
	 * @param request the handshake
	 * @return the server's end of the connection to come
	 * @throws HandshakeRefusedException if this client may not connect now
	 * @throws IOException if the request cannot be read
	 */
	SocketListener accept(HttpServletRequest request) throws HandshakeRefusedException, IOException;

}
