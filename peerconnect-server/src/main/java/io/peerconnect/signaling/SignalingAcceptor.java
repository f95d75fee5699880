package io.peerconnect.signaling;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.peerconnect.websocket.ClientAddress;
import io.peerconnect.websocket.HandshakeRefusal;
import io.peerconnect.websocket.HandshakeRefusedException;
import io.peerconnect.websocket.OriginPolicy;
import io.peerconnect.websocket.SocketAcceptor;
import io.peerconnect.websocket.SocketListener;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts the pages of this site.
 */
final class SignalingAcceptor implements SocketAcceptor {

	private static final Logger logger = LoggerFactory.getLogger(SignalingAcceptor.class);

	private final Connections connections;

	private final Switchboard switchboard;

	private final OriginPolicy origins;

	private final AtomicBoolean warned = new AtomicBoolean();

	SignalingAcceptor(Connections connections, Switchboard switchboard, OriginPolicy origins) {
		this.connections = connections;
		this.switchboard = switchboard;
		this.origins = origins;
	}

	@Override
	public SocketListener accept(HttpServletRequest request) throws HandshakeRefusedException, IOException {
		String origin = this.origins.findAllowed(request);
		if (origin == null) {
			warn(request);
			throw new HandshakeRefusedException(HandshakeRefusal.ORIGIN);
		}
		Connection connection = this.connections.accept(ClientAddress.of(request), origin);
		return new SignalingSocket(connection, this.connections, this.switchboard);
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

}
