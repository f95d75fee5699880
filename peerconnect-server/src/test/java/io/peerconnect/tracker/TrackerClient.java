package io.peerconnect.tracker;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import io.peerconnect.token.JoinTokens;
import io.peerconnect.torrent.Torrent;
import io.peerconnect.websocket.TestSocket;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client of the WebSocket tracker, which says what WebTorrent says.
 */
final class TrackerClient implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final TestSocket socket;

	private final String id;

	private TrackerClient(TestSocket socket, String name) {
		this.socket = socket;
		this.id = id(name);
	}

	/** Comes from a page of the site, with a token. */
	static TrackerClient visit(TrackerSite site, String name) {
		return new TrackerClient(TestSocket.connect(site.port(), path(site), site.origin()), name);
	}

	/** Comes as a program that is no browser. */
	static TrackerClient connect(TrackerSite site, String name) {
		return new TrackerClient(TestSocket.connect(site.port(), "/peerconnect/tracker", null), name);
	}

	static String path(TrackerSite site) {
		String token = site.bean(JoinTokens.class).issue(site.origin());
		return "/peerconnect/tracker?token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
	}

	/*
	 * Twenty characters, some of which JSON has to escape and UTF-8 takes two bytes for.
	 */
	static String id(String name) {
		return (name + "\u0000\"\\\n\u00e9\u00ff--------------------").substring(0, 20);
	}

	static String infoHash(Torrent torrent) {
		return new String(torrent.infoHash().bytes(), StandardCharsets.ISO_8859_1);
	}

	void announce(Torrent torrent, long left, int offers) {
		announce(torrent, left, null, offers);
	}

	void announce(Torrent torrent, long left, @Nullable String event, int offers) {
		ObjectNode message = message(torrent);
		message.put("uploaded", 0).put("downloaded", 0).put("left", left).put("numwant", offers);
		if (event != null) {
			message.put("event", event);
		}
		for (int i = 0; i < offers; i++) {
			ObjectNode offer = message.withArray("offers").addObject();
			offer.putObject("offer").put("type", "offer").put("sdp", "v=0\r\no=" + this.id + i);
			offer.put("offer_id", id("offer" + i));
		}
		send(message.toString());
	}

	void answer(Torrent torrent, JsonNode offer) {
		answer(torrent, offer.get("peer_id").asString(), offer.get("offer_id").asString());
	}

	void answer(Torrent torrent, String to, String offerId) {
		ObjectNode message = message(torrent);
		message.put("to_peer_id", to).put("offer_id", offerId);
		message.putObject("answer").put("type", "answer").put("sdp", "v=0\r\na=" + this.id);
		send(message.toString());
	}

	private ObjectNode message(Torrent torrent) {
		return JSON.createObjectNode()
			.put("action", "announce")
			.put("info_hash", infoHash(torrent))
			.put("peer_id", this.id);
	}

	void send(String json) {
		this.socket.sendText(json);
	}

	JsonNode next() {
		return this.socket.next();
	}

	JsonNode nextReply(int complete, int incomplete) {
		JsonNode reply = next();
		assertThat(reply.path("complete").asInt(-1)).as(reply.toString()).isEqualTo(complete);
		assertThat(reply.path("incomplete").asInt(-1)).as(reply.toString()).isEqualTo(incomplete);
		return reply;
	}

	String nextFailure() {
		JsonNode failure = next();
		assertThat(failure.path("action").asString()).as(failure.toString()).isEqualTo("announce");
		return failure.path("failure reason").asString();
	}

	String id() {
		return this.id;
	}

	int closeCode() {
		return this.socket.closeCode();
	}

	void vanish() {
		this.socket.vanish();
	}

	@Override
	public void close() {
		this.socket.close();
	}

}
