package io.peerconnect.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Files to send: random bytes, always the same for the same name.
 */
final class RoomFiles {

	static final int KB = 1024;

	static final int MB = 1024 * KB;

	private RoomFiles() {
	}

	static Path write(Path folder, String name, int length) {
		byte[] bytes = new byte[length];
		new Random(name.hashCode()).nextBytes(bytes);
		return write(folder, name, bytes);
	}

	static Path write(Path folder, String name, byte[] bytes) {
		try {
			Path file = folder.resolve(name);
			Files.createDirectories(file.getParent());
			return Files.write(file, bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static byte[] read(Path file) {
		try {
			return Files.readAllBytes(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
