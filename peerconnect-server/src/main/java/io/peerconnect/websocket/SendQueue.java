package io.peerconnect.websocket;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Messages on their way to one client, in order. Never blocks the sender: what a slow
 * client has not read waits here, up to a limit.
 */
public final class SendQueue {

	private final Wire wire;

	private final int limit;

	private final Runnable onOverflow;

	private final Consumer<Throwable> onFailure;

	// The following are guarded by this.

	private final Deque<byte[]> waiting = new ArrayDeque<>(4);

	private int waitingBytes;

	private boolean sending;

	private boolean closed;

	private @Nullable Runnable whenSent;

	/**
	 * Create a queue.
	 * @param wire what to send with
	 * @param limit bytes that may wait; one message may always
	 * @param onOverflow called once when more would have to wait; nothing is sent any
	 * more
	 * @param onFailure called when a message could not be sent; nothing is sent any more
	 */
	public SendQueue(Wire wire, int limit, Runnable onOverflow, Consumer<Throwable> onFailure) {
		this.wire = wire;
		this.limit = limit;
		this.onOverflow = onOverflow;
		this.onFailure = onFailure;
	}

	/**
	 * Send a message after those that wait.
	 * @param message the message
	 */
	public void send(byte[] message) {
		boolean overflow = false;
		synchronized (this) {
			if (this.closed) {
				return;
			}
			if (this.waitingBytes > 0 && this.waitingBytes + message.length > this.limit) {
				overflow = true;
				clear();
			}
			else {
				this.waiting.add(message);
				this.waitingBytes += message.length;
				if (this.sending) {
					return;
				}
				this.sending = true;
			}
		}
		if (overflow) {
			this.onOverflow.run();
			runWhenSent();
			return;
		}
		sendWaiting();
	}

	/**
	 * Return whether a message is on its way.
	 * @return whether the wire is busy
	 */
	public synchronized boolean isSending() {
		return this.sending;
	}

	/**
	 * Do something once all messages are sent, or dropped.
	 * @param action called once, on this thread or on the one that sends the last message
	 */
	public void whenSent(Runnable action) {
		synchronized (this) {
			if (this.sending && !this.closed) {
				this.whenSent = action;
				return;
			}
		}
		action.run();
	}

	/**
	 * Drop the messages that wait, and those to come.
	 */
	public void close() {
		synchronized (this) {
			clear();
		}
		runWhenSent();
	}

	private void clear() {
		this.closed = true;
		this.waiting.clear();
		this.waitingBytes = 0;
	}

	/*
	 * A send that is done at once continues in this loop and not from within its
	 * callback, which would add stack frames with every message.
	 */
	private void sendWaiting() {
		byte[] next = poll();
		while (next != null) {
			AtomicBoolean handedOver = new AtomicBoolean();
			this.wire.send(next, (failure) -> {
				boolean returned = !handedOver.compareAndSet(false, true);
				if (failure != null) {
					fail(failure);
				}
				if (returned) {
					sendWaiting();
				}
			});
			if (handedOver.compareAndSet(false, true)) {
				return;
			}
			next = poll();
		}
		runWhenSent();
	}

	private void runWhenSent() {
		Runnable action;
		synchronized (this) {
			action = (!this.sending || this.closed) ? this.whenSent : null;
			this.whenSent = (action != null) ? null : this.whenSent;
		}
		if (action != null) {
			action.run();
		}
	}

	private void fail(Throwable failure) {
		close();
		this.onFailure.accept(failure);
	}

	private synchronized byte @Nullable [] poll() {
		byte[] next = this.waiting.poll();
		if (next == null) {
			this.sending = false;
			return null;
		}
		this.waitingBytes -= next.length;
		return next;
	}

}
