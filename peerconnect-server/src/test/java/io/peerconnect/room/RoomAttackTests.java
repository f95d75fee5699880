package io.peerconnect.room;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import io.peerconnect.protocol.Mutations;
import io.peerconnect.websocket.TestSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Attacks on rooms by clients of the server, one test for each. What a server or a relay
 * could do to members is tested with the client.
 */
class RoomAttackTests {

	private static final Path FIXTURES = Path.of("src/test/resources/protocol/client");

	private final TestRoom room = TestRoom.named("holiday");

	private final RoomSite site = RoomSite.start("peerconnect.rooms.max-rooms-per-address=3",
			"peerconnect.rooms.max-members=3");

	private RoomVisitor alice;

	private RoomVisitor bob;

	private RoomVisitor mallory;

	@BeforeEach
	void enterRoom() {
		this.alice = RoomVisitor.at(this.site);
		this.bob = RoomVisitor.at(this.site);
		this.mallory = RoomVisitor.at(this.site);
		this.alice.open(this.room);
		this.bob.join(this.room);
		this.alice.next("room-entered");
	}

	@AfterEach
	void stop() {
		this.alice.close();
		this.bob.close();
		this.mallory.close();
		this.site.close();
	}

	@Test
	void guessedIdsLeadNowhereAndAreLimited() {
		for (int i = 0; i < 20; i++) {
			TestRoom guess = TestRoom.named("guess " + i);
			this.mallory.sendJoin(guess, guess.access().value());
			this.mallory.assertThatNextFailureIs("room-unknown");
		}
		this.mallory.sendJoin(this.room, TestRoom.secret("guess").value());
		this.mallory.assertThatNextFailureIs("rate-limited");
	}

	@Test
	void wrongSecretsAreLimitedAndNobodyHearsOfThem() {
		for (int i = 0; i < 25; i++) {
			this.mallory.sendJoin(this.room, TestRoom.secret("guess " + i).value());
			this.mallory.assertThatNextFailureIs((i < 20) ? "room-denied" : "rate-limited");
		}
		this.alice.sync();
		this.bob.sync();
	}

	@Test
	void codeIsBurntByThreeWrongGuesses() {
		this.alice.send("{\"type\":\"code-open\",\"room\":\"" + this.room.id() + "\"}");
		int number = this.alice.next("code-opened").get("number").asInt();
		for (int attempt = 1; attempt <= 3; attempt++) {
			this.mallory.send("{\"type\":\"code-join\",\"number\":" + number + "}");
			this.mallory.next("code-joined");
			this.alice.next("code-joined");
			this.alice.send("{\"type\":\"code-result\",\"number\":" + number + ",\"attempt\":" + attempt
					+ ",\"accepted\":false}");
			assertThat(this.mallory.next("code-result").get("attemptsLeft").asInt()).isEqualTo(3 - attempt);
			this.alice.next("code-result");
		}
		assertThat(this.alice.next("code-closed").get("reason").asString()).isEqualTo("burnt");
		this.mallory.send("{\"type\":\"code-join\",\"number\":" + number + "}");
		this.mallory.assertThatNextFailureIs("code-burnt");
	}

	@Test
	void numbersCannotBeEnumerated() {
		for (int number = 100; number < 110; number++) {
			this.mallory.send("{\"type\":\"code-join\",\"number\":" + number + "}");
			this.mallory.assertThatNextFailureIs("code-unknown");
		}
		this.mallory.send("{\"type\":\"code-join\",\"number\":110}");
		this.mallory.assertThatNextFailureIs("rate-limited");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\":\"room-lock\",\"room\":\"%s\",\"locked\":true}",
			"{\"type\":\"room-remove\",\"room\":\"%s\",\"peer\":\"%s\"}", "{\"type\":\"room-close\",\"room\":\"%s\"}",
			"{\"type\":\"code-open\",\"room\":\"%s\"}" })
	void commandsAreForTheHost(String command) {
		this.bob.send(command.formatted(this.room.id(), this.alice.id()));
		this.bob.assertThatNextFailureIs("room-denied");
		this.mallory.send(command.formatted(this.room.id(), this.alice.id()));
		this.mallory.assertThatNextFailureIs("room-unknown");
		this.alice.sync();
	}

	@Test
	void forgedOwnerSecretMakesNoHost() {
		this.mallory.send("{\"type\":\"room-join\",\"room\":\"" + this.room.id() + "\",\"secret\":\""
				+ this.room.access().value() + "\",\"owner\":\"" + this.room.access().value() + "\"}");
		this.mallory.assertThatNextFailureIs("room-denied");
	}

	@Test
	void roomThatEndedCannotBeOpenedInItsHostsPlace() {
		this.alice.send("{\"type\":\"room-close\",\"room\":\"" + this.room.id() + "\"}");
		this.alice.next("room-closed");
		this.bob.next("room-closed");
		// Mallory knows the link, and so the access secret, but not the host's.
		TestRoom forged = new TestRoom(this.room.kind(), this.room.access(), TestRoom.secret("mallory"));
		this.mallory.send(RoomVisitor.openJson(forged).replace(forged.id().value(), this.room.id().value()));
		this.mallory.assertThatNextFailureIs("malformed");
		this.alice.open(this.room);
	}

	@Test
	void roomCannotBeOpenedOrJoinedAsAnotherKind() {
		this.mallory.send(RoomVisitor.openJson(this.room).replace("\"send\"", "\"group\""));
		this.mallory.assertThatNextFailureIs("malformed");
		this.mallory.send("{\"type\":\"room-join\",\"room\":\"" + this.room.id() + "\",\"secret\":\""
				+ this.room.access().value() + "\",\"kind\":\"group\"}");
		this.mallory.assertThatNextFailureIs("room-denied");
	}

	@Test
	void senderOfASignalCannotBeForged() {
		this.mallory.join(this.room);
		this.alice.next("room-entered");
		this.bob.next("room-entered");
		this.mallory.send("{\"type\":\"room-signal\",\"room\":\"" + this.room.id() + "\",\"to\":\"" + this.alice.id()
				+ "\",\"box\":\"AAAA\",\"from\":\"" + this.bob.id() + "\"}");
		JsonNode signal = this.alice.next("room-signal");
		assertThat(signal.get("from").asString()).isEqualTo(this.mallory.id());
	}

	@Test
	void outsiderReachesNobody() {
		this.mallory.signal(this.room, this.alice, "AAAA");
		this.mallory.assertThatNextFailureIs("not-paired");
		this.mallory
			.send("{\"type\":\"room-relay\",\"room\":\"" + this.room.id() + "\",\"to\":\"" + this.alice.id() + "\"}");
		this.mallory.assertThatNextFailureIs("not-paired");
		this.mallory.send("{\"type\":\"offer\",\"to\":\"" + this.alice.id() + "\",\"sdp\":\"v=0\"}");
		this.mallory.assertThatNextFailureIs("not-paired");
		this.alice.sync();
	}

	@Test
	void oversizedBoxIsRefused() {
		this.bob.signal(this.room, this.alice, "A".repeat(16 * 1024 + 4));
		this.bob.assertThatNextFailureIs("too-large");
		this.bob.signal(this.room, this.alice, "<script>");
		this.bob.assertThatNextFailureIs("malformed");
		this.bob.send("{\"type\":\"code-message\",\"number\":1,\"attempt\":1,\"box\":\"" + "A".repeat(1028) + "\"}");
		this.bob.assertThatNextFailureIs("too-large");
		this.bob.signal(this.room, this.alice, "A".repeat(16 * 1024));
		this.alice.next("room-signal");
	}

	@Test
	void floodOfSignalsEndsTheFlooder() {
		for (int i = 0; i < 600; i++) {
			try {
				this.bob.signal(this.room, this.alice, "AAAA");
			}
			catch (RuntimeException ex) {
				// Closed already.
				break;
			}
		}
		assertThat(this.bob.closeCode()).isIn(1008, 1006);
		int heard = 0;
		while (this.alice.next().get("type").asString().equals("room-signal")) {
			heard++;
		}
		assertThat(heard).isBetween(300, 600);
		for (int i = 0; i < 10; i++) {
			this.bob.assertThatNextFailureIs("rate-limited");
		}
	}

	@Test
	void floodOfRoomsIsLimited() {
		for (int i = 0; i < 2; i++) {
			this.mallory.open(TestRoom.named("flood " + i));
		}
		this.mallory.send(RoomVisitor.openJson(TestRoom.named("one too many")));
		this.mallory.assertThatNextFailureIs("room-limit");
	}

	@Test
	void crowdDoesNotFitIn() {
		this.mallory.join(this.room);
		this.alice.next("room-entered");
		this.bob.next("room-entered");
		try (RoomVisitor dave = RoomVisitor.at(this.site)) {
			dave.sendJoin(this.room, this.room.access().value());
			dave.assertThatNextFailureIs("room-full");
		}
	}

	@Test
	void nobodyListsRoomsThatAreNotPublic() {
		this.mallory.send("{\"type\":\"room-list\"}");
		assertThat(this.mallory.next("room-list").get("rooms")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/peerconnect/relay", "/peerconnect/relay?ticket=", "/peerconnect/relay?ticket=guess" })
	void relayTakesATicket(String path) {
		assertThat(TestSocket.handshake(this.site.port(), path, this.site.origin())).isEqualTo(403);
		assertThat(this.site.bean(MeterRegistry.class)
			.get("peerconnect.rooms.relay.refusals")
			.tag("reason", "ticket")
			.counter()
			.count()).isEqualTo(1);
	}

	@Test
	void relayTakesPagesOfThisSite() {
		String path = "/peerconnect/relay?ticket=" + tickets()[0];
		assertThat(TestSocket.handshake(this.site.port(), path, "https://evil.example")).isEqualTo(403);
		assertThat(TestSocket.handshake(this.site.port(), path, null)).isEqualTo(403);
		assertThat(TestSocket.handshake(this.site.port(), path, this.site.origin())).isEqualTo(101);
	}

	@Test
	void stolenTicketThatWasUsedOpensNothing() {
		String ticket = tickets()[0];
		try (RelayClient own = new RelayClient(this.site, ticket)) {
			assertThat(
					TestSocket.handshake(this.site.port(), "/peerconnect/relay?ticket=" + ticket, this.site.origin()))
				.isEqualTo(403);
			assertThat(own.isOpen()).isTrue();
		}
	}

	@Test
	void oversizedFrameEndsTheRelay() {
		String[] tickets = tickets();
		try (RelayClient alices = new RelayClient(this.site, tickets[0]);
				RelayClient bobs = new RelayClient(this.site, tickets[1])) {
			alices.send(new byte[Relay.MAX_FRAME_BYTES + 1]);
			assertThat(bobs.closeCode()).isEqualTo(1009);
		}
	}

	@Test
	void nonsenseBreaksNothing() throws IOException {
		List<String> fixtures = new ArrayList<>();
		try (Stream<Path> files = Files.list(FIXTURES)) {
			for (Path file : files.filter((path) -> path.getFileName().toString().matches("(room|code)-.*")).toList()) {
				fixtures.add(Files.readString(file));
			}
		}
		Random random = new Random(4711);
		for (int i = 0; i < 40; i++) {
			TestSocket socket = RoomVisitor.at(this.site).socket();
			for (int j = 0; j < 9; j++) {
				String fixture = fixtures.get(random.nextInt(fixtures.size()));
				socket.sendBinary(random.nextBoolean() ? fixture : Mutations.of(fixture, random));
			}
			socket.sendBinary("{\"type\":\"shout\"}");
			for (String text = ""; !text.contains("unknown-type");) {
				text = socket.next().toString();
				assertThat(text).doesNotContain("\"internal\"");
			}
			socket.vanish();
		}
		this.bob.signal(this.room, this.alice, "AAAA");
		this.alice.next("room-signal");
	}

	private String[] tickets() {
		this.alice
			.send("{\"type\":\"room-relay\",\"room\":\"" + this.room.id() + "\",\"to\":\"" + this.bob.id() + "\"}");
		return new String[] { this.alice.next("room-relay").get("ticket").asString(),
				this.bob.next("room-relay").get("ticket").asString() };
	}

}
