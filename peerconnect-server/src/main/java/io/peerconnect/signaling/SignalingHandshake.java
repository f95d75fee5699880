package io.peerconnect.signaling;

import java.io.IOException;
import java.net.InetAddress;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

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
public final class SignalingHandshake implements HttpRequestHandler {

	private static final Logger logger = LoggerFactory.getLogger(SignalingHandshake.class);

	private final SignalingServer server;

	private final OriginPolicy origins;

	private final SignalingObserver observer;

	private final AtomicBoolean warned = new AtomicBoolean();

	/**
	 * Create the handler.
	 * @param server takes the connections over
	 * @param origins tells pages of this site from others
	 * @param observer hears of refusals
	 */
	public SignalingHandshake(SignalingServer server, OriginPolicy origins, SignalingObserver observer) {
		this.server = server;
		this.origins = origins;
		this.observer = observer;
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
			upgrade(request, response, container, accept(request));
		}
		catch (HandshakeRefusedException ex) {
			this.observer.handshakeRefused(ex.reason());
			logger.debug("Refused a signalling handshake: {}", ex.reason());
			response.setStatus(ex.reason().status());
		}
	}

	private Connection accept(HttpServletRequest request) throws HandshakeRefusedException, IOException {
		String origin = this.origins.findAllowed(request);
		if (origin == null) {
			warn(request);
			throw new HandshakeRefusedException(HandshakeRefusal.ORIGIN);
		}
		return this.server.connections().accept(InetAddress.getByName(request.getRemoteAddr()), origin);
	}

	private void upgrade(HttpServletRequest request, HttpServletResponse response, ServerContainer container,
			Connection connection) throws ServletException, IOException {
		boolean upgraded = false;
		try {
			container.upgradeHttpToWebSocket(new AnonymousRequest(request), response, endpoint(request, connection),
					Map.of());
			upgraded = response.getStatus() == HttpStatus.SWITCHING_PROTOCOLS.value();
		}
		catch (DeploymentException ex) {
			throw new ServletException("The signalling endpoint is not accepted by this container", ex);
		}
		finally {
			if (!upgraded) {
				this.server.connections().closed(connection, CloseCodes.GOING_AWAY);
			}
		}
	}

	private ServerEndpointConfig endpoint(HttpServletRequest request, Connection connection) {
		SignalingEndpoint endpoint = new SignalingEndpoint(connection, this.server.connections(),
				this.server.switchboard());
		return ServerEndpointConfig.Builder.create(SignalingEndpoint.class, request.getRequestURI())
			.configurator(new OneConnection(endpoint))
			.build();
	}

	/* Behind a proxy that nobody told us of, every page looks foreign. */
	private void warn(HttpServletRequest request) {
		String origin = request.getHeader("Origin");
		if (origin != null && !this.warned.getAndSet(true)) {
			logger.warn(
					"A page of '{}' may not use signalling, as this site seems to be '{}'. If both are this site, set "
							+ "'server.forward-headers-strategy' to 'native' or 'peerconnect.domain-name' to the "
							+ "former; further refusals are logged at DEBUG",
					shorten(origin), OriginPolicy.own(request));
		}
	}

	/* What a stranger sends gets neither lines nor pages of the log. */
	private static String shorten(String origin) {
		String printable = origin.replaceAll("[^\\x21-\\x7e]", "?");
		return (printable.length() <= 200) ? printable : printable.substring(0, 200);
	}

	/**
	 * Hands the container the endpoint of this handshake, and agrees to no extension:
	 * permessage-deflate costs more than 100 kB for each connection.
	 */
	private static final class OneConnection extends ServerEndpointConfig.Configurator {

		private final SignalingEndpoint endpoint;

		OneConnection(SignalingEndpoint endpoint) {
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
	 * The request without its user. Containers close the WebSocket of a user who logs
	 * out; signalling knows no users.
	 */
	private static final class AnonymousRequest extends HttpServletRequestWrapper {

		AnonymousRequest(HttpServletRequest request) {
			super(request);
		}

		@Override
		public @Nullable Principal getUserPrincipal() {
			return null;
		}

	}

}
