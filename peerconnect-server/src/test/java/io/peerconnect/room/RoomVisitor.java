package io.peerconnect.room;

import tools.jackson.databind.JsonNode;

import io.peerconnect.protocol.RoomMessage;
import io.peerconnect.token.JoinTokens;
import io.peerconnect.websocket.TestSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client in rooms with a real WebSocket, which keeps what it hears.
 */
final class RoomVisitor implements AutoCloseable {

	private final RoomSite site;

	private final TestSocket socket;

	private final String id;

	private final String secret;

	private RoomVisitor(RoomSite site, String more) {
		this.site = site;
		this.socket = TestSocket.connect(site.port(), "/peerconnect/signaling", site.origin());
		send("{\"type\":\"hello\",\"token\":\"" + site.bean(JoinTokens.class).issue(site.origin())
				+ "\",\"sharing\":false" + more + "}");
		JsonNode welcome = next("welcome");
		this.id = welcome.get("peer").asString();
		this.secret = welcome.get("resume").asString();
	}

	static RoomVisitor at(RoomSite site) {
		return new RoomVisitor(site, "");
	}

	/* Loses the connection and comes back as itself. */
	RoomVisitor resumed() {
		this.socket.vanish();
		return new RoomVisitor(this.site, ",\"resume\":\"" + this.secret + "\"");
	}

	void open(TestRoom room) {
		send(openJson(room));
		next("room-opened");
	}

	static String openJson(TestRoom room) {
		RoomMessage.Open open = room.open();
		return "{\"type\":\"room-open\",\"room\":\"" + open.room() + "\",\"kind\":\"" + open.kind().wireName()
				+ "\",\"access\":\"" + open.access() + "\",\"owner\":\"" + open.owner() + "\"}";
	}

	JsonNode join(TestRoom room) {
		sendJoin(room, room.access().value());
		return next("room-joined");
	}

	void sendJoin(TestRoom room, String secret) {
		send("{\"type\":\"room-join\",\"room\":\"" + room.id() + "\",\"secret\":\"" + secret + "\"}");
	}

	void signal(TestRoom room, RoomVisitor to, String box) {
		send("{\"type\":\"room-signal\",\"room\":\"" + room.id() + "\",\"to\":\"" + to.id() + "\",\"box\":\"" + box
				+ "\"}");
	}

	void send(String json) {
		this.socket.sendBinary(json);
	}

	JsonNode next() {
		return this.socket.next();
	}

	JsonNode next(String type) {
		JsonNode message = next();
		assertThat(message.get("type").asString()).as(message.toString()).isEqualTo(type);
		return message;
	}

	void assertThatNextFailureIs(String code) {
		assertThat(next("failure").get("code").asString()).isEqualTo(code);
	}

	/* A round trip: whatever was sent before has been handled. */
	void sync() {
		send("{\"type\":\"resolve\",\"urls\":[]}");
		next("resolved");
	}

	void leave() {
		this.socket.leave(1001);
	}

	int closeCode() {
		return this.socket.closeCode();
	}

	TestSocket socket() {
		return this.socket;
	}

	String id() {
		return this.id;
	}

	@Override
	public void close() {
		this.socket.close();
	}

}
