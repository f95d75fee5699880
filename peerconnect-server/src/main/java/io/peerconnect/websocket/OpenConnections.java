package io.peerconnect.websocket;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.ObjIntConsumer;

/**
 * The connections of one endpoint on this node, from the handshake on. Safe for use by
 * many threads at once.
 *
 * @param <C> the type of connections
 */
public final class OpenConnections<C extends SocketConnection> {

	private static final int MAX_UNANSWERED_PINGS = 2;

	/* All clients at once would come back to the next node at once. */
	private static final int DRAIN_BATCH = 500;

	private static final Duration DRAIN_PAUSE = Duration.ofMillis(100);

	private final int maxConnections;

	private final long heartbeatMillis;

	private final AddressLimits addresses;

	private final AddressRate messages;

	private final Clock clock;

	private final Set<C> all = ConcurrentHashMap.newKeySet();

	private final AtomicInteger count = new AtomicInteger();

	private volatile boolean accepting;

	/**
	 * Create an empty set, which accepts nothing yet.
	 * @param maxConnections connections of this node at most
	 * @param heartbeat interval between pings
	 * @param addresses which addresses may connect
	 * @param messages how much each address may send
	 * @param clock the time
	 */
	public OpenConnections(int maxConnections, Duration heartbeat, AddressLimits addresses, AddressRate messages,
			Clock clock) {
		this.maxConnections = maxConnections;
		this.heartbeatMillis = heartbeat.toMillis();
		this.addresses = addresses;
		this.messages = messages;
		this.clock = clock;
	}

	/**
	 * Accept a connection.
	 * @param address where it comes from
	 * @param opening makes it, given the present time in milliseconds
	 * @return the connection, which must be {@link #tryRemove removed}
	 * @throws HandshakeRefusedException if it may not connect now
	 */
	public C accept(InetAddress address, LongFunction<C> opening) throws HandshakeRefusedException {
		long now = this.clock.millis();
		if (!this.accepting) {
			throw new HandshakeRefusedException(HandshakeRefusal.DRAINING);
		}
		if (this.addresses.isBanned(address, now)) {
			throw new HandshakeRefusedException(HandshakeRefusal.BANNED);
		}
		if (this.count.get() >= this.maxConnections) {
			throw new HandshakeRefusedException(HandshakeRefusal.NODE_FULL);
		}
		// A handshake counts as a message, or reconnecting would be a way around the
		// rate.
		if (!this.messages.tryTake(address, 1, now) || !this.addresses.tryOpen(address)) {
			throw new HandshakeRefusedException(HandshakeRefusal.ADDRESS_FULL);
		}
		this.count.incrementAndGet();
		C connection = opening.apply(now);
		this.all.add(connection);
		return connection;
	}

	/**
	 * Remove a connection that is closed.
	 * @param connection the connection
	 * @return whether it was not removed before
	 */
	public boolean tryRemove(C connection) {
		if (!connection.tryMarkClosed()) {
			return false;
		}
		this.all.remove(connection);
		this.count.decrementAndGet();
		this.addresses.close(connection.address());
		return true;
	}

	/**
	 * Look at every connection.
	 * @param action called with each
	 */
	public void forEach(Consumer<C> action) {
		this.all.forEach(action);
	}

	/**
	 * Ping a connection when it is due, and close it when it left two pings unanswered,
	 * or does not read what it should hear before it is closed. One sweep costs less than
	 * a timer for each.
	 * @param connection the connection
	 * @param nowMillis the present time
	 * @param onClose called with a connection that this closes, and the code
	 */
	public void keepAlive(C connection, long nowMillis, ObjIntConsumer<C> onClose) {
		if (connection.hurryClosing() || nowMillis - connection.pingedAt() < this.heartbeatMillis) {
			return;
		}
		if (connection.unansweredPings() >= MAX_UNANSWERED_PINGS) {
			connection.close(CloseCodes.TOO_SLOW, "No answer to two pings");
			// The container may take its time to tell that a dead connection is closed.
			onClose.accept(connection, CloseCodes.TOO_SLOW);
		}
		else {
			connection.ping(nowMillis);
		}
	}

	/**
	 * Begin to accept connections.
	 */
	public void startAccepting() {
		this.accepting = true;
	}

	/**
	 * Accept no more connections, and close all, so that clients come back elsewhere.
	 * @param onClose called with each connection, and the code
	 */
	public void drain(ObjIntConsumer<C> onClose) {
		this.accepting = false;
		int closed = 0;
		for (C connection : List.copyOf(this.all)) {
			connection.closeHere(CloseCodes.RESTART, "The server restarts");
			onClose.accept(connection, CloseCodes.RESTART);
			if (++closed % DRAIN_BATCH == 0) {
				LockSupport.parkNanos(DRAIN_PAUSE.toNanos());
			}
		}
	}

	/**
	 * Return how many connections there are.
	 * @return the count
	 */
	public int count() {
		return this.count.get();
	}

}
