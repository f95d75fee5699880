package io.peerconnect.signaling;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import io.peerconnect.swarm.Match;
import io.peerconnect.swarm.PeerId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for signalling with a real server and real clients.
 */
class SignalingIntegrationTests {

	private static final String LION = FakeAssets.LION.digest().value();

	private static final String BEAR = FakeAssets.BEAR.digest().value();

	private static final String TIGER = FakeAssets.TIGER.value();

	private static TestSite site;

	private TestPeer alice;

	private TestPeer bob;

	@BeforeAll
	static void start() {
		site = TestSite.start();
	}

	@AfterAll
	static void stop() {
		site.close();
	}

	@BeforeEach
	void connect() {
		site.matchmaker().setPatience(Duration.ZERO);
		this.alice = TestPeer.welcomed(site);
		this.bob = TestPeer.welcomed(site);
	}

	@AfterEach
	void disconnect() {
		this.alice.close();
		this.bob.close();
		site.matchmaker().revoke(FakeAssets.LION.digest());
		site.matchmaker().revoke(FakeAssets.BEAR.digest());
	}

	@Test
	void wantNamesThePeersThatHold() {
		this.bob.send("{\"type\":\"have\",\"complete\":[\"" + LION + "\"]}");
		this.bob.sync();
		this.alice.send("{\"type\":\"want\",\"assets\":[\"" + BEAR + "\",\"" + LION + "\"]}");
		JsonNode assets = this.alice.next("sources").get("assets");
		assertThat(assets.toString())
			.isEqualTo("[{\"digest\":\"" + BEAR + "\",\"length\":600000,\"mediaType\":\"image/webp\",\"pieces\":["
					+ String.join(",", FakeAssets.BEAR.pieces().stream().map((piece) -> "\"" + piece + "\"").toList())
					+ "],\"peers\":[]},{\"digest\":\"" + LION
					+ "\",\"length\":81920,\"mediaType\":\"image/jpeg\",\"peers\":[\"" + this.bob.id() + "\"]}]");
	}

	@Test
	void helloCarriesHaveAndWant() {
		try (TestPeer carol = TestPeer.connect(site); TestPeer dave = TestPeer.connect(site)) {
			carol.hello(",\"have\":[\"" + LION + "\"]");
			carol.sync();
			dave.hello(",\"want\":[\"" + LION + "\"]");
			assertThat(dave.next("sources").at("/assets/0/peers/0").asString()).isEqualTo(carol.id());
			carol.vanish();
		}
	}

	@Test
	void wantOfUnknownAssetHasLengthMinusOne() {
		this.alice.send("{\"type\":\"want\",\"assets\":[\"" + TIGER + "\"]}");
		JsonNode tiger = this.alice.next("sources").at("/assets/0");
		assertThat(tiger.get("length").asInt()).isEqualTo(-1);
		assertThat(tiger.get("peers")).isEmpty();
	}

	@Test
	void haveOfUnknownAssetReachesNoSwarm() {
		this.alice.send("{\"type\":\"have\",\"complete\":[\"" + TIGER + "\"]}");
		this.alice.sync();
		assertThat(site.matchmaker().countHolders(FakeAssets.TIGER)).isZero();
	}

	@Test
	void waitIsToldInMilliseconds() {
		site.matchmaker().setPatience(Duration.ofMillis(400));
		this.alice.send("{\"type\":\"want\",\"assets\":[\"" + LION + "\"]}");
		assertThat(this.alice.next("sources").at("/assets/0/waitMs").asInt()).isEqualTo(400);
	}

	@Test
	void laterMatchComesUnaskedAndPairs() {
		site.bean(MatchAnnouncer.class)
			.matched(new PeerId(this.alice.id()), new Match(FakeAssets.LION.digest(),
					List.of(new PeerId(this.bob.id()), new PeerId("n9-somebodywholeft")), Duration.ZERO));
		JsonNode peers = this.alice.next("sources").at("/assets/0/peers");
		assertThat(peers.toString()).isEqualTo("[\"" + this.bob.id() + "\"]");
		this.alice.send(offer(this.bob, "v=0"));
		assertThat(this.bob.next("offer").get("from").asString()).isEqualTo(this.alice.id());
	}

	@Test
	void resolveNamesTheAssetsOfUrls() {
		this.alice.send("{\"type\":\"resolve\",\"urls\":[\"/img/lion.jpg\",\"/img/none.jpg\",\"/img/bear.webp?v=2\"]}");
		JsonNode assets = this.alice.next("resolved").get("assets");
		assertThat(assets).hasSize(2);
		assertThat(assets.at("/0").toString()).isEqualTo("{\"url\":\"/img/lion.jpg\",\"digest\":\"" + LION
				+ "\",\"length\":81920,\"mediaType\":\"image/jpeg\",\"active\":false}");
		assertThat(assets.at("/1/pieces")).hasSize(3);
	}

	@Test
	void messagesOfAFeatureThatIsOffAreUnknown() {
		this.alice.send("{\"type\":\"room-list\"}");
		assertThat(this.alice.next("failure").get("code").asString()).isEqualTo("unknown-type");
	}

	@Test
	void offerReachesOnlyThePeerItIsFor() {
		pair();
		this.alice.send(offer(this.bob, "v=0\\r\\nsdp \\u00e9"));
		JsonNode offer = this.bob.next("offer");
		assertThat(offer.get("from").asString()).isEqualTo(this.alice.id());
		assertThat(offer.get("sdp").asString()).isEqualTo("v=0\r\nsdp é");
		assertThat(offer.has("to")).isFalse();
	}

	@Test
	void offerToUnpairedPeerIsRefused() {
		this.alice.send(offer(this.bob, "v=0"));
		assertThat(this.alice.next("failure").get("code").asString()).isEqualTo("not-paired");
		this.bob.sync();
	}

	@Test
	void senderCannotNameAnotherAsTheOrigin() {
		pair();
		this.alice
			.send("{\"type\":\"offer\",\"to\":\"" + this.bob.id() + "\",\"sdp\":\"v\",\"from\":\"n1-mallory00\"}");
		assertThat(this.bob.next("offer").toString())
			.isEqualTo("{\"type\":\"offer\",\"from\":\"" + this.alice.id() + "\",\"sdp\":\"v\"}");
	}

	@Test
	void crossingOffersAndCandidatesKeepTheirOrder() {
		pair();
		for (int i = 0; i < 20; i++) {
			this.alice.send(offer(this.bob, "a" + i));
			this.bob.send(offer(this.alice, "b" + i));
			this.alice.send("{\"type\":\"candidate\",\"to\":\"" + this.bob.id() + "\",\"candidate\":\"c" + i + "\"}");
		}
		for (int i = 0; i < 20; i++) {
			assertThat(this.bob.next("offer").get("sdp").asString()).isEqualTo("a" + i);
			assertThat(this.bob.next("candidate").get("candidate").asString()).isEqualTo("c" + i);
			assertThat(this.alice.next("offer").get("sdp").asString()).isEqualTo("b" + i);
		}
	}

	@Test
	void pairedPeersHearWhoLeft() {
		pair();
		this.bob.leave(1001);
		assertThat(this.alice.next("gone").get("peer").asString()).isEqualTo(this.bob.id());
		assertThat(site.matchmaker().present()).doesNotContain(new PeerId(this.bob.id()));
	}

	@Test
	void replacedAssetIsRevokedFromItsHolders() {
		this.bob.send("{\"type\":\"have\",\"complete\":[\"" + LION + "\"]}");
		this.bob.sync();
		site.bean(AssetRevoker.class).assetReplaced(FakeAssets.LION);
		assertThat(this.bob.next("revoked").get("assets").toString()).isEqualTo("[\"" + LION + "\"]");
		this.alice.sync();
	}

	@Test
	void availabilityReachesTheMatchmaker() {
		assertThat(site.matchmaker().sharing()).contains(new PeerId(this.alice.id()));
		this.alice.send("{\"type\":\"availability\",\"sharing\":false}");
		this.alice.sync();
		assertThat(site.matchmaker().sharing()).doesNotContain(new PeerId(this.alice.id()));
	}

	@Test
	void onlyPairedPeersCanBeAccused() {
		String report = "{\"type\":\"report\",\"received\":1,\"origin\":0,\"cached\":0,\"shared\":0,\"failures\":[{\"peer\":\""
				+ this.bob.id() + "\",\"cause\":\"stalled\"}]}";
		this.alice.send(report);
		this.alice.sync();
		assertThat(site.matchmaker().told()).doesNotContain("failed");
		pair();
		this.alice.send(report);
		this.alice.sync();
		assertThat(site.matchmaker().told()).contains("failed");
	}

	@Test
	void peerComesBackAsItself() {
		pair();
		PeerId id = new PeerId(this.bob.id());
		this.bob.leave(1000);
		this.alice.sync();
		try (TestPeer back = TestPeer.connect(site)) {
			assertThat(back.hello(",\"resume\":\"" + this.bob.secret() + "\"")).isTrue();
			assertThat(back.id()).isEqualTo(id.value());
			this.alice.send(offer(back, "still paired"));
			assertThat(back.next("offer").get("sdp").asString()).isEqualTo("still paired");
			back.sync();
			assertThat(site.matchmaker().sharing()).contains(id);
			assertThat(site.matchmaker().countHolders(FakeAssets.LION.digest())).isOne();
		}
	}

	@Test
	void resumedConnectionReplacesTheOldOne() {
		try (TestPeer again = TestPeer.connect(site)) {
			assertThat(again.hello(",\"resume\":\"" + this.bob.secret() + "\"")).isTrue();
			assertThat(this.bob.closeCode()).isEqualTo(4001);
			again.sync();
			assertThat(site.matchmaker().sharing()).contains(new PeerId(this.bob.id()));
		}
	}

	@Test
	void peerThatLeftCannotComeBack() {
		this.bob.leave(1001);
		try (TestPeer back = TestPeer.connect(site)) {
			assertThat(back.hello(",\"resume\":\"" + this.bob.secret() + "\"")).isFalse();
			assertThat(back.id()).isNotEqualTo(this.bob.id());
		}
	}

	@Test
	void longMessageArrivesInOnePiece() {
		pair();
		String sdp = "é𝄞".repeat(5000);
		this.alice.send(offer(this.bob, sdp));
		assertThat(this.bob.next("offer").get("sdp").asString()).isEqualTo(sdp);
	}

	@Test
	void tooLongMessageIsRefused() {
		this.alice.send("{\"type\":\"" + "x".repeat(70_000) + "\"}");
		assertThat(this.alice.next("failure").get("code").asString()).isEqualTo("too-large");
		assertThat(this.alice.closeCode()).isEqualTo(1009);
	}

	@Test
	void textMessageIsReadAsWell() {
		pair();
		String sdp = "é𝄞".repeat(500);
		this.alice.sendText(offer(this.bob, sdp));
		assertThat(this.bob.next("offer").get("sdp").asString()).isEqualTo(sdp);
	}

	@Test
	void bytesThatAreNoJsonAreRefused() {
		this.alice.send("\u0001\u0002");
		assertThat(this.alice.next("failure").get("code").asString()).isEqualTo("malformed");
		this.alice.sync();
	}

	@Test
	void foreignPagesAreRefused() {
		String path = "/peerconnect/signaling";
		assertThat(TestPeer.handshake(site, path, "https://evil.example")).isEqualTo(403);
		assertThat(TestPeer.handshake(site, path, "null")).isEqualTo(403);
		assertThat(TestPeer.handshake(site, path, null)).isEqualTo(403);
		assertThat(TestPeer.handshake(site, path, site.origin() + ".evil.example")).isEqualTo(403);
		assertThat(TestPeer.handshake(site, path, site.origin())).isEqualTo(101);
	}

	@Test
	void wrongTokenIsRefused() {
		try (TestPeer carol = TestPeer.connect(site)) {
			carol.send("{\"type\":\"hello\",\"token\":\"good for https://evil.example\",\"sharing\":true}");
			assertThat(carol.next("failure").get("code").asString()).isEqualTo("bad-token");
			assertThat(carol.closeCode()).isEqualTo(4004);
		}
	}

	@Test
	void firstMessageMustBeHello() {
		try (TestPeer carol = TestPeer.connect(site)) {
			carol.send("{\"type\":\"want\",\"assets\":[\"" + LION + "\"]}");
			assertThat(carol.next("failure").get("code").asString()).isEqualTo("hello-expected");
			carol.send(offer(this.bob, "v=0"));
			assertThat(carol.next("failure").get("code").asString()).isEqualTo("hello-expected");
			assertThat(carol.hello("")).isFalse();
		}
	}

	@Test
	void secondHelloIsRefused() {
		this.alice.send("{\"type\":\"hello\",\"token\":\"x\",\"sharing\":true}");
		assertThat(this.alice.next("failure").get("code").asString()).isEqualTo("already-open");
		this.alice.sync();
	}

	private void pair() {
		this.bob.send("{\"type\":\"have\",\"complete\":[\"" + LION + "\"]}");
		this.bob.sync();
		this.alice.send("{\"type\":\"want\",\"assets\":[\"" + LION + "\"]}");
		assertThat(this.alice.next("sources").at("/assets/0/peers/0").asString()).isEqualTo(this.bob.id());
	}

	private static String offer(TestPeer to, String sdp) {
		return "{\"type\":\"offer\",\"to\":\"" + to.id() + "\",\"sdp\":\"" + sdp + "\"}";
	}

}
