package io.peerconnect.signaling;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import io.peerconnect.websocket.TestSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client with a real WebSocket, which keeps what it hears.
 */
final class TestPeer implements AutoCloseable {

	private final TestSite site;

	private final TestSocket socket;

	private String id = "";

	private String secret = "";

	private TestPeer(TestSite site, TestSocket socket) {
		this.site = site;
		this.socket = socket;
	}

	static TestPeer connect(TestSite site) {
		return connect(site, "/peerconnect/signaling", site.origin());
	}

	static TestPeer connect(TestSite site, String path, @Nullable String origin) {
		return new TestPeer(site, TestSocket.connect(site.port(), path, origin));
	}

	/* Returns the status of a refused handshake, or 101. */
	static int handshake(TestSite site, String path, @Nullable String origin) {
		return TestSocket.handshake(site.port(), path, origin);
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
		this.socket.sendBinary(json);
	}

	void sendText(String json) {
		this.socket.sendText(json);
	}

	JsonNode next(String type) {
		JsonNode message = next();
		assertThat(message.get("type").asString()).as(message.toString()).isEqualTo(type);
		return message;
	}

	JsonNode next() {
		return this.socket.next();
	}

	/* A round trip: whatever was sent before has been handled. */
	void sync() {
		send("{\"type\":\"resolve\",\"urls\":[]}");
		assertThat(next("resolved").get("assets")).isEmpty();
	}

	int closeCode() {
		return this.socket.closeCode();
	}

	void leave(int code) {
		this.socket.leave(code);
	}

	/* Goes as a machine without network goes: without a word. */
	void vanish() {
		this.socket.vanish();
	}

	String id() {
		return this.id;
	}

	String secret() {
		return this.secret;
	}

	@Override
	public void close() {
		this.socket.close();
	}

}
