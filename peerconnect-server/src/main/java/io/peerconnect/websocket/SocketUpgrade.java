package io.peerconnect.websocket;

import java.io.IOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Takes connections over from a servlet container, for less memory and time than its own
 * WebSockets cost. One that stands in the servlet context as an attribute with the name
 * of this type is used. Safe for use by many threads at once.
 */
public interface SocketUpgrade {

	/**
	 * Take a connection over.
	 * @param request the handshake, which is in order
	 * @param response its response, with all headers that a handshake is answered with
	 * @param settings what the connections of the endpoint have in common
	 * @param listener what serves the client
	 * @return whether it was taken over; if not, nothing was done
	 * @throws IOException if the connection is broken
	 * @throws ServletException if the container does not give it away
	 */
	boolean tryUpgrade(HttpServletRequest request, HttpServletResponse response, SocketSettings settings,
			SocketListener listener) throws IOException, ServletException;

}
