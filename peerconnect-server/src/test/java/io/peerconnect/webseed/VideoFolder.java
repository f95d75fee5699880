package io.peerconnect.webseed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;

/**
 * A folder of videos that no player could play.
 *
 * @param path the folder
 */
record VideoFolder(Path path) {

	static final Instant MORNING = Instant.parse("2026-03-04T08:00:00.123456Z");

	static byte[] noise(int length, long seed) {
		byte[] bytes = new byte[length];
		new Random(seed).nextBytes(bytes);
		return bytes;
	}

	Path write(String name, byte[] content) {
		return write(name, content, MORNING);
	}

	Path write(String name, byte[] content, Instant lastModified) {
		try {
			Path file = this.path.resolve(name);
			Files.createDirectories(file.getParent());
			Files.write(file, content);
			Files.setLastModifiedTime(file, FileTime.from(lastModified));
			return file;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
