package io.peerconnect.tracker;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

import io.peerconnect.token.HmacJoinTokens;
import io.peerconnect.token.JoinTokens;
import io.peerconnect.websocket.TestSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static io.peerconnect.tracker.FakeLibrary.FOREST;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the WebSocket tracker with a real server and real clients.
 */
class WebTrackerIntegrationTests {

	private static final String SECRET = "a secret of more than sixteen bytes";

	private static TrackerSite site;

	@BeforeAll
	static void start() {
		site = TrackerSite.start("peerconnect.token.secret=" + SECRET);
	}

	@AfterAll
	static void stop() {
		site.close();
	}

	@Test
	void announceIsAnsweredWithCountsAndInterval() {
		try (TrackerClient alice = TrackerClient.visit(site, "alice")) {
			alice.announce(FOREST, 0, "started", 2);
			JsonNode reply = alice.nextReply(1, 0);
			assertThat(reply.get("action").asString()).isEqualTo("announce");
			assertThat(reply.get("info_hash").asString()).isEqualTo(TrackerClient.infoHash(FOREST));
			assertThat(reply.get("interval").asInt()).isBetween(120, 132);
			assertThat(reply.size()).isEqualTo(5);
			leave(alice);
		}
	}

	@Test
	void offerAndAnswerReachTheOtherAsTheyCame() {
		try (TrackerClient alice = TrackerClient.visit(site, "alice");
				TrackerClient bob = TrackerClient.visit(site, "bob")) {
			alice.announce(FOREST, 0, 0);
			alice.nextReply(1, 0);
			bob.announce(FOREST, 1000, "started", 5);
			bob.nextReply(1, 1);
			JsonNode offer = alice.next();
			assertThat(offer.size()).isEqualTo(5);
			assertThat(offer.get("action").asString()).isEqualTo("announce");
			assertThat(offer.get("offer").get("type").asString()).isEqualTo("offer");
			assertThat(offer.get("offer").get("sdp").asString()).isEqualTo("v=0\r\no=" + bob.id() + 0);
			assertThat(offer.get("offer_id").asString()).isEqualTo(TrackerClient.id("offer0"));
			assertThat(offer.get("peer_id").asString()).isEqualTo(bob.id());
			assertThat(offer.get("info_hash").asString()).isEqualTo(TrackerClient.infoHash(FOREST));
			alice.answer(FOREST, offer);
			JsonNode answer = bob.next();
			assertThat(answer.get("answer").get("sdp").asString()).isEqualTo("v=0\r\na=" + alice.id());
			assertThat(answer.get("offer_id").asString()).isEqualTo(TrackerClient.id("offer0"));
			assertThat(answer.get("peer_id").asString()).isEqualTo(alice.id());
			assertThat(answer.get("info_hash").asString()).isEqualTo(TrackerClient.infoHash(FOREST));
			alice.answer(FOREST, offer);
			assertThat(alice.nextFailure()).isEqualTo(TrackerRefusal.UNEXPECTED_ANSWER.text());
			leave(alice, bob);
		}
	}

	@Test
	void clientThatGoesWithoutAWordLeavesTheSwarm() {
		try (TrackerClient bob = TrackerClient.visit(site, "bob")) {
			try (TrackerClient alice = TrackerClient.visit(site, "alice")) {
				alice.announce(FOREST, 0, 0);
				alice.nextReply(1, 0);
				alice.vanish();
			}
			Awaitility.await()
				.untilAsserted(() -> assertThat(site.bean(TrackerServer.class).statistics().webPeers()).isZero());
			bob.announce(FOREST, 1000, 0);
			bob.nextReply(0, 1);
			leave(bob);
		}
	}

	@Test
	void largestAnnounceThatCountsIsTakenAndALargerOneEndsTheConnection() {
		try (TrackerClient alice = TrackerClient.visit(site, "alice")) {
			alice.send(announceOf(62_000));
			alice.nextReply(1, 0);
			leave(alice);
			alice.send(announceOf(66_000));
			assertThat(alice.nextFailure()).isEqualTo(TrackerRefusal.TOO_LARGE.text());
			assertThat(alice.closeCode()).isEqualTo(1009);
		}
	}

	private static String announceOf(int length) {
		return "{\"action\":\"announce\",\"info_hash\":" + BinaryId.of(FOREST.infoHash()).json()
				+ ",\"peer_id\":\"-XX0000-abcdefghijkl\",\"left\":0,\"more\":\"" + "\u00e9".repeat(length / 2) + "\"}";
	}

	@Test
	void failureKeepsTheConnectionOpen() {
		try (TrackerClient alice = TrackerClient.visit(site, "alice")) {
			alice.send("{\"action\":\"announce\",\"offers\":[null]}");
			assertThat(alice.nextFailure()).isEqualTo(TrackerRefusal.MALFORMED.text());
			alice.announce(FakeLibrary.torrent("none.mp4", "7f"), 0, 0);
			assertThat(alice.nextFailure()).isEqualTo(TrackerRefusal.UNKNOWN_TORRENT.text());
			alice.send("{\"action\":\"scrape\"}");
			assertThat(alice.nextFailure()).isEqualTo(TrackerRefusal.SCRAPE_ALL.text());
			alice.announce(FOREST, 0, 0);
			alice.nextReply(1, 0);
			leave(alice);
		}
	}

	@Test
	void bytesAreReadAsText() {
		try (TestSocket socket = TestSocket.connect(site.port(), TrackerClient.path(site), site.origin())) {
			socket.sendBinary("{\"action\":\"scrape\",\"info_hash\":" + BinaryId.of(FOREST.infoHash()).json() + "}");
			assertThat(socket.next().get("files").propertyNames()).containsExactly(TrackerClient.infoHash(FOREST));
		}
	}

	@Test
	void pagesOfOtherSitesAreRefused() {
		String token = site.bean(JoinTokens.class).issue("https://evil.example");
		assertThat(handshake(token, "https://evil.example")).isEqualTo(403);
		assertThat(TestSocket.handshake(site.port(), TrackerClient.path(site), "https://evil.example")).isEqualTo(403);
		assertThat(TestSocket.handshake(site.port(), TrackerClient.path(site), "null")).isEqualTo(403);
	}

	@Test
	void pagesWithoutAValidTokenAreRefused() {
		assertThat(TestSocket.handshake(site.port(), "/peerconnect/tracker", site.origin())).isEqualTo(403);
		assertThat(handshake("", site.origin())).isEqualTo(403);
		assertThat(handshake("forged", site.origin())).isEqualTo(403);
		JoinTokens past = new HmacJoinTokens(SECRET.getBytes(StandardCharsets.UTF_8), Duration.ofMinutes(10),
				Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-11)), new SecureRandom());
		assertThat(handshake(past.issue(site.origin()), site.origin())).isEqualTo(403);
		assertThat(handshake(site.bean(JoinTokens.class).issue(site.origin()), site.origin())).isEqualTo(101);
	}

	private static int handshake(String token, String origin) {
		return TestSocket.handshake(site.port(),
				"/peerconnect/tracker?token=" + URLEncoder.encode(token, StandardCharsets.UTF_8), origin);
	}

	@Test
	void clientsThatAreNoBrowsersNeedNoToken() {
		try (TrackerClient alice = TrackerClient.connect(site, "alice")) {
			alice.announce(FOREST, 0, 0);
			alice.nextReply(1, 0);
			leave(alice);
		}
	}

	@Test
	void operatorMayKeepDesktopClientsOut() {
		try (TrackerSite closed = TrackerSite.start("peerconnect.video.tracker.desktop-clients=false");
				TrackerClient alice = TrackerClient.visit(closed, "alice")) {
			assertThat(TestSocket.handshake(closed.port(), "/peerconnect/tracker", null)).isEqualTo(403);
			assertThat(HttpTrackerIntegrationTests.get(closed, "/peerconnect/announce").statusCode()).isEqualTo(404);
			alice.announce(FOREST, 0, 0);
			alice.nextReply(1, 0);
		}
	}

	@Test
	void stoppingSiteTellsClientsToComeBackElsewhere() {
		TrackerSite stopping = TrackerSite.start();
		try (TrackerClient alice = TrackerClient.visit(stopping, "alice")) {
			stopping.close();
			assertThat(alice.closeCode()).isEqualTo(1012);
		}
	}

	private static void leave(TrackerClient... clients) {
		for (TrackerClient client : clients) {
			client.announce(FOREST, 0, "stopped", 0);
			client.next();
		}
	}

}
