package io.peerconnect.room;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * An end of a relay that reads when it is told to.
 */
final class RelayClient implements WebSocket.Listener, AutoCloseable {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private final BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();

	private final CompletableFuture<Integer> closed = new CompletableFuture<>();

	private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

	private final WebSocket socket;

	private volatile boolean reading = true;

	RelayClient(RoomSite site, String ticket) {
		this.socket = HTTP.newWebSocketBuilder()
			.header("Origin", site.origin())
			.buildAsync(URI.create("ws://127.0.0.1:" + site.port() + "/peerconnect/relay?ticket=" + ticket), this)
			.join();
	}

	void send(byte[] frame) {
		this.socket.sendBinary(ByteBuffer.wrap(frame), true).join();
	}

	byte @Nullable [] next() {
		try {
			return this.heard.poll(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void stopReading() {
		this.reading = false;
	}

	void startReading() {
		this.reading = true;
		this.socket.request(1);
	}

	int closeCode() {
		return this.closed.orTimeout(20, TimeUnit.SECONDS).join();
	}

	boolean isOpen() {
		return !this.closed.isDone();
	}

	@Override
	public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
		byte[] bytes = new byte[part.remaining()];
		part.get(bytes);
		this.parts.writeBytes(bytes);
		if (last) {
			this.heard.add(this.parts.toByteArray());
			this.parts.reset();
		}
		if (this.reading) {
			socket.request(1);
		}
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
		this.closed.complete(code);
		return null;
	}

	@Override
	public void onError(WebSocket socket, Throwable failure) {
		this.closed.complete(1006);
	}

	@Override
	public void close() {
		this.socket.abort();
	}

}
