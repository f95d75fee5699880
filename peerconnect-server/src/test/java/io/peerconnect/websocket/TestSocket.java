package io.peerconnect.websocket;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real WebSocket, which keeps what it hears.
 */
public final class TestSocket implements WebSocket.Listener, AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

	private final CompletableFuture<Integer> closed = new CompletableFuture<>();

	private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

	private @Nullable WebSocket socket;

	private TestSocket() {
	}

	public static TestSocket connect(int port, String path, @Nullable String origin) {
		TestSocket socket = new TestSocket();
		WebSocket.Builder builder = HTTP.newWebSocketBuilder();
		if (origin != null) {
			builder.header("Origin", origin);
		}
		socket.socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + path), socket).join();
		return socket;
	}

	/* Returns the status of a refused handshake, or 101. */
	public static int handshake(int port, String path, @Nullable String origin) {
		try (TestSocket socket = connect(port, path, origin)) {
			return 101;
		}
		catch (CompletionException ex) {
			assertThat(ex).hasCauseInstanceOf(WebSocketHandshakeException.class);
			return ((WebSocketHandshakeException) Objects.requireNonNull(ex.getCause())).getResponse().statusCode();
		}
	}

	public void sendBinary(String json) {
		socket().sendBinary(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), true).join();
	}

	public void sendText(String json) {
		socket().sendText(json, true).join();
	}

	public JsonNode next() {
		try {
			String text = this.heard.poll(10, TimeUnit.SECONDS);
			assertThat(text).as("a message (closed: %s)", this.closed.getNow(-1)).isNotNull();
			return JSON.readTree(text);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public int closeCode() {
		return this.closed.orTimeout(10, TimeUnit.SECONDS).join();
	}

	public void leave(int code) {
		socket().sendClose(code, "").join();
		closeCode();
	}

	/* Goes as a machine without network goes: without a word. */
	public void vanish() {
		socket().abort();
	}

	private WebSocket socket() {
		return Objects.requireNonNull(this.socket);
	}

	@Override
	public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
		return onPart(socket, part.toString().getBytes(StandardCharsets.UTF_8), last);
	}

	@Override
	public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
		byte[] bytes = new byte[part.remaining()];
		part.get(bytes);
		return onPart(socket, bytes, last);
	}

	private CompletionStage<?> onPart(WebSocket socket, byte[] part, boolean last) {
		this.parts.writeBytes(part);
		if (last) {
			this.heard.add(this.parts.toString(StandardCharsets.UTF_8));
			this.parts.reset();
		}
		socket.request(1);
		return CompletableFuture.completedFuture(null);
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
		assertThat(this.heard).as("messages that the test did not expect").isEmpty();
		socket().abort();
	}

}
