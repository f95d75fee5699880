package io.peerconnect.page;

import java.util.List;
import java.util.function.Supplier;

/**
 * The videos that visitors share, as pages need to know them.
 *
 * @param settings what the client is told
 * @param paths prefixes of their paths below the context path, percent-encoded
 * @param joinable tells the paths, below the context path and percent-encoded, of those
 * that a visitor would find a swarm at now
 */
public record SharedVideos(VideoSettings settings, List<String> paths, Supplier<List<String>> joinable) {

	public SharedVideos {
		paths = List.copyOf(paths);
	}

}
