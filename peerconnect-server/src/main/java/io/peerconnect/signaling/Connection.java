package io.peerconnect.signaling;

import java.net.InetAddress;
import java.util.concurrent.Executor;

import io.peerconnect.websocket.Rate;
import io.peerconnect.websocket.SocketConnection;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of a client. A peer may see several of them, one after the other.
 */
final class Connection extends SocketConnection {

	private final String origin;

	private volatile @Nullable Peer peer;

	Connection(InetAddress address, String origin, Rate messageRate, int sendBuffer, Executor closer, long nowMillis) {
		super(address, messageRate, sendBuffer, closer, nowMillis);
		this.origin = origin;
	}

	String origin() {
		return this.origin;
	}

	@Nullable Peer peer() {
		return this.peer;
	}

	void setPeer(Peer peer) {
		this.peer = peer;
	}

}
