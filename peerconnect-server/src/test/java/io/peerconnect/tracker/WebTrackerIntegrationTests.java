package io.peerconnect.tracker;

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

	private static TrackerSite site;

	@BeforeAll
	static void start() {
		site = TrackerSite.start();
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
			alice.announce(FOREST, 0, "stopped", 0);
			alice.nextReply(0, 0);
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
			assertThat(offer.get("offer").toString())
				.isEqualTo("{\"type\":\"offer\",\"sdp\":\"v=0\\r\\no=bob\\u0000\\\"\\\\\\n\u00e9\u00ff-----------0\"}");
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

	private static void leave(TrackerClient... clients) {
		for (TrackerClient client : clients) {
			client.announce(FOREST, 0, "stopped", 0);
			client.next();
		}
	}

}
