package io.peerconnect.websocket;

import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.web.HttpRequestHandler;

/**
 * Answers WebSocket handshakes. Who is refused costs no more than a response without a
 * body.
 */
public final class SocketHandshake implements HttpRequestHandler {

	private static final Logger logger = LoggerFactory.getLogger(SocketHandshake.class);

	private final SocketSettings settings;

	private final SocketAcceptor acceptor;

	private final Consumer<HandshakeRefusal> onRefusal;

	/**
	 * Create the handler.
	 * @param settings what the connections have in common
	 * @param acceptor decides who may connect
	 * @param onRefusal hears of refusals
	 */
	public SocketHandshake(SocketSettings settings, SocketAcceptor acceptor, Consumer<HandshakeRefusal> onRefusal) {
		this.settings = settings;
		this.acceptor = acceptor;
		this.onRefusal = onRefusal;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response)
			throws ServletException, IOException {
		if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
			response.setHeader("Upgrade", "websocket");
			response.setStatus(HttpStatus.UPGRADE_REQUIRED.value());
			return;
		}
		if (!(request.getServletContext()
			.getAttribute(ServerContainer.class.getName()) instanceof ServerContainer container)) {
			response.setStatus(HttpStatus.NOT_IMPLEMENTED.value());
			return;
		}
		try {
			upgrade(request, response, container, this.acceptor.accept(request));
		}
		catch (HandshakeRefusedException ex) {
			this.onRefusal.accept(ex.reason());
			logger.debug("Refused a handshake: {}", ex.reason());
			response.setStatus(ex.reason().status());
		}
	}

	private void upgrade(HttpServletRequest request, HttpServletResponse response, ServerContainer container,
			SocketListener listener) throws ServletException, IOException {
		boolean upgraded = false;
		try {
			container.upgradeHttpToWebSocket(new BareRequest(request), response, endpoint(request, listener), Map.of());
			upgraded = response.getStatus() == HttpStatus.SWITCHING_PROTOCOLS.value();
		}
		catch (DeploymentException ex) {
			throw new ServletException("The endpoint is not accepted by this container", ex);
		}
		finally {
			if (!upgraded) {
				listener.closed(CloseCodes.GOING_AWAY);
			}
		}
	}

	private ServerEndpointConfig endpoint(HttpServletRequest request, SocketListener listener) {
		SocketEndpoint endpoint = new SocketEndpoint(this.settings, listener);
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
