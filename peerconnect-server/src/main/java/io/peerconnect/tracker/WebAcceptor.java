package io.peerconnect.tracker;

import java.io.IOException;

import io.peerconnect.token.JoinTokens;
import io.peerconnect.websocket.ClientAddress;
import io.peerconnect.websocket.HandshakeRefusal;
import io.peerconnect.websocket.HandshakeRefusedException;
import io.peerconnect.websocket.OriginPolicy;
import io.peerconnect.websocket.SocketAcceptor;
import io.peerconnect.websocket.SocketListener;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;

/**
 * Accepts pages of this site that carry a join token, and, if they may, clients that are
 * no browsers: those send no {@code Origin}.
 */
final class WebAcceptor implements SocketAcceptor {

	private final WebConnections connections;

	private final WebTracker tracker;

	private final OriginPolicy origins;

	private final JoinTokens tokens;

	private final boolean desktopClients;

	WebAcceptor(WebConnections connections, WebTracker tracker, OriginPolicy origins, JoinTokens tokens,
			boolean desktopClients) {
		this.connections = connections;
		this.tracker = tracker;
		this.origins = origins;
		this.tokens = tokens;
		this.desktopClients = desktopClients;
	}

	@Override
	public SocketListener accept(HttpServletRequest request) throws HandshakeRefusedException, IOException {
		if (request.getHeader(HttpHeaders.ORIGIN) != null) {
			requireToken(request);
		}
		else if (!this.desktopClients) {
			throw new HandshakeRefusedException(HandshakeRefusal.ORIGIN);
		}
		WebConnection connection = this.connections.accept(ClientAddress.of(request));
		return new WebSession(connection, this.connections, this.tracker);
	}

	private void requireToken(HttpServletRequest request) throws HandshakeRefusedException {
		String origin = this.origins.findAllowed(request);
		if (origin == null) {
			throw new HandshakeRefusedException(HandshakeRefusal.ORIGIN);
		}
		String token = request.getParameter("token");
		if (token == null || this.tokens.findVisitor(token, origin) == null) {
			throw new HandshakeRefusedException(HandshakeRefusal.TOKEN);
		}
	}

}
