package io.peerconnect.torrent;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Large libraries and large files take little memory.
 */
@SuppressWarnings("NullAway.Init")
class LibraryScaleTests {

	private static final int FILES = 5000;

	private static final int LENGTH = 20_000;

	private static final long HUGE = 5L * 1024 * 1024 * 1024 + 12_345;

	private static final long MEMORY = 48L * 1024 * 1024;

	@TempDir
	private Path folder;

	private Path videos;

	@BeforeEach
	void makeFolder() throws IOException {
		this.videos = Files.createDirectories(this.folder.resolve("videos"));
	}

	@Test
	void thousandsOfVideosAreHashedAndKnownAgain() {
		for (int i = 0; i < FILES; i++) {
			TestVideos.write(this.videos.resolve(i % 50 + "/" + i + ".mp4"), LENGTH, i);
		}
		long before = usedHeap();
		try (TestLibrary library = TestLibrary.start(this.videos, this.folder.resolve("torrents"))) {
			awaitTorrents(library, FILES);
			assertThat(library.library().statistics())
				.isEqualTo(new LibraryStatistics(FILES, (long) FILES * LENGTH, 0, 0, 0, (long) FILES * LENGTH));
			assertThat(usedHeap() - before).isLessThan(MEMORY);
		}
		try (TestLibrary library = TestLibrary.start(this.videos, this.folder.resolve("torrents"))) {
			awaitTorrents(library, FILES);
			assertThat(library.library().statistics().hashedBytes()).isZero();
		}
	}

	@Test
	void fileOfMoreThanFourGibibytesIsHashedWithoutBeingLoaded() throws IOException {
		Path file = this.videos.resolve("huge.mp4");
		try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
			sparse.write(TestVideos.content(1000, 1));
			sparse.setLength(HUGE);
			sparse.seek(HUGE - 1);
			sparse.write(7);
		}
		Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
		long before = usedHeap();
		try (TestLibrary library = TestLibrary.start(this.videos, this.folder.resolve("torrents"))) {
			awaitTorrents(library, 1);
			Torrent torrent = library.await("/videos/huge.mp4");
			assertThat(torrent.length()).isEqualTo(HUGE);
			assertThat(torrent.pieceLength()).isEqualTo(4 * 1024 * 1024);
			byte[] pieces = library.store().read(torrent.infoHash(), torrent.path()).pieces();
			assertThat(pieces).hasSize(torrent.pieces() * InfoHash.LENGTH);
			// All holes are alike; what is written to is at both ends.
			assertThat(piece(pieces, 1)).isEqualTo(piece(pieces, 700)).isNotEqualTo(piece(pieces, 0));
			assertThat(piece(pieces, torrent.pieces() - 1)).isNotEqualTo(piece(pieces, 1));
			assertThat(usedHeap() - before).isLessThan(MEMORY);
		}
	}

	private static String piece(byte[] pieces, int piece) {
		byte[] digest = new byte[InfoHash.LENGTH];
		System.arraycopy(pieces, piece * InfoHash.LENGTH, digest, 0, digest.length);
		return InfoHash.of(digest).hex();
	}

	private static void awaitTorrents(TestLibrary library, int count) {
		Awaitility.await()
			.atMost(Duration.ofMinutes(5))
			.until(() -> library.library().all().size() == count && library.library().statistics().waiting() == 0);
	}

	/* What is left after a collection, so that neither other tests nor garbage count. */
	private static long usedHeap() {
		System.gc();
		return ManagementFactory.getMemoryPoolMXBeans()
			.stream()
			.filter((pool) -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
			.map(MemoryPoolMXBean::getCollectionUsage)
			.mapToLong((usage) -> usage.getUsed())
			.sum();
	}

}
