package io.peerconnect.signaling;

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
 * A client with a real WebSocket, which keeps what it hears.
 */
final class TestPeer implements WebSocket.Listener, AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private final TestSite site;

	private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

	private final CompletableFuture<Integer> closed = new CompletableFuture<>();

	private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

	private @Nullable WebSocket socket;

	private String id = "";

	private String secret = "";

	private TestPeer(TestSite site) {
		this.site = site;
	}

	static TestPeer connect(TestSite site) {
		return connect(site, "/peerconnect/signaling", site.origin());
	}

	static TestPeer connect(TestSite site, String path, @Nullable String origin) {
		TestPeer peer = new TestPeer(site);
		WebSocket.Builder builder = HTTP.newWebSocketBuilder();
		if (origin != null) {
			builder.header("Origin", origin);
		}
		peer.socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + site.port() + path), peer).join();
		return peer;
	}

	/* Returns the status of a refused handshake, or 101. */
	static int handshake(TestSite site, String path, @Nullable String origin) {
		try (TestPeer peer = connect(site, path, origin)) {
			return 101;
		}
		catch (CompletionException ex) {
			assertThat(ex).hasCauseInstanceOf(WebSocketHandshakeException.class);
			return ((WebSocketHandshakeException) Objects.requireNonNull(ex.getCause())).getResponse().statusCode();
		}
	}

	static TestPeer welcomed(TestSite site) {
		TestPeer peer = connect(site);
		assertThat(peer.hello("")).isFalse();
		return peer;
	}

	/* Says hello with further components; returns whether the session was resumed. */
	boolean hello(String more) {
		send("{\"type\":\"hello\",\"token\":\"good for " + this.site.origin() + "\",\"sharing\":true" + more + "}");
		JsonNode welcome = next("welcome");
		this.id = welcome.get("peer").asString();
		this.secret = welcome.get("resume").asString();
		return welcome.get("resumed").asBoolean();
	}

	void send(String json) {
		socket().sendBinary(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), true).join();
	}

	void sendText(String json) {
		socket().sendText(json, true).join();
	}

	JsonNode next(String type) {
		JsonNode message = next();
		assertThat(message.get("type").asString()).as(message.toString()).isEqualTo(type);
		return message;
	}

	JsonNode next() {
		try {
			String text = this.heard.poll(10, TimeUnit.SECONDS);
			assertThat(text).as("a message (closed: %s)", this.closed.getNow(-1)).isNotNull();
			return JSON.readTree(text);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/* A round trip: whatever was sent before has been handled. */
	void sync() {
		send("{\"type\":\"resolve\",\"urls\":[]}");
		assertThat(next("resolved").get("assets")).isEmpty();
	}

	int closeCode() {
		return this.closed.orTimeout(10, TimeUnit.SECONDS).join();
	}

	void leave(int code) {
		socket().sendClose(code, "").join();
		closeCode();
	}

	/* Goes as a machine without network goes: without a word. */
	void vanish() {
		socket().abort();
	}

	String id() {
		return this.id;
	}

	String secret() {
		return this.secret;
	}

	private WebSocket socket() {
		return Objects.requireNonNull(this.socket);
	}

	@Override
	public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
		byte[] bytes = new byte[part.remaining()];
		part.get(bytes);
		this.parts.writeBytes(bytes);
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
