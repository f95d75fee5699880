package io.peerconnect.torrent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/**
 * Makes files that begin as videos do and go on with noise.
 */
public final class TestVideos {

	private static final byte[] MP4 = "\0\0\0\u0018ftypisom".getBytes(StandardCharsets.ISO_8859_1);

	private TestVideos() {
	}

	/**
	 * Make a video that has been there for a while.
	 * @param file the file
	 * @param length its length in bytes
	 * @param seed decides what is in it
	 * @return the file
	 */
	public static Path write(Path file, int length, long seed) {
		try {
			Files.createDirectories(file.getParent());
			Files.write(file, content(length, seed));
			Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
			return file;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public static byte[] content(int length, long seed) {
		byte[] content = new byte[length];
		new Random(seed).nextBytes(content);
		System.arraycopy(MP4, 0, content, 0, Math.min(length, MP4.length));
		return content;
	}

}
