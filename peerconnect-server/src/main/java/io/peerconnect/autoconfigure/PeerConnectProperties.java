package io.peerconnect.autoconfigure;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Configuration properties for what the whole of PeerConnect shares.
 *
 * @param enabled Whether PeerConnect takes part at all
 * @param path Path below the context path that the endpoints of PeerConnect live under
 * @param threshold Number of visitors that must hold an asset before further visitors
 * load it from them. With 3, the fourth visitor loads from peers
 * @param mediaTypes Kinds of media that visitors share
 * @param excludeFormats File formats, named by their extension, that visitors never share
 * @param foldLoading Whether images above the fold are loaded from the server
 * @param geoLocate Whether the nearest visitors are paired by their location
 * @param videoRoute Folders that hold the site's videos, or patterns of files, each a
 * path or a Spring resource location. The URL path that a folder is served at may stand
 * before it, as in {@code /clips=/srv/videos}
 * @param torrentRoute Folder that the torrents folder is made in. Without it torrents are
 * kept in the temporary folder of the application
 * @param domainName Public origin of the site, such as {@code https://example.org}, where
 * it differs from what requests tell
 */
@ConfigurationProperties("peerconnect")
public record PeerConnectProperties(@DefaultValue("true") boolean enabled, @DefaultValue("/peerconnect") String path,
		@DefaultValue("3") int threshold, @DefaultValue( {
				"image", "video", "audio" }) Set<String> mediaTypes,
		@DefaultValue("gif") Set<String> excludeFormats, @DefaultValue("false") boolean foldLoading,
		@DefaultValue("true") boolean geoLocate, @DefaultValue List<String> videoRoute, @Nullable String torrentRoute,
		@Nullable URI domainName){

	private static final Set<String> KNOWN_MEDIA_TYPES = new TreeSet<>(Set.of("image", "video", "audio"));

	public PeerConnectProperties {
		mediaTypes = lowerCase(mediaTypes);
		excludeFormats = lowerCase(excludeFormats);
		videoRoute = List.copyOf(videoRoute);
		if (!isPath(path)) {
			throw invalid("peerconnect.path", path,
					"It must start with '/', must not end with one, and may use letters, "
							+ "digits, '.', '_', '~' and '-' between. Use a path such as '/peerconnect'.");
		}
		if (threshold < 1) {
			throw invalid("peerconnect.threshold", threshold,
					"At least one visitor must hold a file before another can load it from there. Use 1 or more.");
		}
		for (String mediaType : mediaTypes) {
			if (!KNOWN_MEDIA_TYPES.contains(mediaType)) {
				throw invalid("peerconnect.media-types", mediaType, "Use any of " + KNOWN_MEDIA_TYPES + ".");
			}
		}
		for (String format : excludeFormats) {
			if (!format.matches("[a-z0-9]+")) {
				throw invalid("peerconnect.exclude-formats", format,
						"Name a format by its file extension without the dot, such as 'gif'.");
			}
		}
		if (domainName != null && !isOrigin(domainName)) {
			throw invalid("peerconnect.domain-name", domainName,
					"Use the scheme and host of the site and nothing after, such as 'https://example.org'.");
		}
	}

	private static Set<String> lowerCase(Set<String> values) {
		Set<String> lowerCase = new TreeSet<>();
		for (String value : values) {
			lowerCase.add(value.strip().toLowerCase(Locale.ROOT));
		}
		return lowerCase;
	}

	static boolean isPath(String path) {
		return path.matches("(/[A-Za-z0-9._~-]+)+");
	}

	static boolean isOrigin(URI uri) {
		return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null
				&& (uri.getRawPath() == null || uri.getRawPath().isEmpty()) && uri.getRawQuery() == null
				&& uri.getRawUserInfo() == null && uri.getRawFragment() == null;
	}

	private static InvalidConfigurationPropertyValueException invalid(String name, Object value, String reason) {
		return new InvalidConfigurationPropertyValueException(name, value, reason);
	}

}
