package io.peerconnect.torrent.bt;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import bt.protocol.crypto.EncryptionPolicy;
import io.peerconnect.torrent.Metainfo;
import io.peerconnect.torrent.TestLibrary;
import io.peerconnect.torrent.TestVideos;
import io.peerconnect.torrent.Torrent;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BtSeeder}, with another BitTorrent client.
 */
@SuppressWarnings("NullAway.Init")
class BtSeederTests {

	private final TinyTracker tracker = new TinyTracker();

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
				this.library.library(), this.library.store(), new BencodedMetainfo(), this.tracker::url,
				Clock.systemUTC());
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
		this.seeder.activate(torrent.infoHash());
		Awaitility.await().until(() -> this.tracker.announces().contains(this.seeder.port() + " started"));
		try (TestLeecher leecher = new TestLeecher(encryption)) {
			leecher.download(torrentFile(torrent), this.folder.resolve("downloads"));
		}
		assertThat(this.folder.resolve("downloads/forest walk.mp4")).hasSameBinaryContentAs(video);
		assertThat(this.seeder.statistics().sentBytes()).isGreaterThanOrEqualTo(5_000_001);
	}

}
