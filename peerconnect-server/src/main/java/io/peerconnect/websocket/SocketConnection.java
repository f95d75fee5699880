package io.peerconnect.websocket;

import java.net.InetAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of a client, from the handshake to the close. Safe for use by many
 * threads at once.
 */
public class SocketConnection {

	private final InetAddress address;

	private final long acceptedAt;

	private final TokenBucket messages;

	private final AtomicInteger strikes = new AtomicInteger();

	private final Executor closer;

	private final int sendBuffer;

	/** The code that the connection is closed with, 0 while it is not. */
	private final AtomicInteger closing = new AtomicInteger();

	private final AtomicBoolean closedByUs = new AtomicBoolean();

	private final AtomicBoolean closed = new AtomicBoolean();

	private volatile @Nullable Wire wire;

	private volatile @Nullable SendQueue queue;

	private volatile int unansweredPings;

	// The following are used by the sweep alone.

	private long pingedAt;

	private boolean overdue;

	/**
	 * Create a connection whose handshake was accepted.
	 * @param address where it comes from
	 * @param messageRate how many messages the client may send
	 * @param sendBuffer bytes that may wait for a client that reads slowly
	 * @param closer closes connections: even closing may wait for a client
	 * @param nowMillis the present time
	 */
	protected SocketConnection(InetAddress address, Rate messageRate, int sendBuffer, Executor closer, long nowMillis) {
		this.address = address;
		this.messages = new TokenBucket(messageRate, nowMillis);
		this.sendBuffer = sendBuffer;
		this.closer = closer;
		this.acceptedAt = nowMillis;
		this.pingedAt = nowMillis;
	}

	/**
	 * Begin to send.
	 * @param wire what to send with
	 */
	public final void open(Wire wire) {
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

	/**
	 * Send a message without waiting.
	 * @param message the message
	 */
	public final void send(byte[] message) {
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
	public final void close(int code, String reason) {
		if (!this.closing.compareAndSet(0, code)) {
			return;
		}
		Runnable task = () -> this.closer.execute(() -> closeNow(code, reason));
		SendQueue queue = this.queue;
		if ((code == CloseCodes.POLICY || code == CloseCodes.BAD_TOKEN) && queue != null) {
			// The client should hear what it did wrong.
			queue.whenSent(task);
		}
		else {
			task.run();
		}
	}

	/**
	 * Close the connection without further delay if it was to be closed before the last
	 * call already.
	 * @return whether it is to be closed
	 */
	final boolean hurryClosing() {
		int code = this.closing.get();
		if (code == 0) {
			return false;
		}
		if (this.overdue) {
			this.closer.execute(() -> closeNow(code, ""));
		}
		this.overdue = true;
		return true;
	}

	/**
	 * Close the connection from this thread.
	 * @param code the close code
	 * @param reason the reason
	 */
	public final void closeHere(int code, String reason) {
		if (this.closing.compareAndSet(0, code)) {
			closeNow(code, reason);
		}
	}

	private void closeNow(int code, String reason) {
		if (!this.closedByUs.compareAndSet(false, true)) {
			return;
		}
		SendQueue queue = this.queue;
		if (queue != null) {
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
	final boolean tryMarkClosed() {
		this.closing.compareAndSet(0, CloseCodes.GOING_AWAY);
		return this.closed.compareAndSet(false, true);
	}

	/**
	 * Send a ping unless a message is on its way: that one has to arrive first.
	 * @param nowMillis the present time
	 */
	final void ping(long nowMillis) {
		this.pingedAt = nowMillis;
		this.unansweredPings++;
		SendQueue queue = this.queue;
		Wire wire = this.wire;
		if (queue != null && wire != null && !queue.isSending()) {
			wire.ping();
		}
	}

	/**
	 * Take note that the client lives.
	 */
	public final void heard() {
		this.unansweredPings = 0;
	}

	/**
	 * Take from what the client may still send.
	 * @param count how many messages
	 * @param nowMillis the present time
	 * @return whether there was enough
	 */
	public final boolean tryTakeMessages(int count, long nowMillis) {
		return this.messages.tryTake(count, nowMillis);
	}

	/**
	 * Count a bad message.
	 * @return how many there were
	 */
	public final int strike() {
		return this.strikes.incrementAndGet();
	}

	/**
	 * Return whether messages can be sent.
	 * @return whether the connection is open
	 */
	public final boolean isOpen() {
		return this.wire != null && this.closing.get() == 0;
	}

	/**
	 * Return whether the connection is to be closed.
	 * @return whether it is
	 */
	public final boolean isClosing() {
		return this.closing.get() != 0;
	}

	final int unansweredPings() {
		return this.unansweredPings;
	}

	final long pingedAt() {
		return this.pingedAt;
	}

	/**
	 * Return when the handshake was accepted.
	 * @return the time in milliseconds
	 */
	public final long acceptedAt() {
		return this.acceptedAt;
	}

	/**
	 * Return where the connection comes from.
	 * @return the address
	 */
	public final InetAddress address() {
		return this.address;
	}

}
