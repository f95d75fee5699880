package io.peerconnect.tracker;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.peerconnect.asset.MutableClock;
import io.peerconnect.geo.Location;
import io.peerconnect.torrent.Torrent;
import io.peerconnect.websocket.AddressLimits;
import io.peerconnect.websocket.AddressRate;
import io.peerconnect.websocket.FakeWire;
import io.peerconnect.websocket.HandshakeRefusal;
import io.peerconnect.websocket.HandshakeRefusedException;
import io.peerconnect.websocket.Rate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.peerconnect.tracker.FakeLibrary.FOREST;
import static io.peerconnect.tracker.FakeLibrary.RIVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WebTracker} and {@link WebConnections}.
 */
class WebTrackerTests {

	private static final int MAX_PEERS = 30;

	private final MutableClock clock = new MutableClock();

	private final FakeLibrary library = new FakeLibrary();

	private final Random random = new Random(11);

	private final TrackerSettings settings = new TrackerSettings(
			new TrackerSettings.Web(Duration.ofMinutes(2), 40, 20, 3, Duration.ofSeconds(45), new Rate(5, 60), 65_536),
			new TrackerSettings.Http(Duration.ofMinutes(10), Duration.ofMinutes(1), 4), 500, MAX_PEERS,
			new Rate(1000, 1000), true, false);

	private final AddressLimits addresses = new AddressLimits(20);

	private final AddressRate requests = new AddressRate(this.settings.requestsPerAddress());

	private final SwarmTable swarms = new SwarmTable(this.library, MAX_PEERS, new AddressLimits(4), this.random);

	private final WebConnections connections = new WebConnections(this.settings.web(), this.addresses, this.requests,
			(address) -> new Location((address.getAddress()[0] & 0xff) + ".0.0.0/8", null, null), Runnable::run,
			this.clock);

	private final Map<TrackerRefusal, Integer> refusals = new EnumMap<>(TrackerRefusal.class);

	private final WebTracker tracker = new WebTracker(this.settings, this.swarms,
			new AnnouncePace(500, this.connections::count, this.random), this.addresses, this.requests,
			new TrackerObserver() {

				@Override
				public void refused(TrackerRefusal reason) {
					WebTrackerTests.this.refusals.merge(reason, 1, Integer::sum);
				}

			}, this.clock);

	@BeforeEach
	void start() {
		this.connections.startAccepting();
	}

	@Test
	void seedersAreNotOfferedToSeeders() throws Exception {
		Visitor alice = new Visitor("alice");
		Visitor bob = new Visitor("bob");
		alice.announce(FOREST, 0, 5);
		bob.announce(FOREST, 0, 5);
		assertThat(alice.offers()).isEmpty();
		new Visitor("carol").announce(FOREST, 1000, 5);
		assertThat(alice.offers()).hasSize(1);
		assertThat(bob.offers()).hasSize(1);
	}

	@Test
	void offersGoToOthersOfTheSwarmOnly() throws Exception {
		Visitor alice = new Visitor("alice");
		Visitor bob = new Visitor("bob");
		alice.announce(RIVER, 0, 0);
		bob.announce(FOREST, 1000, 5);
		assertThat(alice.offers()).isEmpty();
		assertThat(bob.offers()).isEmpty();
	}

	@Test
	void eachOfferGoesToAnotherPeer() throws Exception {
		List<Visitor> seeders = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			seeders.add(new Visitor("seeder" + i));
			seeders.get(i).announce(FOREST, 0, 0);
		}
		new Visitor("bob").announce(FOREST, 1000, 5);
		assertThat(seeders.stream().flatMap((seeder) -> seeder.offers().stream())).hasSize(5).doesNotHaveDuplicates();
		assertThat(seeders).allSatisfy((seeder) -> assertThat(seeder.offers()).hasSizeLessThan(2));
	}

	@Test
	void nearestPeersGoFirst() throws Exception {
		List<Visitor> far = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			far.add(new Visitor("far" + i, "198.51.100." + i));
			far.get(i).announce(FOREST, 1000, 0);
		}
		Visitor near = new Visitor("near", "203.0.113.1");
		near.announce(FOREST, 1000, 0);
		new Visitor("bob", "203.0.113.2").announce(FOREST, 1000, 1);
		assertThat(near.offers()).hasSize(1);
		assertThat(far).allSatisfy((peer) -> assertThat(peer.offers()).isEmpty());
	}

	@Test
	void thoseWhoMetMeetOthersNext() throws Exception {
		Visitor near = new Visitor("near", "203.0.113.1");
		Visitor far = new Visitor("far", "198.51.100.1");
		near.announce(FOREST, 0, 0);
		far.announce(FOREST, 0, 0);
		Visitor bob = new Visitor("bob", "203.0.113.2");
		bob.announce(FOREST, 1000, 1);
		near.answer(FOREST, bob, 0);
		assertThat(bob.answers()).hasSize(1);
		bob.announce(FOREST, 1000, 1);
		assertThat(far.offers()).hasSize(1);
		assertThat(near.offers()).hasSize(1);
	}

	@Test
	void nobodySpeaksForAPeerOfAnotherConnection() throws Exception {
		Visitor alice = new Visitor("alice");
		alice.announce(FOREST, 0, 0);
		Visitor mallory = new Visitor("alice", "192.0.2.66");
		mallory.announce(FOREST, 1000, 5);
		assertThat(mallory.failure()).isEqualTo(TrackerRefusal.PEER_ID_IN_USE);
		assertThat(alice.offers()).isEmpty();
		mallory.stop(FOREST);
		assertThat(counts(FOREST).complete()).isEqualTo(1);
	}

	@Test
	void clientThatComesBackFromTheSameAddressIsTakenIn() throws Exception {
		new Visitor("alice").announce(FOREST, 0, 0);
		Visitor again = new Visitor("alice");
		again.announce(FOREST, 0, 0);
		assertThat(again.reply()).contains("\"complete\":2");
	}

	@Test
	void answerIsTakenOnceAndFromThePeerThatHasTheOffer() throws Exception {
		Visitor alice = new Visitor("alice");
		alice.announce(FOREST, 0, 0);
		Visitor bob = new Visitor("bob");
		bob.announce(FOREST, 1000, 1);
		Visitor mallory = new Visitor("mallory");
		mallory.announce(FOREST, 0, 0);
		mallory.answer(FOREST, bob, 0);
		assertThat(mallory.failure()).isEqualTo(TrackerRefusal.UNEXPECTED_ANSWER);
		alice.answer(FOREST, mallory, 0);
		assertThat(alice.failure()).isEqualTo(TrackerRefusal.UNEXPECTED_ANSWER);
		assertThat(bob.answers()).isEmpty();
		alice.answer(FOREST, bob, 0);
		alice.answer(FOREST, bob, 0);
		assertThat(alice.failure()).isEqualTo(TrackerRefusal.UNEXPECTED_ANSWER);
		assertThat(bob.answers()).hasSize(1);
	}

	@Test
	void answerThatComesAfterAMinuteIsTooLate() throws Exception {
		Visitor alice = new Visitor("alice");
		alice.announce(FOREST, 0, 0);
		Visitor bob = new Visitor("bob");
		bob.announce(FOREST, 1000, 1);
		this.clock.advance(Duration.ofSeconds(60));
		alice.answer(FOREST, bob, 0);
		assertThat(alice.failure()).isEqualTo(TrackerRefusal.UNEXPECTED_ANSWER);
	}

	@Test
	void answerFromOutsideTheSwarmIsRefused() throws Exception {
		Visitor bob = new Visitor("bob");
		bob.announce(FOREST, 1000, 1);
		Visitor mallory = new Visitor("mallory");
		mallory.answer(FOREST, bob, 0);
		assertThat(mallory.failure()).isEqualTo(TrackerRefusal.UNEXPECTED_ANSWER);
	}

	@Test
	void peerIsNotFloodedWithOffers() throws Exception {
		Visitor alice = new Visitor("alice");
		alice.announce(FOREST, 1000, 0);
		for (int i = 0; i < 25; i++) {
			new Visitor("flood" + i, "192.0.2." + i).announce(FOREST, 0, 10);
		}
		assertThat(alice.offers()).hasSize(PendingOffers.MAX);
		this.clock.advance(Duration.ofSeconds(60));
		new Visitor("bob").announce(FOREST, 0, 1);
		assertThat(alice.offers()).hasSize(PendingOffers.MAX + 1);
	}

	@Test
	void closedConnectionLeavesAllItsSwarms() throws Exception {
		Visitor alice = new Visitor("alice");
		alice.announce(FOREST, 0, 0);
		alice.announce(RIVER, 1000, 0);
		assertThat(this.swarms.statistics()).isEqualTo(new TrackerStatistics(2, 2, 0));
		this.connections.closed(alice.connection);
		this.connections.closed(alice.connection);
		assertThat(this.swarms.statistics()).isEqualTo(new TrackerStatistics(0, 0, 0));
		alice.announce(FOREST, 0, 0);
		assertThat(this.swarms.statistics()).isEqualTo(new TrackerStatistics(0, 0, 0));
	}

	@Test
	void stoppedLeavesOneSwarmAndMayComeBack() throws Exception {
		Visitor alice = new Visitor("alice");
		alice.announce(FOREST, 0, 0);
		alice.announce(RIVER, 0, 0);
		alice.stop(FOREST);
		assertThat(alice.reply()).contains("\"complete\":0");
		assertThat(counts(RIVER).complete()).isEqualTo(1);
		alice.announce(FOREST, 0, 0);
		assertThat(counts(FOREST).complete()).isEqualTo(1);
	}

	@Test
	void completedMovesThePeerAndCountsOnce() throws Exception {
		Visitor alice = new Visitor("alice");
		alice.announce(FOREST, 1000, 0);
		assertThat(counts(FOREST)).isEqualTo(new SwarmCounts(0, 1, 0));
		alice.send(alice.announceOf(FOREST, "\"left\":0,\"event\":\"completed\""));
		alice.send(alice.announceOf(FOREST, "\"left\":0,\"event\":\"completed\""));
		assertThat(counts(FOREST)).isEqualTo(new SwarmCounts(1, 0, 1));
	}

	@Test
	void newcomerThatSaysCompletedWasNotSeenToDownload() throws Exception {
		Visitor alice = new Visitor("alice");
		alice.send(alice.announceOf(FOREST, "\"left\":0,\"event\":\"completed\""));
		assertThat(counts(FOREST)).isEqualTo(new SwarmCounts(1, 0, 0));
	}

	@Test
	void peerThatDoesNotAnnounceItselfAgainIsForgottenAndMayComeBack() throws Exception {
		Visitor alice = new Visitor("alice");
		alice.announce(FOREST, 0, 0);
		this.clock.advance(Duration.ofSeconds(299));
		this.swarms.expire(this.clock.millis());
		assertThat(counts(FOREST).complete()).isEqualTo(1);
		this.clock.advance(Duration.ofSeconds(40));
		this.swarms.expire(this.clock.millis());
		assertThat(counts(FOREST).complete()).isZero();
		alice.announce(FOREST, 0, 0);
		assertThat(counts(FOREST).complete()).isEqualTo(1);
	}

	@Test
	void torrentThatLeavesTheLibraryTakesItsSwarmAlong() throws Exception {
		Visitor alice = new Visitor("alice");
		alice.announce(FOREST, 0, 0);
		this.library.remove(FOREST);
		this.swarms.drop(BinaryId.of(FOREST.infoHash()));
		alice.announce(FOREST, 0, 0);
		assertThat(alice.failure()).isEqualTo(TrackerRefusal.UNKNOWN_TORRENT);
		this.library.add(FOREST);
		alice.announce(FOREST, 0, 0);
		assertThat(alice.reply()).contains("\"complete\":1");
	}

	@Test
	void torrentThatLeftUnheardIsFoundBySweeping() throws Exception {
		new Visitor("alice").announce(FOREST, 0, 0);
		this.library.remove(FOREST);
		this.swarms.expire(this.clock.millis());
		assertThat(this.swarms.statistics().swarms()).isZero();
	}

	@Test
	void unknownTorrentIsRefusedWithoutEndingPatience() throws Exception {
		Visitor alice = new Visitor("alice");
		for (int i = 0; i < 30; i++) {
			alice.announce(FakeLibrary.torrent("none.mp4", "7f"), 0, 0);
		}
		assertThat(alice.failure()).isEqualTo(TrackerRefusal.UNKNOWN_TORRENT);
		assertThat(alice.wire.closeCode()).isZero();
	}

	@Test
	void connectionTakesPartInItsMaximumOfSwarms() throws Exception {
		Visitor alice = new Visitor("alice");
		for (int i = 0; i < 4; i++) {
			Torrent torrent = FakeLibrary.torrent("v" + i + ".mp4", "a" + i);
			this.library.add(torrent);
			alice.announce(torrent, 0, 0);
		}
		assertThat(alice.failure()).isEqualTo(TrackerRefusal.TOO_MANY_SWARMS);
		assertThat(this.swarms.statistics().webPeers()).isEqualTo(3);
	}

	@Test
	void fullSwarmTakesNobodyMore() throws Exception {
		for (int i = 0; i < MAX_PEERS; i++) {
			new Visitor("peer" + i, "192.0.2." + i).announce(FOREST, 0, 0);
		}
		Visitor alice = new Visitor("alice");
		alice.announce(FOREST, 0, 0);
		assertThat(alice.failure()).isEqualTo(TrackerRefusal.SWARM_FULL);
		assertThat(counts(FOREST).complete()).isEqualTo(MAX_PEERS);
	}

	@Test
	void floodEndsPatienceAndKeepsTheAddressOut() throws Exception {
		Visitor mallory = new Visitor("mallory");
		mallory.announce(FOREST, 1000, 0);
		for (int i = 0; i < 20; i++) {
			mallory.announce(FOREST, 1000, 10);
		}
		assertThat(this.refusals).containsKey(TrackerRefusal.RATE_LIMITED);
		assertThat(mallory.wire.closeCode()).isEqualTo(1008);
		assertThatExceptionOfType(HandshakeRefusedException.class).isThrownBy(() -> new Visitor("again"))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(HandshakeRefusal.BANNED));
	}

	@Test
	void badMessagesAreAnsweredAndTheTenthIsTheLast() throws Exception {
		Visitor mallory = new Visitor("mallory");
		for (int i = 0; i < 9; i++) {
			mallory.send("{");
			assertThat(mallory.failure()).isEqualTo(TrackerRefusal.MALFORMED);
		}
		assertThat(mallory.wire.closeCode()).isZero();
		mallory.send("{");
		assertThat(mallory.wire.closeCode()).isEqualTo(1008);
	}

	@Test
	void failureNamesTheTorrentThatItIsAbout() throws Exception {
		Visitor mallory = new Visitor("mallory");
		mallory.send("{\"action\":\"announce\",\"info_hash\":\"aaaaaaaaaaaaaaaaaaaa\"}");
		assertThat(mallory.last())
			.isEqualTo("{\"action\":\"announce\",\"failure reason\":\"The request is not of the documented form\","
					+ "\"info_hash\":\"aaaaaaaaaaaaaaaaaaaa\"}");
	}

	@Test
	void tooLargeMessageEndsTheConnection() throws Exception {
		Visitor mallory = new Visitor("mallory");
		this.tracker.receiveTooLarge(mallory.connection);
		assertThat(mallory.failure()).isEqualTo(TrackerRefusal.TOO_LARGE);
		assertThat(mallory.wire.closeCode()).isEqualTo(1009);
	}

	@Test
	void scrapeTellsOfTheTorrentsThatItNames() throws Exception {
		Visitor alice = new Visitor("alice");
		alice.announce(FOREST, 0, 0);
		alice.send("{\"action\":\"scrape\",\"info_hash\":[" + json(FOREST) + "," + json(RIVER)
				+ ",\"aaaaaaaaaaaaaaaaaaaa\"]}");
		assertThat(alice.last()).isEqualTo("{\"action\":\"scrape\",\"files\":{" + json(RIVER)
				+ ":{\"complete\":0,\"incomplete\":0,\"downloaded\":0}," + json(FOREST)
				+ ":{\"complete\":1,\"incomplete\":0,\"downloaded\":0}},\"flags\":{\"min_request_interval\":120}}");
	}

	@Test
	void scrapeOfAllIsRefused() throws Exception {
		Visitor alice = new Visitor("alice");
		alice.send("{\"action\":\"scrape\"}");
		assertThat(alice.failure()).isEqualTo(TrackerRefusal.SCRAPE_ALL);
	}

	@Test
	void silentConnectionsArePingedAndThenClosed() throws Exception {
		Visitor alice = new Visitor("alice");
		alice.announce(FOREST, 0, 0);
		for (int i = 0; i < 3; i++) {
			assertThat(alice.wire.pings()).isEqualTo(i);
			this.clock.advance(Duration.ofSeconds(45));
			this.connections.sweep();
		}
		assertThat(alice.wire.closeCode()).isEqualTo(4003);
		assertThat(counts(FOREST).complete()).isZero();
	}

	@Test
	void drainTellsEverybodyToComeBackElsewhere() throws Exception {
		Visitor alice = new Visitor("alice");
		this.connections.drain();
		assertThat(alice.wire.closeCode()).isEqualTo(1012);
		assertThatExceptionOfType(HandshakeRefusedException.class).isThrownBy(() -> new Visitor("bob"))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(HandshakeRefusal.DRAINING));
	}

	@Test
	void intervalGrowsWithThePeers() {
		AnnouncePace crowded = new AnnouncePace(100, () -> 60_000, this.random);
		assertThat(crowded.interval(120)).isBetween(600, 660);
		assertThat(new AnnouncePace(100, () -> 10, this.random).interval(120)).isBetween(120, 132);
	}

	private SwarmCounts counts(Torrent torrent) throws TrackerRefusedException {
		return this.swarms.get(BinaryId.of(torrent.infoHash())).counts();
	}

	private static String json(Torrent torrent) {
		return BinaryId.of(torrent.infoHash()).json();
	}

	private static BinaryId id(String name) {
		return BinaryId.of(TrackerClient.id(name).getBytes(StandardCharsets.ISO_8859_1));
	}

	/** One connection. */
	private final class Visitor {

		private final String name;

		private final FakeWire wire = new FakeWire();

		private final WebConnection connection;

		Visitor(String name) throws Exception {
			this(name, "203.0.113.9");
		}

		Visitor(String name, String address) throws Exception {
			this.name = name;
			this.connection = WebTrackerTests.this.connections.accept(InetAddress.getByName(address));
			this.connection.open(this.wire);
		}

		void send(String json) {
			WebTrackerTests.this.tracker.receive(this.connection, json.getBytes(StandardCharsets.UTF_8));
		}

		void announce(Torrent torrent, long left, int offers) {
			StringBuilder json = new StringBuilder("\"left\":" + left + ",\"numwant\":" + offers + ",\"offers\":[");
			for (int i = 0; i < offers; i++) {
				json.append((i > 0) ? "," : "")
					.append("{\"offer_id\":")
					.append(offerId(this, i))
					.append(",\"offer\":{\"type\":\"offer\",\"sdp\":\"")
					.append(this.name)
					.append(i)
					.append("\"}}");
			}
			send(announceOf(torrent, json.append(']').toString()));
		}

		void stop(Torrent torrent) {
			send(announceOf(torrent, "\"event\":\"stopped\",\"left\":0"));
		}

		void answer(Torrent torrent, Visitor to, int offer) {
			send(announceOf(torrent, "\"to_peer_id\":" + id(to.name).json() + ",\"offer_id\":" + offerId(to, offer)
					+ ",\"answer\":{\"type\":\"answer\",\"sdp\":\"\"}"));
		}

		private String offerId(Visitor from, int offer) {
			return id(from.name + offer).json();
		}

		String announceOf(Torrent torrent, String more) {
			return "{\"action\":\"announce\",\"info_hash\":" + json(torrent) + ",\"peer_id\":" + id(this.name).json()
					+ "," + more + "}";
		}

		List<String> offers() {
			return this.wire.sent().stream().filter((json) -> json.contains("\"offer\":")).toList();
		}

		List<String> answers() {
			return this.wire.sent().stream().filter((json) -> json.contains("\"answer\":")).toList();
		}

		String reply() {
			return this.wire.sent().stream().filter((json) -> json.contains("\"interval\":")).reduce("", (a, b) -> b);
		}

		TrackerRefusal failure() {
			String last = last();
			for (TrackerRefusal reason : TrackerRefusal.values()) {
				if (last.contains("\"failure reason\":\"" + reason.text() + "\"")) {
					return reason;
				}
			}
			throw new AssertionError("No failure: " + last);
		}

		String last() {
			return this.wire.sent().get(this.wire.sent().size() - 1);
		}

	}

}
