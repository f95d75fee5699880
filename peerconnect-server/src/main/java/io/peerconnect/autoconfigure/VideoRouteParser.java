package io.peerconnect.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.peerconnect.torrent.VideoRoute;
import io.peerconnect.torrent.VideoRoutes;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/**
 * Reads {@code peerconnect.video-route}.
 */
final class VideoRouteParser {

	private static final String PROPERTY = "peerconnect.video-route";

	private static final Pattern WITH_URL_PATH = Pattern.compile("(/[^=]*)=((?:/|[A-Za-z][A-Za-z0-9+.-]*:).*)");

	private static final Pattern URL_PATH = Pattern.compile("(/[^/?#;\\\\%*{}]+)*");

	private static final String EVERYTHING = "**";

	private final ResourcePatternResolver resolver;

	private final List<String> staticLocations;

	private final String staticPath;

	/**
	 * Create a parser.
	 * @param resolver finds folders
	 * @param staticLocations where the static files of the site are
	 * @param staticPathPattern the URL paths that they are served at
	 */
	VideoRouteParser(ResourcePatternResolver resolver, List<String> staticLocations, String staticPathPattern) {
		this.resolver = resolver;
		this.staticLocations = staticLocations.stream().map(VideoRouteParser::asFolder).toList();
		int wildcard = staticPathPattern.indexOf("/*");
		this.staticPath = (wildcard != -1) ? staticPathPattern.substring(0, wildcard) : "";
	}

	VideoRoutes parse(List<String> entries) {
		List<VideoRoute> routes = new ArrayList<>();
		for (int i = 0; i < entries.size(); i++) {
			VideoRoute route = parse(entries.get(i).strip());
			for (int j = 0; j < i; j++) {
				requireApart(routes.get(j), entries.get(j), route, entries.get(i));
			}
			routes.add(route);
		}
		return new VideoRoutes(routes);
	}

	private VideoRoute parse(String entry) {
		Matcher withUrlPath = WITH_URL_PATH.matcher(entry);
		String urlPath = withUrlPath.matches() ? withUrlPath.group(1) : null;
		String location = withUrlPath.matches() ? withUrlPath.group(2) : entry;
		if (location.isBlank()) {
			throw invalid(entry, "It names no folder. Use a path such as '/srv/videos' or 'classpath:/static/videos'.");
		}
		int wildcard = firstWildcard(location);
		String root = (wildcard != -1) ? location.substring(0, location.lastIndexOf('/', wildcard) + 1) : location;
		String pattern = (wildcard != -1) ? location.substring(root.length()) : EVERYTHING;
		return route(entry, urlPath, asLocation(root), pattern);
	}

	private static int firstWildcard(String location) {
		for (int i = 0; i < location.length(); i++) {
			if (location.charAt(i) == '*' || location.charAt(i) == '?') {
				return i;
			}
		}
		return -1;
	}

	/* What has no scheme is a path, and a scheme of one letter is a drive of Windows. */
	private static String asLocation(String text) {
		return text.matches("[A-Za-z][A-Za-z0-9+.-]+:.*") ? text : "file:" + text;
	}

	private static String asFolder(String location) {
		return location.endsWith("/") ? location : location + "/";
	}

	private VideoRoute route(String entry, @Nullable String urlPath, String location, String pattern) {
		try {
			Path folder = findFolder(entry, location);
			Path parent = (folder != null) ? folder.getParent() : null;
			if (folder != null && parent != null && Files.isRegularFile(folder) && pattern.equals(EVERYTHING)) {
				return new VideoRoute(urlPath(entry, urlPath, asFolder(parent.toUri().toString()), parent),
						asFolder(parent.toUri().toString()), parent, folder.getFileName().toString());
			}
			if (folder != null && !Files.isDirectory(folder)) {
				throw invalid(entry, "It is no folder. Name the folder that holds the videos.");
			}
			String root = asFolder(location);
			return new VideoRoute(urlPath(entry, urlPath, root, folder), root, folder, pattern);
		}
		catch (IOException | InvalidPathException ex) {
			throw invalid(entry, "It cannot be used (" + ex.getMessage() + "). Name a folder that can be read.");
		}
	}

	/* Returns null for a folder inside a jar. */
	private @Nullable Path findFolder(String entry, String location) throws IOException {
		Resource resource = this.resolver.getResource(location);
		if (location.startsWith("file:") || resource.isFile()) {
			if (!resource.exists()) {
				throw invalid(entry, "There is no such folder. Make it, or remove the entry.");
			}
			Path folder = resource.getFile().toPath().toRealPath();
			if (!Files.isReadable(folder)) {
				throw invalid(entry, "The application may not read it. Let it read the folder and what is in it.");
			}
			return folder;
		}
		if (!location.startsWith("classpath:")) {
			throw invalid(entry, "Files there cannot be listed. Use a folder, a location that begins with 'file:', or "
					+ "one that begins with 'classpath:'.");
		}
		if (!resource.exists()) {
			throw invalid(entry,
					"There is no such folder on the class path, or the jar has no entry for it. Correct it, or remove the entry.");
		}
		return null;
	}

	private String urlPath(String entry, @Nullable String given, String location, @Nullable Path folder)
			throws IOException {
		String path = (given != null) ? given.replaceAll("/+$", "") : derive(location, folder);
		if (!URL_PATH.matcher(path).matches() || (path + "/").contains("/../") || (path + "/").contains("/./")) {
			throw invalid(entry, "'" + path + "' is no URL path that videos can be served at. Write one before the "
					+ "folder, as in '/clips=/srv/videos'.");
		}
		return path;
	}

	private String derive(String location, @Nullable Path folder) throws IOException {
		for (String staticLocation : this.staticLocations) {
			if (location.startsWith(staticLocation)) {
				return below(location.substring(staticLocation.length()));
			}
			Path staticFolder = findStaticFolder(staticLocation);
			if (folder != null && staticFolder != null && folder.startsWith(staticFolder)) {
				return below(staticFolder.relativize(folder).toString().replace('\\', '/'));
			}
		}
		String trimmed = location.substring(0, location.length() - 1);
		return "/" + ((folder != null && folder.getFileName() != null) ? folder.getFileName()
				: trimmed.substring(trimmed.lastIndexOf('/') + 1));
	}

	private String below(String relative) {
		return this.staticPath + (relative.isEmpty() ? "" : "/" + relative.replaceAll("/+$", ""));
	}

	private @Nullable Path findStaticFolder(String location) {
		try {
			Resource resource = this.resolver.getResource(location);
			return (resource.isFile() && resource.exists()) ? resource.getFile().toPath().toRealPath() : null;
		}
		catch (IOException ex) {
			// Nothing is served from there either.
			return null;
		}
	}

	private static void requireApart(VideoRoute first, String firstEntry, VideoRoute second, String secondEntry) {
		Path folder = first.folder();
		Path other = second.folder();
		if (folder != null && other != null && (folder.startsWith(other) || other.startsWith(folder))
				|| folder == null && other == null && overlap(first.location(), second.location())) {
			throw invalid(secondEntry, "It overlaps with '" + firstEntry
					+ "': one of the folders is in the other. Name the outer folder only, as the folders in it count.");
		}
		if (overlap(first.path() + "/", second.path() + "/")) {
			throw invalid(secondEntry,
					"Its videos would be served at '" + second.path() + "/', which overlaps with '" + firstEntry
							+ "' at '" + first.path()
							+ "/'. Write another URL path before one of the folders, as in '/clips=/srv/videos'.");
		}
	}

	private static boolean overlap(String first, String second) {
		return first.startsWith(second) || second.startsWith(first);
	}

	private static InvalidConfigurationPropertyValueException invalid(String entry, String reason) {
		return new InvalidConfigurationPropertyValueException(PROPERTY, entry, reason);
	}

}
