package io.peerconnect.websocket;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A WebSocket whose client reads at once, or when told to.
 */
public class FakeWire implements Wire {

	private final List<String> sent = new ArrayList<>();

	private final Deque<Completion> unread = new ArrayDeque<>();

	private boolean reading = true;

	private int pings;

	private int closeCode;

	@Override
	public void send(byte[] message, Completion completion) {
		this.sent.add(new String(message, StandardCharsets.UTF_8));
		if (this.reading) {
			completion.completed(null);
		}
		else {
			this.unread.add(completion);
		}
	}

	@Override
	public void ping() {
		this.pings++;
	}

	@Override
	public void close(int code, String reason) {
		this.closeCode = code;
	}

	public void stopReading() {
		this.reading = false;
	}

	public void startReading() {
		this.reading = true;
	}

	public void readNext(@Nullable Throwable failure) {
		this.unread.remove().completed(failure);
	}

	public List<String> sent() {
		return this.sent;
	}

	public int pings() {
		return this.pings;
	}

	public int closeCode() {
		return this.closeCode;
	}

}
