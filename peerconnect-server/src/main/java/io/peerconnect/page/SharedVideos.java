package io.peerconnect.page;

import java.util.List;

/**
 * The videos that visitors share, as pages need to know them.
 *
 * @param settings what the client is told
 * @param paths prefixes of their paths below the context path, percent-encoded
 */
public record SharedVideos(VideoSettings settings, List<String> paths) {

	public SharedVideos {
		paths = List.copyOf(paths);
	}

}
