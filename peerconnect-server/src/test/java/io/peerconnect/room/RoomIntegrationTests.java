package io.peerconnect.room;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;

import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import io.peerconnect.protocol.RoomKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rooms as clients with real WebSockets see them.
 */
class RoomIntegrationTests {

	private static RoomSite site;

	private static int count;

	private final TestRoom room = TestRoom.named("room " + count++, RoomKind.GROUP);

	private RoomVisitor alice;

	private RoomVisitor bob;

	@BeforeAll
	static void startSite() {
		site = RoomSite.start("peerconnect.signaling.resume-grace=2s", "peerconnect.rooms.public-list=site",
				"peerconnect.rooms.max-rooms-per-address=100");
	}

	@AfterAll
	static void stopSite() {
		site.close();
	}

	@BeforeEach
	void enterRoom() {
		this.alice = RoomVisitor.at(site);
		this.bob = RoomVisitor.at(site);
		this.alice.open(this.room);
		JsonNode joined = this.bob.join(this.room);
		assertThat(joined.get("kind").asString()).isEqualTo("group");
		assertThat(joined.get("host").asString()).isEqualTo(this.alice.id());
		assertThat(joined.at("/members/0").asString()).isEqualTo(this.alice.id());
		JsonNode entered = this.alice.next("room-entered");
		assertThat(entered.get("peer").asString()).isEqualTo(this.bob.id());
		assertThat(entered.get("host").asBoolean()).isFalse();
	}

	@AfterEach
	void leaveRoom() {
		this.alice.close();
		this.bob.close();
	}

	@Test
	void signalReachesOnlyTheMemberItIsFor() {
		try (RoomVisitor carol = RoomVisitor.at(site)) {
			carol.join(this.room);
			this.alice.next("room-entered");
			this.bob.next("room-entered");
			this.bob.signal(this.room, this.alice, "c2VhbGVk");
			JsonNode signal = this.alice.next("room-signal");
			assertThat(signal.get("from").asString()).isEqualTo(this.bob.id());
			assertThat(signal.get("room").asString()).isEqualTo(this.room.id().value());
			assertThat(signal.get("box").asString()).isEqualTo("c2VhbGVk");
			carol.leave();
			this.alice.next("room-left");
			this.bob.next("room-left");
		}
	}

	@Test
	void memberThatResumesWasNeverAway() {
		RoomVisitor back = this.bob.resumed();
		assertThat(back.id()).isEqualTo(this.bob.id());
		this.bob = back;
		this.alice.signal(this.room, back, "c2VhbGVk");
		back.next("room-signal");
	}

	@Test
	void memberThatVanishesIsLeftOutAfterTheGrace() {
		try (RoomVisitor carol = RoomVisitor.at(site)) {
			carol.join(this.room);
			this.alice.next("room-entered");
			this.bob.next("room-entered");
			carol.resumed().leave();
			assertThat(this.alice.next("room-left").get("peer").asString()).isEqualTo(carol.id());
			this.bob.next("room-left");
		}
	}

	@Test
	void hostEndsTheRoomForAll() {
		this.alice.send("{\"type\":\"room-close\",\"room\":\"" + this.room.id() + "\"}");
		assertThat(this.alice.next("room-closed").get("reason").asString()).isEqualTo("closed");
		assertThat(this.bob.next("room-closed").get("reason").asString()).isEqualTo("closed");
		this.bob.sendJoin(this.room, this.room.access().value());
		JsonNode failure = this.bob.next("failure");
		assertThat(failure.get("code").asString()).isEqualTo("room-unknown");
		assertThat(failure.get("about").asString()).isEqualTo(this.room.id().value());
	}

	@Test
	void shortCodePairsTwoAndCarriesTheLink() {
		this.alice.send("{\"type\":\"code-open\",\"room\":\"" + this.room.id() + "\"}");
		int number = this.alice.next("code-opened").get("number").asInt();
		try (RoomVisitor carol = RoomVisitor.at(site)) {
			carol.send("{\"type\":\"code-join\",\"number\":" + number + "}");
			assertThat(carol.next("code-joined").get("attempt").asInt()).isEqualTo(1);
			this.alice.next("code-joined");
			String message = "{\"type\":\"code-message\",\"number\":" + number + ",\"attempt\":1,\"box\":\"c2Vl\"}";
			carol.send(message);
			this.alice.next("code-message");
			this.alice.send(message);
			carol.next("code-message");
			this.alice.send("{\"type\":\"code-result\",\"number\":" + number + ",\"attempt\":1,\"accepted\":true}");
			assertThat(carol.next("code-result").get("attemptsLeft").asInt()).isEqualTo(3);
			this.alice.next("code-result");
			this.alice.send("{\"type\":\"code-close\",\"number\":" + number + "}");
			this.alice.next("code-closed");
		}
	}

	@Test
	void relayCarriesFramesBothWays() {
		RelayClient[] ends = relay();
		try (RelayClient alices = ends[0]; RelayClient bobs = ends[1]) {
			byte[] large = new byte[Relay.MAX_FRAME_BYTES];
			new Random(42).nextBytes(large);
			alices.send(large);
			alices.send(new byte[] { 1 });
			bobs.send(new byte[] { 2, 3 });
			assertThat(bobs.next()).isEqualTo(large);
			assertThat(bobs.next()).containsExactly(1);
			assertThat(alices.next()).containsExactly(2, 3);
		}
	}

	@Test
	void relayEndsWhenOneOfTheTwoLeavesTheRoom() {
		RelayClient[] ends = relay();
		try (RelayClient alices = ends[0]; RelayClient bobs = ends[1]) {
			this.bob.send("{\"type\":\"room-leave\",\"room\":\"" + this.room.id() + "\"}");
			assertThat(alices.closeCode()).isEqualTo(1001);
			assertThat(bobs.closeCode()).isEqualTo(1001);
			this.alice.next("room-left");
		}
	}

	@Test
	void relayEndsWhenOneOfItsEndsCloses() {
		RelayClient[] ends = relay();
		try (RelayClient alices = ends[0]; RelayClient bobs = ends[1]) {
			bobs.close();
			assertThat(alices.closeCode()).isEqualTo(1001);
		}
	}

	@Test
	void slowReaderHoldsUpItsSenderAndNobodyElse() {
		RelayClient[] slow = relay();
		slow[1].stopReading();
		try (RoomVisitor carol = RoomVisitor.at(site); RoomVisitor dave = RoomVisitor.at(site)) {
			TestRoom other = TestRoom.named("other " + this.room.id());
			carol.open(other);
			dave.join(other);
			carol.next("room-entered");
			RelayClient[] fast = relay(carol, dave, other);
			byte[] frame = new byte[60_000];
			// What the window allows, and what the sockets take besides, waits without a
			// thread.
			for (int i = 0; i < 17; i++) {
				slow[0].send(frame);
			}
			for (int i = 0; i < 200; i++) {
				fast[0].send(frame);
				assertThat(fast[1].next()).hasSize(frame.length);
			}
			assertThat(slow[0].isOpen()).isTrue();
			Awaitility.await("nobody waits for the slow reader")
				.until(() -> Thread.getAllStackTraces()
					.values()
					.stream()
					.flatMap(Arrays::stream)
					.noneMatch((element) -> element.getClassName().startsWith("io.peerconnect.room.Relay")));
			slow[1].startReading();
			for (int i = 0; i < 17; i++) {
				assertThat(slow[1].next()).hasSize(frame.length);
			}
			for (RelayClient end : new RelayClient[] { slow[0], slow[1], fast[0], fast[1] }) {
				end.close();
			}
		}
	}

	@Test
	void senderThatIgnoresTheWindowIsClosed() {
		RelayClient[] ends = relay();
		try (RelayClient alices = ends[0]; RelayClient bobs = ends[1]) {
			bobs.stopReading();
			byte[] frame = new byte[60_000];
			for (int i = 0; i < 2000 && alices.isOpen(); i++) {
				send(alices, frame);
			}
			assertThat(alices.isOpen()).isFalse();
		}
	}

	/* The server may have closed in the meantime. */
	private static void send(RelayClient client, byte[] frame) {
		try {
			client.send(frame);
		}
		catch (RuntimeException ex) {
			assertThat(client.closeCode()).isIn(4003, 1006);
		}
	}

	@Test
	void metersTellWhatGoesOn() {
		MeterRegistry meters = site.bean(MeterRegistry.class);
		assertThat(meters.get("peerconnect.rooms").tag("kind", "group").gauge().value()).isPositive();
		assertThat(meters.get("peerconnect.rooms.members").gauge().value()).isGreaterThanOrEqualTo(2);
		double before = meters.get("peerconnect.rooms.relay.bytes").counter().count();
		RelayClient[] ends = relay();
		try (RelayClient alices = ends[0]; RelayClient bobs = ends[1]) {
			alices.send(new byte[1000]);
			bobs.next();
			// The frame can arrive before it is counted.
			Awaitility.await()
				.untilAsserted(() -> assertThat(meters.get("peerconnect.rooms.relay.bytes").counter().count() - before)
					.isEqualTo(1000));
			assertThat(meters.get("peerconnect.rooms.relays").gauge().value()).isPositive();
		}
	}

	@Test
	void pageHasAPolicyOfItsOwn() throws Exception {
		HttpResponse<String> page = get("/peerconnect/rooms/" + this.room.id());
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body())
			.contains("<peerconnect-room room-path=\"/peerconnect/rooms\"", "src=\"/peerconnect/rooms.js\"")
			.doesNotContain("peerconnect-config");
		assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).startsWith("default-src 'none'")
			.contains("script-src 'self';", "connect-src 'self' ws://127.0.0.1:" + site.port() + ";",
					"frame-ancestors 'none'")
			.doesNotContain("unsafe");
		assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
		assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
		assertThat(get("/peerconnect/rooms").body()).isEqualTo(page.body());
		assertThat(get("/peerconnect/rooms.js").headers().firstValue("Content-Type").orElseThrow())
			.startsWith("text/javascript");
		assertThat(get("/peerconnect/rooms/short").statusCode()).isEqualTo(404);
		String tag = page.headers().firstValue("ETag").orElseThrow();
		assertThat(get("/peerconnect/rooms", "If-None-Match", tag).statusCode()).isEqualTo(304);
	}

	private RelayClient[] relay() {
		return relay(this.alice, this.bob, this.room);
	}

	private static RelayClient[] relay(RoomVisitor one, RoomVisitor other, TestRoom room) {
		one.send("{\"type\":\"room-relay\",\"room\":\"" + room.id() + "\",\"to\":\"" + other.id() + "\"}");
		JsonNode ready = one.next("room-relay");
		assertThat(ready.get("peer").asString()).isEqualTo(other.id());
		assertThat(ready.get("window").asInt()).isEqualTo(1024 * 1024);
		String ticket = other.next("room-relay").get("ticket").asString();
		return new RelayClient[] { new RelayClient(site, ready.get("ticket").asString()),
				new RelayClient(site, ticket) };
	}

	private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(site.origin() + path));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return Objects
			.requireNonNull(HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString()));
	}

}
