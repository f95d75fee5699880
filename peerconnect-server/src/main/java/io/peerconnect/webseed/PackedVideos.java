package io.peerconnect.webseed;

import io.peerconnect.torrent.Torrent;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;

/**
 * Finds videos that are in no file of their own, such as those inside jars.
 * Implementations are safe for use by many threads at once.
 */
@FunctionalInterface
public interface PackedVideos {

	/**
	 * Find a video.
	 * @param torrent the torrent of the video
	 * @return the video, or {@code null} if it is not there
	 */
	@Nullable Resource find(Torrent torrent);

}
