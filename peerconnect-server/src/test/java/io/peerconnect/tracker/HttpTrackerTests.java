package io.peerconnect.tracker;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.peerconnect.asset.MutableClock;
import io.peerconnect.geo.NetworkLocator;
import io.peerconnect.torrent.SeederAddress;
import io.peerconnect.torrent.Torrent;
import io.peerconnect.websocket.AddressLimits;
import io.peerconnect.websocket.Rate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.peerconnect.tracker.FakeLibrary.FOREST;
import static io.peerconnect.tracker.FakeLibrary.RIVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link HttpTracker}.
 */
class HttpTrackerTests {

	private static final String ALICE = "198.51.100.1";

	private static final String BOB = "203.0.113.2";

	private static final String CAROL = "2001:db8::3";

	private final MutableClock clock = new MutableClock();

	private final FakeLibrary library = new FakeLibrary();

	private final Random random = new Random(7);

	private final SwarmTable swarms = new SwarmTable(this.library, 20, new AddressLimits(4), this.random);

	private @Nullable InetSocketAddress seeder;

	private final HttpTracker tracker = tracker(false);

	@Test
	void peersAreListedInSixBytesEach() throws Exception {
		announce(ALICE, "alice", 6881, 0, "&event=started");
		Map<String, Object> answer = announce(BOB, "bob", 0x1ae2, 1000, "&event=started&compact=1");
		assertThat(answer).containsOnlyKeys("complete", "downloaded", "incomplete", "interval", "min interval", "peers",
				"peers6");
		assertThat(answer).containsEntry("complete", 1L)
			.containsEntry("incomplete", 1L)
			.containsEntry("min interval", 60L)
			.containsEntry("peers", "\u00c63d\1\u001a\u00e1")
			.containsEntry("peers6", "");
		assertThat((Long) answer.get("interval")).isBetween(600L, 660L);
	}

	@Test
	void peersOfIpv6AreListedInEighteenBytesEach() throws Exception {
		announce(CAROL, "carol", 6881, 0, "");
		Map<String, Object> answer = announce(BOB, "bob", 6882, 1000, "");
		assertThat(answer).containsEntry("peers", "")
			.containsEntry("peers6", " \1\r\u00b8\0\0\0\0\0\0\0\0\0\0\0\3\u001a\u00e1");
	}

	@Test
	void peersAreListedWithTheirIdsWhereCompactIsNotWanted() throws Exception {
		announce(CAROL, "carol", 6881, 0, "");
		assertThat(announce(BOB, "bob", 6882, 1000, "&compact=0")).containsEntry("peers",
				List.of(Map.of("ip", "2001:db8:0:0:0:0:0:3", "peer id", TrackerClient.id("carol"), "port", 6881L)));
		assertThat(announce(BOB, "bob", 6882, 1000, "&compact=0&no_peer_id=1")).containsEntry("peers",
				List.of(Map.of("ip", "2001:db8:0:0:0:0:0:3", "port", 6881L)));
	}

	@Test
	void seedersAreNotToldOfSeeders() throws Exception {
		announce(ALICE, "alice", 6881, 0, "");
		assertThat(announce(BOB, "bob", 6882, 0, "")).containsEntry("complete", 2L).containsEntry("peers", "");
	}

	@Test
	void addressesThatClientsClaimDoNotCount() throws Exception {
		announce(ALICE, "alice", 6881, 0, "&ip=192.0.2.66&ipv4=192.0.2.66%3A1&ipv6=%5B2001:db8::66%5D%3A1");
		assertThat(announce(BOB, "bob", 6882, 1000, "&compact=0&no_peer_id=1")).containsEntry("peers",
				List.of(Map.of("ip", ALICE, "port", 6881L)));
	}

	@Test
	void nobodyStopsAnotherAddress() throws Exception {
		announce(ALICE, "alice", 6881, 0, "");
		Map<String, Object> answer = announce(BOB, "alice", 6881, 0, "&event=stopped");
		assertThat(answer).containsEntry("complete", 1L).containsEntry("peers", "");
		assertThat(announce(ALICE, "alice", 6881, 0, "&event=stopped")).containsEntry("complete", 0L);
	}

	@Test
	void completedCountsOnce() throws Exception {
		announce(ALICE, "alice", 6881, 1000, "&event=started");
		announce(ALICE, "alice", 6881, 0, "&event=completed");
		announce(ALICE, "alice", 6881, 0, "&event=completed");
		assertThat(announce(ALICE, "alice", 6881, 0, "")).containsEntry("downloaded", 1L)
			.containsEntry("complete", 1L)
			.containsEntry("incomplete", 0L);
	}

	@Test
	void peersThatDoNotComeBackAreForgotten() throws Exception {
		announce(ALICE, "alice", 6881, 0, "");
		this.clock.advance(Duration.ofMinutes(24));
		this.swarms.expire(this.clock.millis());
		assertThat(scrapeComplete()).isEqualTo(1);
		this.clock.advance(Duration.ofMinutes(4));
		this.swarms.expire(this.clock.millis());
		assertThat(scrapeComplete()).isZero();
	}

	@Test
	void privateAddressesStayInTheNetwork() throws Exception {
		announce("192.168.1.7", "alice", 6881, 0, "");
		announce("127.0.0.1", "carol", 6881, 0, "");
		assertThat(announce(BOB, "bob", 6882, 1000, "")).containsEntry("complete", 2L).containsEntry("peers", "");
		assertThat(announce("192.168.1.8", "dave", 6882, 1000, "&compact=0&no_peer_id=1")).extracting("peers")
			.asList()
			.containsExactlyInAnyOrder(Map.of("ip", BOB, "port", 6882L), Map.of("ip", "192.168.1.7", "port", 6881L));
	}

	@Test
	void residentSeederIsKnownByItsPublicAddress() throws Exception {
		this.seeder = new InetSocketAddress("198.51.100.9", 7000);
		announce("127.0.0.1", "seeder", 6891, 0, "");
		announce("127.0.0.1", "other", 6892, 0, "");
		assertThat(announce(BOB, "bob", 6882, 1000, "&compact=0&no_peer_id=1")).containsEntry("peers",
				List.of(Map.of("ip", "198.51.100.9", "port", 7000L)));
		assertThat(announce("127.0.0.1", "local", 6893, 1000, "&compact=0&no_peer_id=1")).extracting("peers")
			.asList()
			.contains(Map.of("ip", "127.0.0.1", "port", 6891L));
	}

	@Test
	void residentSeederWithoutAnAddressIsKnownToNobodyElse() throws Exception {
		announce("127.0.0.1", "seeder", 6891, 0, "");
		assertThat(announce(BOB, "bob", 6882, 1000, "")).containsEntry("complete", 1L).containsEntry("peers", "");
	}

	@Test
	void numwantIsRespected() throws Exception {
		for (int i = 0; i < 10; i++) {
			announce("198.51.100." + (10 + i), "peer" + i, 6881, 0, "");
		}
		assertThat(peers(announce(BOB, "bob", 6882, 1000, "&numwant=3"))).isEqualTo(3);
		assertThat(peers(announce(BOB, "bob", 6882, 1000, "&numwant=0"))).isZero();
		assertThat(peers(announce(BOB, "bob", 6882, 1000, "&numwant=-1"))).isEqualTo(10);
		assertThat(peers(announce(BOB, "bob", 6882, 1000, "&numwant=99999999999"))).isEqualTo(10);
	}

	@Test
	void nearestPeersGoFirst() throws Exception {
		for (int i = 0; i < 9; i++) {
			announce("198.51." + (10 + i) + ".1", "peer" + i, 6881, 0, "");
		}
		announce("203.0.113.77", "neighbour", 6881, 0, "");
		assertThat(announce(BOB, "bob", 6882, 1000, "&numwant=1&compact=0&no_peer_id=1")).containsEntry("peers",
				List.of(Map.of("ip", "203.0.113.77", "port", 6881L)));
	}

	@Test
	void addressHasItsShareOfPeersAndNoMore() throws Exception {
		for (int i = 0; i < 4; i++) {
			announce(ALICE, "alice" + i, 6881 + i, 0, "");
		}
		refuses(TrackerRefusal.TOO_MANY_SWARMS, query(RIVER, "alice", 6889, 0, ""));
		announce(ALICE, "alice0", 6881, 0, "&event=stopped");
		announce(ALICE, "alice4", 6889, 0, "");
	}

	@Test
	void residentSeederMayBeInAnyNumberOfSwarms() throws Exception {
		for (int i = 0; i < 6; i++) {
			Torrent torrent = FakeLibrary.torrent("v" + i + ".mp4", "a" + i);
			this.library.add(torrent);
			this.tracker.announce(RawQuery.read(query(torrent, "seeder", 6891, 0, "")), address("127.0.0.1"));
		}
		assertThat(this.swarms.statistics().httpPeers()).isEqualTo(6);
	}

	@Test
	void fullSwarmTakesNobodyMore() throws Exception {
		for (int i = 0; i < 20; i++) {
			announce("198.51.100." + i, "peer" + i, 6881, 0, "");
		}
		refuses(TrackerRefusal.SWARM_FULL, query(FOREST, "alice", 6889, 0, ""));
		announce("198.51.100.3", "peer3", 6881, 0, "");
	}

	@Test
	void torrentsThatLeaveTheLibraryLeaveTheTracker() throws Exception {
		announce(ALICE, "alice", 6881, 0, "");
		this.library.remove(FOREST);
		this.swarms.drop(BinaryId.of(FOREST.infoHash()));
		refuses(TrackerRefusal.UNKNOWN_TORRENT, query(FOREST, "alice", 6881, 0, ""));
		assertThat(this.swarms.statistics()).isEqualTo(new TrackerStatistics(0, 0, 0));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "info_hash=abc&peer_id=-XX0000-abcdefghijkl&port=1", "port=1&left=0",
			"info_hash=%f0%f0%f0%f0%f0%f0%f0%f0%f0%f0%f0%f0%f0%f0%f0%f0%f0%f0%f0%f&peer_id=-XX0000-abcdefghijkl&port=1",
			"info_hash=%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0&peer_id=-XX0000-abcdefghijkl&port=0",
			"info_hash=%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0&peer_id=-XX0000-abcdefghijkl&port=65536",
			"info_hash=%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0&peer_id=-XX0000-abcdefghijkl&port=1&event=dance",
			"info_hash=%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0&peer_id=-XX0000-abcdefghijkl&port=1&left=x",
			"info_hash=%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0%F0&peer_id=short&port=1" })
	void badAnnouncesAreRefused(String query) {
		refuses(TrackerRefusal.MALFORMED, query);
	}

	@Test
	void scrapeTellsOfEachTorrentThatItNames() throws Exception {
		announce(ALICE, "alice", 6881, 0, "");
		byte[] answer = this.tracker.scrape(RawQuery
			.read("info_hash=" + encoded(FOREST) + "&info_hash=" + encoded(RIVER) + "&info_hash=" + "%77".repeat(20)),
				address(ALICE));
		assertThat(Bencode.dictionary(answer)).isEqualTo(Map.of("files",
				Map.of(TrackerClient.infoHash(FOREST), Map.of("complete", 1L, "downloaded", 0L, "incomplete", 0L),
						TrackerClient.infoHash(RIVER), Map.of("complete", 0L, "downloaded", 0L, "incomplete", 0L))));
	}

	@Test
	void scrapeOfAllIsForThoseWhoMay() throws Exception {
		assertThatExceptionOfType(TrackerRefusedException.class)
			.isThrownBy(() -> this.tracker.scrape(RawQuery.read(null), address(ALICE)))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(TrackerRefusal.SCRAPE_ALL));
		assertThat(Bencode.dictionary(tracker(true).scrape(RawQuery.read(null), address(ALICE)))).extracting("files")
			.asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsOnlyKeys(TrackerClient.infoHash(FOREST), TrackerClient.infoHash(RIVER));
	}

	@Test
	void refusalNamesReasonAndIntervals() {
		assertThat(Bencode.dictionary(this.tracker.refused(TrackerRefusal.UNKNOWN_TORRENT)))
			.containsEntry("failure reason", "This tracker has no such torrent")
			.containsEntry("min interval", 60L)
			.containsKey("interval");
	}

	private Map<String, Object> announce(String address, String name, int port, long left, String more)
			throws Exception {
		return Bencode
			.dictionary(this.tracker.announce(RawQuery.read(query(FOREST, name, port, left, more)), address(address)));
	}

	private int scrapeComplete() throws Exception {
		return this.swarms.get(BinaryId.of(FOREST.infoHash())).counts().complete();
	}

	private void refuses(TrackerRefusal reason, String query) {
		assertThatExceptionOfType(TrackerRefusedException.class)
			.isThrownBy(() -> this.tracker.announce(RawQuery.read(query), address(ALICE)))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason));
	}

	private static int peers(Map<String, Object> answer) {
		return String.valueOf(answer.get("peers")).length() / 6;
	}

	private static String query(Torrent torrent, String name, int port, long left, String more) {
		return "info_hash=" + encoded(torrent) + "&peer_id="
				+ URLEncoder.encode(TrackerClient.id(name), StandardCharsets.ISO_8859_1) + "&port=" + port
				+ "&uploaded=0&downloaded=0&left=" + left + more;
	}

	private static String encoded(Torrent torrent) {
		return URLEncoder.encode(TrackerClient.infoHash(torrent), StandardCharsets.ISO_8859_1);
	}

	private static InetAddress address(String address) throws UnknownHostException {
		return InetAddress.getByName(address);
	}

	private HttpTracker tracker(boolean scrapeAll) {
		TrackerSettings settings = new TrackerSettings(
				new TrackerSettings.Web(Duration.ofMinutes(2), 100, 10, 5, Duration.ofSeconds(45), new Rate(20, 400),
						65_536),
				new TrackerSettings.Http(Duration.ofMinutes(10), Duration.ofMinutes(1), 4), 500, 20,
				new Rate(1000, 1000), true, scrapeAll);
		SeederAddress address = new SeederAddress() {

			@Override
			public @Nullable InetSocketAddress find() {
				return HttpTrackerTests.this.seeder;
			}

			@Override
			public int port() {
				return 6891;
			}

		};
		return new HttpTracker(settings, this.swarms, new AnnouncePace(500, () -> 0, this.random), new Reach(address),
				new NetworkLocator(), TrackerObserver.NONE, this.clock);
	}

}
