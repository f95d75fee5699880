package io.peerconnect.room;

import java.util.function.Function;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import io.peerconnect.websocket.HandshakeRefusal;
import io.peerconnect.websocket.HandshakeRefusedException;
import io.peerconnect.websocket.OriginPolicy;
import io.peerconnect.websocket.SocketAcceptor;
import io.peerconnect.websocket.SocketListener;

/**
 * Accepts members with a ticket.
 */
final class RelayAcceptor implements SocketAcceptor {

	private final OriginPolicy origins;

	private final Function<String, @Nullable RelayEnd> ends;

	RelayAcceptor(OriginPolicy origins, Function<String, @Nullable RelayEnd> ends) {
		this.origins = origins;
		this.ends = ends;
	}

	@Override
	public SocketListener accept(HttpServletRequest request) throws HandshakeRefusedException {
		if (this.origins.findAllowed(request) == null) {
			throw new HandshakeRefusedException(HandshakeRefusal.ORIGIN);
		}
		String ticket = request.getParameter("ticket");
		RelayEnd end = (ticket != null) ? this.ends.apply(ticket) : null;
		if (end == null) {
			throw new HandshakeRefusedException(HandshakeRefusal.TICKET);
		}
		return end;
	}

}
