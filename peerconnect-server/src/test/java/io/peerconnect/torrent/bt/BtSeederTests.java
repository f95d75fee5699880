package io.peerconnect.torrent.bt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import bt.protocol.crypto.EncryptionPolicy;
import io.peerconnect.asset.MutableClock;
import io.peerconnect.torrent.InfoHash;
import io.peerconnect.torrent.Metainfo;
import io.peerconnect.torrent.SeederStatistics;
import io.peerconnect.torrent.TestLibrary;
import io.peerconnect.torrent.TestVideos;
import io.peerconnect.torrent.Torrent;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link BtSeeder}, with another BitTorrent client.
 */
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("NullAway.Init")
class BtSeederTests {

	private final TinyTracker tracker = new TinyTracker();

	private final MutableClock clock = new MutableClock();

	@TempDir
	private Path folder;

	private Path videos;

	private TestLibrary library;

	private BtSeeder seeder;

	@BeforeEach
	void start() throws Exception {
		this.videos = Files.createDirectories(this.folder.resolve("videos"));
		this.library = TestLibrary.start(this.videos, this.folder.resolve("torrents"));
	}

	private void startSeeder(int maxActive, Duration idleTimeout) {
		this.seeder = new BtSeeder(
				new SeederSettings(InetAddress.getLoopbackAddress(), 0, null, null, maxActive, 20, idleTimeout, false,
						false),
				this.library.library(), this.library.store(), new BencodedMetainfo(), this.tracker::url, this.clock);
		this.library.listen(this.seeder);
		this.seeder.start();
	}

	@AfterEach
	void stop() {
		if (this.seeder != null) {
			this.seeder.stop();
		}
		this.library.close();
		this.tracker.close();
	}

	private byte[] torrentFile(Torrent torrent) throws Exception {
		return new BencodedMetainfo().write(new Metainfo(this.library.store().read(torrent.infoHash(), torrent.path()),
				List.of(List.of(this.tracker.url().toString())), List.of(), null));
	}

	@ParameterizedTest
	@EnumSource(value = EncryptionPolicy.class, names = { "PREFER_PLAINTEXT", "REQUIRE_ENCRYPTED" })
	void leecherGetsTheVideoFromTheSeederThatTheTrackerNames(EncryptionPolicy encryption) throws Exception {
		Path video = TestVideos.write(this.videos.resolve("forest walk.mp4"), 5_000_001, 1);
		startSeeder(5, Duration.ofMinutes(1));
		Torrent torrent = this.library.await("/videos/forest walk.mp4");
		assertThat(this.seeder.prepare(torrent.infoHash())).isTrue();
		Awaitility.await().until(() -> this.tracker.announces().contains(this.seeder.port() + " started"));
		try (TestLeecher leecher = new TestLeecher(encryption)) {
			leecher.download(torrentFile(torrent), this.folder.resolve("downloads"));
		}
		assertThat(this.folder.resolve("downloads/forest walk.mp4")).hasSameBinaryContentAs(video);
		assertThat(this.seeder.statistics().sentBytes()).isGreaterThanOrEqualTo(5_000_001);
	}

	@Test
	void torrentBecomesActiveWhenAPeerAsksForIt() throws Exception {
		Path video = TestVideos.write(this.videos.resolve("a.mp4"), 1_000_001, 1);
		TestVideos.write(this.videos.resolve("b.mp4"), 1_000_001, 2);
		startSeeder(5, Duration.ofMinutes(1));
		Torrent torrent = this.library.await("/videos/a.mp4");
		this.library.await("/videos/b.mp4");
		assertThat(this.seeder.statistics().torrents()).isZero();
		try (RawPeer peer = new RawPeer(this.seeder.port())) {
			assertThat(peer.handshake(torrent.infoHash())).isTrue();
			assertThat(peer.interest()).hasSize((torrent.pieces() + 7) / 8);
			assertThat(peer.download(torrent.length(), torrent.pieceLength())).isEqualTo(Files.readAllBytes(video));
			assertThat(this.seeder.statistics()).isEqualTo(new SeederStatistics(1, 1, 1_000_001));
		}
	}

	@Test
	void strangersAreTurnedAway() throws Exception {
		startSeeder(5, Duration.ofMinutes(1));
		try (RawPeer peer = new RawPeer(this.seeder.port())) {
			assertThat(peer.handshake(new InfoHash("0123456789012345678901234567890123456789"))).isFalse();
		}
		assertThat(this.seeder.prepare(new InfoHash("0123456789012345678901234567890123456789"))).isFalse();
		assertThat(this.seeder.statistics().torrents()).isZero();
	}

	@Test
	void peerThatReadsNothingHoldsUpNobody() throws Exception {
		TestVideos.write(this.videos.resolve("a.mp4"), 8_000_000, 1);
		startSeeder(5, Duration.ofMinutes(1));
		Torrent torrent = this.library.await("/videos/a.mp4");
		try (RawPeer stuck = new RawPeer(this.seeder.port(), 4096); RawPeer peer = new RawPeer(this.seeder.port())) {
			assertThat(stuck.handshake(torrent.infoHash())).isTrue();
			stuck.interest();
			for (int i = 0; i < 480; i++) {
				stuck.request(i / 16, i % 16 * RawPeer.BLOCK, RawPeer.BLOCK);
			}
			stuck.flush();
			assertThat(peer.handshake(torrent.infoHash())).isTrue();
			peer.interest();
			assertThat(peer.download(torrent.length(), torrent.pieceLength())).hasSize(8_000_000);
		}
	}

	@Test
	void peerThatAsksForTooMuchIsHungUpOn() throws Exception {
		TestVideos.write(this.videos.resolve("a.mp4"), 1_000_000, 1);
		startSeeder(5, Duration.ofMinutes(1));
		Torrent torrent = this.library.await("/videos/a.mp4");
		for (int[] request : new int[][] { { 99, 0, RawPeer.BLOCK }, { 0, 0, 100_000_000 }, { 0, 1 << 30, 1 } }) {
			try (RawPeer peer = new RawPeer(this.seeder.port())) {
				assertThat(peer.handshake(torrent.infoHash())).isTrue();
				peer.interest();
				peer.request(request[0], request[1], request[2]);
				peer.flush();
				assertThat(peer.isHungUpOn()).as(Arrays.toString(request)).isTrue();
			}
		}
		try (RawPeer greedy = new RawPeer(this.seeder.port(), 4096)) {
			assertThat(greedy.handshake(torrent.infoHash())).isTrue();
			greedy.interest();
			// Its end may come while it still asks.
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
				while (true) {
					greedy.request(0, 0, RawPeer.BLOCK);
				}
			});
		}
	}

	@Test
	void videoThatChangedIsNotSeededAnyMore() throws Exception {
		Path video = TestVideos.write(this.videos.resolve("a.mp4"), 1_000_000, 1);
		startSeeder(5, Duration.ofMinutes(1));
		Torrent torrent = this.library.await("/videos/a.mp4");
		try (RawPeer peer = new RawPeer(this.seeder.port())) {
			assertThat(peer.handshake(torrent.infoHash())).isTrue();
			peer.interest();
			TestVideos.write(video, 1_000_000, 2);
			peer.request(0, 0, RawPeer.BLOCK);
			peer.flush();
			assertThat(peer.isHungUpOn()).isTrue();
		}
		Torrent other = this.library.await("/videos/a.mp4");
		assertThat(other.infoHash()).isNotEqualTo(torrent.infoHash());
		try (RawPeer peer = new RawPeer(this.seeder.port())) {
			assertThat(peer.handshake(torrent.infoHash())).isFalse();
		}
		try (RawPeer peer = new RawPeer(this.seeder.port())) {
			assertThat(peer.handshake(other.infoHash())).isTrue();
		}
	}

	@Test
	void leastRecentlyUsedTorrentMakesRoom() throws Exception {
		for (String name : List.of("a", "b", "c")) {
			TestVideos.write(this.videos.resolve(name + ".mp4"), 100_000, name.hashCode());
		}
		startSeeder(2, Duration.ofMinutes(1));
		Torrent a = this.library.await("/videos/a.mp4");
		Torrent b = this.library.await("/videos/b.mp4");
		Torrent c = this.library.await("/videos/c.mp4");
		RawPeer other = new RawPeer(this.seeder.port());
		try (RawPeer peer = new RawPeer(this.seeder.port())) {
			assertThat(peer.handshake(a.infoHash())).isTrue();
			assertThat(other.handshake(b.infoHash())).isTrue();
			try (RawPeer third = new RawPeer(this.seeder.port())) {
				assertThat(third.handshake(c.infoHash())).as("while peers are connected for both").isFalse();
			}
			other.close();
			Awaitility.await().until(() -> this.seeder.statistics().peers() == 1);
			try (RawPeer third = new RawPeer(this.seeder.port())) {
				assertThat(third.handshake(c.infoHash())).as("while the other was wanted just now").isFalse();
			}
			this.clock.advance(Duration.ofSeconds(11));
			Awaitility.await().untilAsserted(() -> {
				try (RawPeer third = new RawPeer(this.seeder.port())) {
					assertThat(third.handshake(c.infoHash())).isTrue();
				}
			});
			assertThat(peer.interest()).isNotEmpty();
			assertThat(peer.download(a.length(), a.pieceLength())).hasSize(100_000);
		}
	}

	@Test
	void idleTorrentGoes() throws Exception {
		TestVideos.write(this.videos.resolve("a.mp4"), 100_000, 1);
		startSeeder(5, Duration.ofSeconds(1));
		Torrent torrent = this.library.await("/videos/a.mp4");
		for (int round = 0; round < 2; round++) {
			try (RawPeer peer = new RawPeer(this.seeder.port())) {
				assertThat(peer.handshake(torrent.infoHash())).isTrue();
				this.seeder.sweep();
				assertThat(this.seeder.statistics().torrents()).isOne();
			}
			Awaitility.await().until(() -> {
				this.clock.advance(Duration.ofSeconds(2));
				this.seeder.sweep();
				return this.seeder.statistics().torrents() == 0;
			});
		}
		assertThat(this.tracker.announces()).contains(this.seeder.port() + " stopped");
	}

	@Test
	void stopLeavesNothingBehind(CapturedOutput output) throws Exception {
		TestVideos.write(this.videos.resolve("a.mp4"), 100_000, 1);
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		startSeeder(5, Duration.ofMinutes(1));
		int port = this.seeder.port();
		Torrent torrent = this.library.await("/videos/a.mp4");
		try (RawPeer peer = new RawPeer(port)) {
			assertThat(peer.handshake(torrent.infoHash())).isTrue();
			this.seeder.stop();
			assertThat(peer.isHungUpOn()).isTrue();
		}
		assertThat(this.tracker.announces()).contains(port + " stopped");
		assertThat(output).doesNotContain("IncomingConnectionListener");
		assertThat(this.seeder.find()).isNull();
		assertThat(this.seeder.port()).isZero();
		new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
		Awaitility.await()
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
				.filteredOn((thread) -> !before.contains(thread))
				.noneMatch((thread) -> thread.getName().contains(".bt.") || thread.getName().contains("seeder")));
	}

	@Test
	void takenPortIsAnErrorThatNamesTheProperty() throws Exception {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			BtSeeder unlucky = new BtSeeder(settings(taken.getLocalPort(), null), this.library.library(),
					this.library.store(), new BencodedMetainfo(), this.tracker::url, Clock.systemUTC());
			assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(unlucky::start)
				.satisfies((ex) -> {
					assertThat(ex.getName()).isEqualTo("peerconnect.video.seeder.port");
					assertThat(ex.getReason()).contains("Choose a port that is free");
				});
			assertThat(unlucky.isRunning()).isFalse();
		}
	}

	@Test
	void trackerThatRefusesIsWorthOneWarning(CapturedOutput output) throws Exception {
		this.tracker.failWith("go away");
		TestVideos.write(this.videos.resolve("a.mp4"), 100_000, 1);
		startSeeder(5, Duration.ofMinutes(1));
		Torrent torrent = this.library.await("/videos/a.mp4");
		assertThat(this.seeder.prepare(torrent.infoHash())).isTrue();
		Awaitility.await().until(() -> this.tracker.announces().contains(this.seeder.port() + " started"));
		try (RawPeer peer = new RawPeer(this.seeder.port())) {
			assertThat(peer.handshake(torrent.infoHash())).isTrue();
		}
		this.seeder.stop();
		assertThat(output).containsOnlyOnce("The seeder cannot announce itself at " + this.tracker.url())
			.contains("it says 'go away'");
	}

	@Test
	void publicAddressIsToldWhereItIsKnown() {
		BtSeeder known = new BtSeeder(settings(0, "192.0.2.7"), this.library.library(), this.library.store(),
				new BencodedMetainfo(), this.tracker::url, Clock.systemUTC());
		known.start();
		try {
			assertThat(known.find()).isEqualTo(new InetSocketAddress("192.0.2.7", 7000));
		}
		finally {
			known.stop();
		}
	}

	private static SeederSettings settings(int port, @Nullable String publicHost) {
		return new SeederSettings(InetAddress.getLoopbackAddress(), port, publicHost,
				(publicHost != null) ? 7000 : null, 5, 20, Duration.ofMinutes(1), false, false);
	}

}
