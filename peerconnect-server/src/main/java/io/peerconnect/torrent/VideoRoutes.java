package io.peerconnect.torrent;

import java.util.List;

/**
 * All places that the site's videos are in. They do not overlap.
 *
 * @param routes the places
 */
public record VideoRoutes(List<VideoRoute> routes) {

	public VideoRoutes {
		routes = List.copyOf(routes);
	}

}
