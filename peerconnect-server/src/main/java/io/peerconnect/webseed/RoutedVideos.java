package io.peerconnect.webseed;

import io.peerconnect.torrent.Torrent;
import io.peerconnect.torrent.VideoRoute;
import io.peerconnect.torrent.VideoRoutes;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * Finds videos by the route that they are in.
 *
 * @param routes all routes
 * @param loader loads what is there
 */
public record RoutedVideos(VideoRoutes routes, ResourceLoader loader) implements PackedVideos {

	@Override
	public @Nullable Resource find(Torrent torrent) {
		for (VideoRoute route : this.routes.routes()) {
			String prefix = route.path() + "/";
			if (route.folder() == null && torrent.path().startsWith(prefix)) {
				Resource resource = this.loader
					.getResource(route.location() + torrent.path().substring(prefix.length()));
				return resource.exists() ? resource : null;
			}
		}
		return null;
	}

}
