package io.peerconnect.torrent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.springframework.core.io.support.ResourcePatternResolver;

/**
 * Lists the files below all video routes. Used by one thread.
 */
final class VideoListing {

	private final List<VideoRoute> routes;

	private final ResourcePatternResolver resolver;

	private final Consumer<Path> folders;

	/** Jars do not change while the site runs. */
	private final Map<VideoRoute, List<VideoFile>> inJars = new HashMap<>();

	/**
	 * Create a listing.
	 * @param routes where to look
	 * @param resolver finds files in jars
	 * @param folders told each folder that is looked into
	 */
	VideoListing(List<VideoRoute> routes, ResourcePatternResolver resolver, Consumer<Path> folders) {
		this.routes = List.copyOf(routes);
		this.resolver = resolver;
		this.folders = folders;
	}

	/**
	 * List all files.
	 * @param files told each file
	 * @param skipped told what is passed over and should not be
	 * @return the routes that nothing was found in, as when a disk is missing
	 */
	List<VideoRoute> list(Consumer<VideoFile> files, Skipped skipped) {
		List<VideoRoute> empty = new ArrayList<>();
		for (VideoRoute route : this.routes) {
			List<VideoFile> found = list(route, skipped);
			if (found.isEmpty()) {
				empty.add(route);
			}
			found.forEach(files);
		}
		return empty;
	}

	private List<VideoFile> list(VideoRoute route, Skipped skipped) {
		List<VideoFile> found = new ArrayList<>();
		try {
			Path folder = route.folder();
			if (folder != null) {
				new FolderWalk(route, folder, this.folders, found::add, skipped).walk();
				return found;
			}
			List<VideoFile> known = this.inJars.get(route);
			if (known != null) {
				return known;
			}
			new JarListing(route, this.resolver, found::add, skipped).list();
			this.inJars.put(route, found);
		}
		catch (IOException ex) {
			skipped.skipped("'" + route.location() + "'", "it cannot be listed (" + Reasons.of(ex) + ")");
		}
		return found;
	}

}
