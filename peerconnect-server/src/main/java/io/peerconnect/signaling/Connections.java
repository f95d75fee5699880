package io.peerconnect.signaling;

import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import io.peerconnect.websocket.AddressLimits;
import io.peerconnect.websocket.AddressRate;
import io.peerconnect.websocket.CloseCodes;
import io.peerconnect.websocket.HandshakeRefusal;
import io.peerconnect.websocket.HandshakeRefusedException;

/**
 * The connections of this node, from the handshake on. Safe for use by many threads at
 * once.
 */
final class Connections {

	private final SignalingSettings settings;

	private final AddressLimits addresses;

	private final AddressRate messages;

	private final PeerLifecycle peers;

	private final SignalingObserver observer;

	private final Executor closer;

	private final Clock clock;

	private final Set<Connection> all = ConcurrentHashMap.newKeySet();

	private final AtomicInteger count = new AtomicInteger();

	private volatile boolean accepting;

	Connections(SignalingSettings settings, AddressLimits addresses, AddressRate messages, PeerLifecycle peers,
			SignalingObserver observer, Executor closer, Clock clock) {
		this.settings = settings;
		this.addresses = addresses;
		this.messages = messages;
		this.peers = peers;
		this.observer = observer;
		this.closer = closer;
		this.clock = clock;
	}

	Connection accept(InetAddress address, String origin) throws HandshakeRefusedException {
		long now = this.clock.millis();
		if (!this.accepting) {
			throw new HandshakeRefusedException(HandshakeRefusal.DRAINING);
		}
		if (this.addresses.isBanned(address, now)) {
			throw new HandshakeRefusedException(HandshakeRefusal.BANNED);
		}
		if (this.count.get() >= this.settings.maxSessions()) {
			throw new HandshakeRefusedException(HandshakeRefusal.NODE_FULL);
		}
		// A handshake counts as a message, or reconnecting would be a way around the
		// rate.
		if (!this.messages.tryTake(address, 1, now) || !this.addresses.tryOpen(address)) {
			throw new HandshakeRefusedException(HandshakeRefusal.ADDRESS_FULL);
		}
		this.count.incrementAndGet();
		this.observer.sessionOpened();
		Connection connection = new Connection(address, origin, this.settings.messages(), this.settings.sendBuffer(),
				this.closer, now);
		this.all.add(connection);
		return connection;
	}

	void closed(Connection connection, int code) {
		if (!connection.tryMarkClosed()) {
			return;
		}
		this.all.remove(connection);
		this.count.decrementAndGet();
		this.addresses.close(connection.address());
		this.observer.sessionClosed();
		this.peers.disconnected(connection, code, this.clock.millis());
	}

	/**
	 * Look after all connections: greet the late, ping the silent, close the dead. One
	 * sweep costs less than a timer for each.
	 */
	void sweep() {
		long now = this.clock.millis();
		for (Connection connection : this.all) {
			if (connection.peer() == null && now - connection.acceptedAt() >= this.settings.helloTimeout().toMillis()) {
				close(connection, CloseCodes.NO_HELLO, "No 'hello' in time");
			}
			else if (now - connection.pingedAt() >= this.settings.heartbeat().toMillis()) {
				if (connection.unansweredPings() >= 2) {
					close(connection, CloseCodes.TOO_SLOW, "No answer to two pings");
				}
				else {
					connection.ping(now);
				}
			}
		}
		this.peers.expire(now - this.settings.resumeGrace().toMillis());
	}

	/* The container may take its time to tell that a dead connection is closed. */
	private void close(Connection connection, int code, String reason) {
		connection.close(code, reason);
		closed(connection, code);
	}

	void startAccepting() {
		this.accepting = true;
	}

	List<Connection> stopAccepting() {
		this.accepting = false;
		return List.copyOf(this.all);
	}

}
