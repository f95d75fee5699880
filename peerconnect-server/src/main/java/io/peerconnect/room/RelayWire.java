package io.peerconnect.room;

import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

import io.peerconnect.websocket.SoonExecutor;
import io.peerconnect.websocket.Wire;

/**
 * One way of a relay: to an end that may not be there yet, and no faster than the relay
 * may go. Both delay the completion of a message and so the next one, which waits in the
 * queue of the sender.
 */
final class RelayWire implements Wire {

	private final ToLongFunction<byte[]> pace;

	private final SoonExecutor executor;

	// The following are guarded by this.

	private @Nullable Wire end;

	private @Nullable Runnable waiting;

	/**
	 * Create a wire.
	 * @param pace takes note of a message that is sent, and tells for how many
	 * milliseconds nothing else may be
	 * @param executor runs what has to wait
	 */
	RelayWire(ToLongFunction<byte[]> pace, SoonExecutor executor) {
		this.pace = pace;
		this.executor = executor;
	}

	void connect(Wire end) {
		Runnable waiting;
		synchronized (this) {
			this.end = end;
			waiting = this.waiting;
			this.waiting = null;
		}
		if (waiting != null) {
			waiting.run();
		}
	}

	@Override
	public void send(byte[] message, Completion completion) {
		Wire end;
		synchronized (this) {
			end = this.end;
			if (end == null) {
				// Only ever one: the next is sent when this one is done.
				this.waiting = () -> send(message, completion);
				return;
			}
		}
		end.send(message, (failure) -> completed(message, completion, failure));
	}

	private void completed(byte[] message, Completion completion, @Nullable Throwable failure) {
		long pauseMillis = this.pace.applyAsLong(message);
		if (failure != null || pauseMillis == 0) {
			completion.completed(failure);
		}
		else {
			this.executor.executeAfter(() -> completion.completed(null), pauseMillis);
		}
	}

	@Override
	public void ping() {
		throw new UnsupportedOperationException("Ends of a relay are looked after by their sessions");
	}

	@Override
	public void close(int code, String reason) {
		Wire end;
		synchronized (this) {
			end = this.end;
			this.waiting = null;
		}
		if (end != null) {
			end.close(code, reason);
		}
	}

}
