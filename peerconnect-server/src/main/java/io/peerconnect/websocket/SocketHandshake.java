package io.peerconnect.websocket;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpHeaders;
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

	private final List<SocketUpgrade> upgrades;

	/**
	 * Create the handler, which leaves WebSockets to the container.
	 * @param settings what the connections have in common
	 * @param acceptor decides who may connect
	 * @param onRefusal hears of refusals
	 */
	public SocketHandshake(SocketSettings settings, SocketAcceptor acceptor, Consumer<HandshakeRefusal> onRefusal) {
		this(settings, acceptor, onRefusal, List.of());
	}

	/**
	 * Create the handler.
	 * @param settings what the connections have in common
	 * @param acceptor decides who may connect
	 * @param onRefusal hears of refusals
	 * @param upgrades ways to make a WebSocket of a request that are taken where they are
	 * possible; the container's own is the last
	 */
	public SocketHandshake(SocketSettings settings, SocketAcceptor acceptor, Consumer<HandshakeRefusal> onRefusal,
			List<SocketUpgrade> upgrades) {
		this.settings = settings;
		this.acceptor = acceptor;
		this.onRefusal = onRefusal;
		this.upgrades = new ArrayList<>(upgrades);
		this.upgrades.add(new ContainerUpgrade());
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response)
			throws ServletException, IOException {
		if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
			response.setHeader(HttpHeaders.UPGRADE, "websocket");
			response.setStatus(HttpStatus.UPGRADE_REQUIRED.value());
			return;
		}
		SocketUpgrade upgrade = findUpgrade(request);
		if (upgrade == null) {
			response.setStatus(HttpStatus.NOT_IMPLEMENTED.value());
			return;
		}
		try {
			upgrade(upgrade, request, response, this.acceptor.accept(request));
		}
		catch (HandshakeRefusedException ex) {
			this.onRefusal.accept(ex.reason());
			logger.debug("Refused a handshake: {}", ex.reason());
			response.setStatus(ex.reason().status());
		}
	}

	private void upgrade(SocketUpgrade upgrade, HttpServletRequest request, HttpServletResponse response,
			SocketListener listener) throws ServletException, IOException {
		boolean upgraded = false;
		try {
			upgraded = upgrade.upgrade(request, response, this.settings, listener);
		}
		finally {
			// Who may connect is counted from then on.
			if (!upgraded) {
				listener.closed(CloseCodes.GOING_AWAY);
			}
		}
	}

	private @Nullable SocketUpgrade findUpgrade(HttpServletRequest request) {
		for (SocketUpgrade upgrade : this.upgrades) {
			if (upgrade.isPossible(request)) {
				return upgrade;
			}
		}
		return null;
	}

}
