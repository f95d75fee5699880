package io.peerconnect.websocket;

import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * Leaves WebSockets to the container of the Jakarta API.
 */
public final class ContainerUpgrade implements SocketUpgrade {

	@Override
	public boolean isPossible(HttpServletRequest request) {
		return findContainer(request) != null;
	}

	private static @Nullable ServerContainer findContainer(HttpServletRequest request) {
		Object container = request.getServletContext().getAttribute(ServerContainer.class.getName());
		return (container instanceof ServerContainer found) ? found : null;
	}

	@Override
	public boolean upgrade(HttpServletRequest request, HttpServletResponse response, SocketSettings settings,
			SocketListener listener) throws ServletException, IOException {
		try {
			ServerContainer container = findContainer(request);
			if (container == null) {
				throw new ServletException("This container knows no WebSockets");
			}
			container.upgradeHttpToWebSocket(new BareRequest(request), response, endpoint(request, settings, listener),
					Map.of());
			return response.getStatus() == HttpStatus.SWITCHING_PROTOCOLS.value();
		}
		catch (DeploymentException ex) {
			throw new ServletException("The endpoint is not accepted by this container", ex);
		}
	}

	private static ServerEndpointConfig endpoint(HttpServletRequest request, SocketSettings settings,
			SocketListener listener) {
		SocketEndpoint endpoint = new SocketEndpoint(settings, listener);
		return ServerEndpointConfig.Builder.create(SocketEndpoint.class, request.getRequestURI())
			.configurator(new OneConnection(endpoint))
			.build();
	}

	/**
	 * Hands the container the endpoint of this handshake, and agrees to no extension:
	 * permessage-deflate costs more than 100 kB for each connection.
	 */
	private static final class OneConnection extends ServerEndpointConfig.Configurator {

		private final SocketEndpoint endpoint;

		OneConnection(SocketEndpoint endpoint) {
			this.endpoint = endpoint;
		}

		@Override
		public <T> T getEndpointInstance(Class<T> endpointClass) {
			return endpointClass.cast(this.endpoint);
		}

		@Override
		public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
			return List.of();
		}

		/* Ours is the stricter check, and done. */
		@Override
		public boolean checkOrigin(@Nullable String originHeaderValue) {
			return true;
		}

	}

	/**
	 * The request without its user, headers and parameters. Containers close the
	 * WebSocket of a user who logs out, but our WebSockets know no users. And Tomcat
	 * keeps a copy of all headers, cookies included, for as long as the WebSocket is
	 * open; what it needs for the handshake it asks for by name.
	 */
	private static final class BareRequest extends HttpServletRequestWrapper {

		BareRequest(HttpServletRequest request) {
			super(request);
		}

		@Override
		public @Nullable Principal getUserPrincipal() {
			return null;
		}

		@Override
		public Enumeration<String> getHeaderNames() {
			return Collections.emptyEnumeration();
		}

		@Override
		public Map<String, String[]> getParameterMap() {
			return Map.of();
		}

	}

}
