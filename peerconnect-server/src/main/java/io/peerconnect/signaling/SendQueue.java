package io.peerconnect.signaling;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Messages on their way to one client, in order. Never blocks the sender: what a slow
 * client has not read waits here, up to a limit.
 */
final class SendQueue {

	private final Wire wire;

	private final int limit;

	private final Runnable onOverflow;

	private final Consumer<Throwable> onFailure;

	// The following are guarded by this.

	private final Deque<byte[]> waiting = new ArrayDeque<>(4);

	private int waitingBytes;

	private boolean sending;

	private boolean closed;

	SendQueue(Wire wire, int limit, Runnable onOverflow, Consumer<Throwable> onFailure) {
		this.wire = wire;
		this.limit = limit;
		this.onOverflow = onOverflow;
		this.onFailure = onFailure;
	}

	void send(byte[] message) {
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
			return;
		}
		sendWaiting();
	}

	synchronized boolean isSending() {
		return this.sending;
	}

	synchronized void close() {
		clear();
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
