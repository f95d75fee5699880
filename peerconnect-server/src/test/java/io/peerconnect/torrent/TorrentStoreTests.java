package io.peerconnect.torrent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.peerconnect.torrent.bt.BencodedMetainfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link TorrentStore}.
 */
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("NullAway.Init")
class TorrentStoreTests {

	private static final Metainfo.Info INFO = new Metainfo.Info("forest walk.mp4", 300_000, 262_144, new byte[40]);

	private static final Metainfo.Source SOURCE = new Metainfo.Source("/videos/forest walk.mp4", 17, 42);

	@TempDir
	private Path folder;

	private TorrentStore store;

	@BeforeEach
	void makeStore() throws IOException {
		this.store = new TorrentStore(this.folder.resolve("torrents"), new BencodedMetainfo());
		this.store.checkWritable();
	}

	@Test
	void whatIsWrittenOutlastsARestart() throws IOException {
		StoredTorrent written = this.store.write(INFO, SOURCE);
		TorrentStore restarted = new TorrentStore(this.folder.resolve("torrents"), new BencodedMetainfo());
		assertThat(restarted.readAll()).isEqualTo(Map.of(SOURCE.path(), written));
		assertThat(restarted.read(written.infoHash(), SOURCE.path())).usingRecursiveComparison().isEqualTo(INFO);
		assertThat(written.stamp()).isEqualTo(new FileStamp(300_000, 17, 42));
	}

	@Test
	void videosOfTheSameNameHaveTorrentsOfTheirOwn() throws IOException {
		this.store.write(INFO, SOURCE);
		this.store.write(INFO, new Metainfo.Source("/clips/forest walk.mp4", 18, 43));
		assertThat(this.store.readAll()).containsOnlyKeys("/videos/forest walk.mp4", "/clips/forest walk.mp4");
		this.store.delete("/videos/forest walk.mp4");
		assertThat(this.store.readAll()).containsOnlyKeys("/clips/forest walk.mp4");
		assertThat(files()).hasSize(1).allMatch((name) -> name.matches("forest_walk\\.mp4-[0-9a-f]{16}\\.torrent"));
	}

	@Test
	void longAndStrangeNamesFit() throws IOException {
		for (String name : List.of("x".repeat(255), "森".repeat(80), "..", "a\nb", "-", "%2e%2e%2f")) {
			this.store.write(INFO, new Metainfo.Source("/videos/" + name, 1, 2));
		}
		assertThat(this.store.readAll()).hasSize(6);
		assertThat(files()).hasSize(6);
		try (Stream<Path> around = Files.list(this.folder)) {
			assertThat(around).hasSize(1);
		}
	}

	@Test
	void damagedTorrentIsDeletedWithAWarning(CapturedOutput output) throws IOException {
		StoredTorrent written = this.store.write(INFO, SOURCE);
		Path file = this.folder.resolve("torrents").resolve(files().get(0));
		byte[] content = Files.readAllBytes(file);
		for (byte[] damaged : List.of(new byte[0], Arrays.copyOf(content, content.length / 2), flipped(content))) {
			Files.write(file, damaged);
			assertThatExceptionOfType(CorruptTorrentException.class)
				.isThrownBy(() -> this.store.read(written.infoHash(), SOURCE.path()));
			assertThat(this.store.readAll()).isEmpty();
			assertThat(file).doesNotExist();
		}
		assertThat(output).contains("Rebuilding the torrent in '" + file + "'").doesNotContain("\tat ");
	}

	private static byte[] flipped(byte[] content) {
		byte[] flipped = content.clone();
		flipped[content.length - 60] ^= 1;
		return flipped;
	}

	@Test
	void torrentUnderAnotherNameIsNotTaken() throws IOException {
		this.store.write(INFO, SOURCE);
		Path torrents = this.folder.resolve("torrents");
		Files.move(torrents.resolve(files().get(0)), torrents.resolve("other.torrent"));
		assertThat(this.store.readAll()).isEmpty();
	}

	@Test
	void whatWasLeftUnfinishedGoesAndTheRestStays() throws IOException {
		Files.writeString(this.folder.resolve("torrents/.unfinished-123.tmp"), "half");
		Files.writeString(this.folder.resolve("torrents/notes.txt"), "mine");
		assertThat(this.store.readAll()).isEmpty();
		assertThat(files()).containsExactly("notes.txt");
	}

	@Test
	void replacedTorrentIsNotTakenForTheOldOne() throws IOException {
		StoredTorrent old = this.store.write(INFO, SOURCE);
		this.store.write(new Metainfo.Info("forest walk.mp4", 200_000, 262_144, new byte[20]), SOURCE);
		assertThatIOException().isThrownBy(() -> this.store.read(old.infoHash(), SOURCE.path()));
	}

	@Test
	void folderThatCannotBeMadeIsNoticed() throws IOException {
		Path file = Files.writeString(this.folder.resolve("file"), "");
		assertThatIOException()
			.isThrownBy(() -> new TorrentStore(file.resolve("torrents"), new BencodedMetainfo()).checkWritable());
		assertThat(files()).isEmpty();
	}

	private List<String> files() throws IOException {
		try (Stream<Path> files = Files.list(this.folder.resolve("torrents"))) {
			return files.map((file) -> file.getFileName().toString()).toList();
		}
	}

}
