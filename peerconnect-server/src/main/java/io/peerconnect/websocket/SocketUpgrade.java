package io.peerconnect.websocket;

import java.io.IOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * A way to make a WebSocket of a request. Implementations are safe for use by many
 * threads at once.
 */
public interface SocketUpgrade {

	/**
	 * Return whether this way is open to a request.
	 * @param request a handshake
	 * @return whether {@link #upgrade} may be called
	 */
	boolean isPossible(HttpServletRequest request);

	/**
	 * Make a WebSocket of a request, or answer that it is no handshake.
	 * @param request a handshake of a client that may connect
	 * @param response its response
	 * @param settings what the connections of the endpoint have in common
	 * @param listener the server's end, which hears of nothing unless there is a
	 * WebSocket
	 * @return whether there is one
	 * @throws ServletException if the container does not take part
	 * @throws IOException if the response cannot be written
	 */
	boolean upgrade(HttpServletRequest request, HttpServletResponse response, SocketSettings settings,
			SocketListener listener) throws ServletException, IOException;

}
