package io.peerconnect.signaling;

import java.net.InetAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.peerconnect.websocket.CloseCodes;
import io.peerconnect.websocket.Rate;
import io.peerconnect.websocket.SendQueue;
import io.peerconnect.websocket.TokenBucket;
import io.peerconnect.websocket.Wire;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of a client, from the handshake to the close. A peer may see several of
 * them, one after the other.
 */
final class Connection {

	private static final long LAST_WORDS_MILLIS = 100;

	private final InetAddress address;

	private final String origin;

	private final long acceptedAt;

	private final TokenBucket messages;

	private final AtomicInteger strikes = new AtomicInteger();

	private final Executor closer;

	private final int sendBuffer;

	/** The code that the connection is closed with, 0 while it is not. */
	private final AtomicInteger closing = new AtomicInteger();

	private final AtomicBoolean closed = new AtomicBoolean();

	private volatile @Nullable Wire wire;

	private volatile @Nullable SendQueue queue;

	private volatile @Nullable Peer peer;

	private volatile int unansweredPings;

	// Used by the sweep alone.
	private long pingedAt;

	Connection(InetAddress address, String origin, Rate messageRate, int sendBuffer, Executor closer, long nowMillis) {
		this.address = address;
		this.origin = origin;
		this.messages = new TokenBucket(messageRate, nowMillis);
		this.sendBuffer = sendBuffer;
		this.closer = closer;
		this.acceptedAt = nowMillis;
		this.pingedAt = nowMillis;
	}

	void open(Wire wire) {
		this.queue = new SendQueue(wire, this.sendBuffer,
				() -> close(CloseCodes.TOO_SLOW, "Too much is waiting to be read"),
				(failure) -> close(CloseCodes.INTERNAL, "A message could not be sent"));
		this.wire = wire;
		int code = this.closing.get();
		if (code != 0) {
			// The server gave it up between the handshake and now.
			wire.close(code, "");
		}
	}

	void send(byte[] message) {
		SendQueue queue = this.queue;
		if (queue != null) {
			queue.send(message);
		}
	}

	/**
	 * Close the connection, from another thread: even closing may wait for a client that
	 * does not read.
	 * @param code the close code
	 * @param reason the reason
	 */
	void close(int code, String reason) {
		if (this.closing.compareAndSet(0, code)) {
			this.closer.execute(() -> closeNow(code, reason));
		}
	}

	void closeHere(int code, String reason) {
		if (this.closing.compareAndSet(0, code)) {
			closeNow(code, reason);
		}
	}

	private void closeNow(int code, String reason) {
		SendQueue queue = this.queue;
		if (queue != null) {
			if (code == CloseCodes.POLICY) {
				// The client should hear what it did wrong.
				queue.awaitSent(LAST_WORDS_MILLIS);
			}
			queue.close();
		}
		Wire wire = this.wire;
		if (wire != null) {
			wire.close(code, reason);
		}
	}

	/**
	 * Mark the connection as closed.
	 * @return whether it was not marked before
	 */
	boolean tryMarkClosed() {
		this.closing.compareAndSet(0, CloseCodes.GOING_AWAY);
		return this.closed.compareAndSet(false, true);
	}

	/**
	 * Send a ping unless a message is on its way: that one has to arrive first.
	 * @param nowMillis the present time
	 */
	void ping(long nowMillis) {
		this.pingedAt = nowMillis;
		this.unansweredPings++;
		SendQueue queue = this.queue;
		Wire wire = this.wire;
		if (queue != null && wire != null && !queue.isSending()) {
			wire.ping();
		}
	}

	void heard() {
		this.unansweredPings = 0;
	}

	boolean tryTakeMessage(long nowMillis) {
		return this.messages.tryTake(1, nowMillis);
	}

	int strike() {
		return this.strikes.incrementAndGet();
	}

	boolean isOpen() {
		return this.wire != null && this.closing.get() == 0;
	}

	int unansweredPings() {
		return this.unansweredPings;
	}

	long pingedAt() {
		return this.pingedAt;
	}

	long acceptedAt() {
		return this.acceptedAt;
	}

	InetAddress address() {
		return this.address;
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
