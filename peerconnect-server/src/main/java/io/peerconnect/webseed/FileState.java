package io.peerconnect.webseed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.peerconnect.torrent.Torrent;
import org.jspecify.annotations.Nullable;

/**
 * What the file system says of a file.
 *
 * @param key names the file whatever its path is, or {@code null} where files have no
 * such name
 * @param length the length in bytes
 * @param lastModified when it last changed
 */
record FileState(@Nullable Object key, long length, Instant lastModified) {

	/**
	 * Look at a file. A symbolic link in its place is not followed.
	 * @param file the file
	 * @return its state, or {@code null} if there is no such file (any more)
	 */
	static @Nullable FileState find(Path file) {
		try {
			BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class,
					LinkOption.NOFOLLOW_LINKS);
			return attributes.isRegularFile()
					? new FileState(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime().toInstant())
					: null;
		}
		catch (IOException ex) {
			// Gone, or out of reach: the site's own handler says what it says then.
			return null;
		}
	}

	/**
	 * Return whether the file is still the one that was hashed.
	 * @param torrent the torrent
	 * @return whether length and time are what they were
	 */
	boolean isOf(Torrent torrent) {
		// What is stored about a file need not keep all the digits that file systems
		// have.
		return this.length == torrent.length() && this.lastModified.truncatedTo(ChronoUnit.MILLIS)
			.equals(torrent.lastModified().truncatedTo(ChronoUnit.MILLIS));
	}

	/**
	 * Return whether this is a state of the same file as another, so that what an open
	 * channel to that one reads has changed if this one has.
	 * @param other the other state
	 * @return whether it is the same file, or nobody knows
	 */
	boolean mayBeSameFile(FileState other) {
		return this.key == null || this.key.equals(other.key);
	}

}
