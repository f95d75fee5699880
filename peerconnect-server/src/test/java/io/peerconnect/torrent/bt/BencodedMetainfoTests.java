package io.peerconnect.torrent.bt;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import bt.metainfo.MetadataService;
import bt.torrent.maker.TorrentBuilder;
import io.peerconnect.torrent.CorruptTorrentException;
import io.peerconnect.torrent.Metainfo;
import io.peerconnect.torrent.TestVideos;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link BencodedMetainfo}.
 */
class BencodedMetainfoTests {

	private static final byte[] PIECES = "01234567890123456789abcdefghijabcdefghij".getBytes(StandardCharsets.US_ASCII);

	private final BencodedMetainfo format = new BencodedMetainfo();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@Test
	void infoHashIsTheOneOfBt() throws Exception {
		Path video = TestVideos.write(this.folder.resolve("Wälder — 森.mp4"), 700_001, 7);
		byte[] torrent = new TorrentBuilder().rootPath(this.folder)
			.addFile(video)
			.pieceSize(256 * 1024)
			.announce("http://tracker.example/announce")
			.build();
		Metainfo.Info info = this.format.read(torrent).info();
		assertThat(info.name()).isEqualTo("Wälder — 森.mp4");
		assertThat(this.format.infoHash(info).bytes())
			.isEqualTo(new MetadataService().fromByteArray(torrent).getTorrentId().getBytes());
		assertThat(Files.size(video)).isEqualTo(info.length());
	}

	@Test
	void whatIsWrittenCanBeRead() throws Exception {
		Metainfo written = new Metainfo(new Metainfo.Info("a.mp4", 300_000, 262_144, PIECES),
				List.of(List.of("wss://example.org/tracker"), List.of("https://example.org/announce")),
				List.of("https://example.org/a.mp4"),
				new Metainfo.Source("/videos/a.mp4", 1_700_000_000_123_456_789L, 42));
		byte[] file = this.format.write(written);
		assertThat(this.format.read(file)).usingRecursiveComparison().isEqualTo(written);
		assertThat(this.format.write(written)).isEqualTo(file);
	}

	@Test
	void damageIsNoticed() {
		byte[] file = this.format.write(new Metainfo(new Metainfo.Info("a.mp4", 300_000, 262_144, PIECES), List.of(),
				List.of(), new Metainfo.Source("/videos/a.mp4", 1, 2)));
		int pieces = new String(file, StandardCharsets.ISO_8859_1).indexOf("0123456789");
		byte[] flipped = file.clone();
		flipped[pieces] ^= 1;
		assertThatExceptionOfType(CorruptTorrentException.class).isThrownBy(() -> this.format.read(flipped))
			.withMessage("its infohash is another than when it was written");
		for (int length = 0; length < file.length; length++) {
			byte[] cut = java.util.Arrays.copyOf(file, length);
			assertThatExceptionOfType(CorruptTorrentException.class).isThrownBy(() -> this.format.read(cut));
		}
		assertThatExceptionOfType(CorruptTorrentException.class)
			.isThrownBy(() -> this.format.read("l".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII)));
	}

}
