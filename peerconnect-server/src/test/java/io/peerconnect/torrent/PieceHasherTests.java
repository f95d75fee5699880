package io.peerconnect.torrent;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.io.FileSystemResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PieceHasher}.
 */
class PieceHasherTests {

	private final ExecutorService executor = Executors.newFixedThreadPool(3);

	private final LongAdder hashed = new LongAdder();

	private final PieceHasher hasher = new PieceHasher(this.executor, 3, this.hashed::add);

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@AfterEach
	void stop() {
		this.executor.shutdownNow();
	}

	@ParameterizedTest
	@CsvSource({ "1, 16384", "16384, 16384", "16385, 16384", "65536, 65536", "1000000, 16384", "1000000, 262144",
			"17000000, 262144", "20000001, 16777216", "40000000, 8388608" })
	void digestsAreThoseOfThePieces(int length, int pieceLength) throws Exception {
		Path file = TestVideos.write(this.folder.resolve("a.mp4"), length, length);
		byte[] expected = digests(Files.readAllBytes(file), pieceLength);
		assertThat(this.hasher.hash(file, length, pieceLength).get()).isEqualTo(expected);
		assertThat(this.hashed.sum()).isEqualTo(length);
		assertThat(this.hasher.hash(new FileSystemResource(file), length, pieceLength).get()).isEqualTo(expected);
		assertThat(this.hashed.sum()).isEqualTo(2L * length);
	}

	private static byte[] digests(byte[] content, int pieceLength) throws Exception {
		ByteArrayOutputStream digests = new ByteArrayOutputStream();
		for (int from = 0; from < content.length; from += pieceLength) {
			MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
			sha1.update(content, from, Math.min(pieceLength, content.length - from));
			digests.writeBytes(sha1.digest());
		}
		return digests.toByteArray();
	}

	@Test
	void fileThatBecameShorterFails() {
		Path file = TestVideos.write(this.folder.resolve("a.mp4"), 1_000_000, 1);
		assertThatEndIsMissing(this.hasher.hash(file, 30_000_000, 262_144));
		assertThatEndIsMissing(this.hasher.hash(new FileSystemResource(file), 30_000_000, 262_144));
	}

	@Test
	void fileThatVanishedFails() {
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> this.hasher.hash(this.folder.resolve("none.mp4"), 1, 16_384).get())
			.withCauseInstanceOf(UncheckedIOException.class);
	}

	private static void assertThatEndIsMissing(CompletableFuture<byte[]> digests) {
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(digests::get)
			.withRootCauseInstanceOf(EOFException.class);
	}

}
