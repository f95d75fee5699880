package io.peerconnect.signaling;

import java.net.InetAddress;
import java.time.Clock;
import java.util.concurrent.Executor;

import io.peerconnect.websocket.AddressLimits;
import io.peerconnect.websocket.AddressRate;
import io.peerconnect.websocket.CloseCodes;
import io.peerconnect.websocket.HandshakeRefusedException;
import io.peerconnect.websocket.OpenConnections;

/**
 * The signalling connections of this node. Safe for use by many threads at once.
 */
final class Connections {

	private final SignalingSettings settings;

	private final OpenConnections<Connection> open;

	private final PeerLifecycle peers;

	private final SignalingObserver observer;

	private final Executor closer;

	private final Clock clock;

	Connections(SignalingSettings settings, AddressLimits addresses, AddressRate messages, PeerLifecycle peers,
			SignalingObserver observer, Executor closer, Clock clock) {
		this.settings = settings;
		this.open = new OpenConnections<>(settings.maxSessions(), settings.heartbeat(), addresses, messages, clock);
		this.peers = peers;
		this.observer = observer;
		this.closer = closer;
		this.clock = clock;
	}

	Connection accept(InetAddress address, String origin) throws HandshakeRefusedException {
		Connection connection = this.open.accept(address, (now) -> new Connection(address, origin,
				this.settings.messages(), this.settings.sendBuffer(), this.closer, now));
		this.observer.sessionOpened();
		return connection;
	}

	void closed(Connection connection, int code) {
		if (this.open.tryRemove(connection)) {
			this.observer.sessionClosed();
			this.peers.disconnected(connection, code, this.clock.millis());
		}
	}

	/**
	 * Look after all connections: greet the late, ping the silent, close the dead.
	 */
	void sweep() {
		long now = this.clock.millis();
		this.open.forEach((connection) -> {
			if (connection.peer() == null && !connection.isClosing()
					&& now - connection.acceptedAt() >= this.settings.helloTimeout().toMillis()) {
				connection.close(CloseCodes.NO_HELLO, "No 'hello' in time");
				closed(connection, CloseCodes.NO_HELLO);
			}
			else {
				this.open.keepAlive(connection, now, this::closed);
			}
		});
		this.peers.expire(now - this.settings.resumeGrace().toMillis());
	}

	void startAccepting() {
		this.open.startAccepting();
	}

	void drain() {
		this.open.drain(this::closed);
	}

}
