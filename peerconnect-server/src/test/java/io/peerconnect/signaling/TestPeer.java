package io.peerconnect.signaling;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
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

	private final StringBuilder parts = new StringBuilder();

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

	void send(String text) {
		socket().sendText(text, true).join();
	}

	void sendBinary(byte... bytes) {
		socket().sendBinary(ByteBuffer.wrap(bytes), true).join();
	}

	JsonNode next(String type) {
		try {
			String text = this.heard.poll(10, TimeUnit.SECONDS);
			assertThat(text).as("a '%s' (closed: %s)", type, this.closed.getNow(-1)).isNotNull();
			JsonNode message = JSON.readTree(text);
			assertThat(message.get("type").asString()).as(text).isEqualTo(type);
			return message;
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
	public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
		this.parts.append(part);
		if (last) {
			this.heard.add(this.parts.toString());
			this.parts.setLength(0);
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
