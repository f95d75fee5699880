package io.peerconnect.torrent;

import java.nio.file.Path;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * One video, complete and hashed.
 *
 * @param infoHash names its swarm
 * @param name the file name, as the {@code info} dictionary has it
 * @param path path below the context path that the site serves the video at, decoded,
 * such as {@code /videos/forest walk.mp4}
 * @param file the file, or {@code null} if it is inside a jar
 * @param length the length in bytes
 * @param lastModified when the file last changed
 * @param mediaType the media type, such as {@code video/mp4}
 * @param pieceLength the length of every piece but the last, in bytes
 */
public record Torrent(InfoHash infoHash, String name, String path, @Nullable Path file, long length,
		Instant lastModified, String mediaType, int pieceLength) {

	public Torrent {
		Assert.isTrue(path.startsWith("/"), () -> "'path' must start with '/', but was '" + path + "'");
		Assert.isTrue(length > 0, () -> "'length' must be positive, but was " + length);
		Assert.isTrue(pieceLength > 0, () -> "'pieceLength' must be positive, but was " + pieceLength);
	}

	/**
	 * Return the number of pieces.
	 * @return at least 1
	 */
	public int pieces() {
		return Math.toIntExact((this.length + this.pieceLength - 1) / this.pieceLength);
	}

}
