package io.peerconnect.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

import io.peerconnect.asset.AssetPath;

import org.springframework.util.StringUtils;

/**
 * The videos that visitors share, as pages need to know them.
 *
 * @param settings what the client is told
 * @param paths prefixes of their paths below the context path, percent-encoded
 * @param videos tells whether a path below the context path, decoded, is that of a video
 */
public record SharedVideos(VideoSettings settings, List<String> paths, Predicate<String> videos) {

	public SharedVideos {
		paths = List.copyOf(paths);
	}

	/**
	 * Return whether visitors share what is at an address.
	 * @param contextPath the context path as the browser sees it
	 * @param address path and query as a browser requests it
	 * @return whether it is a video
	 */
	boolean contains(String contextPath, AssetPath address) {
		String path = address.value();
		int query = path.indexOf('?');
		if (!path.startsWith(contextPath + "/")) {
			return false;
		}
		String encoded = path.substring(contextPath.length(), (query != -1) ? query : path.length());
		try {
			return this.videos.test(StringUtils.uriDecode(encoded, StandardCharsets.UTF_8));
		}
		catch (IllegalArgumentException ex) {
			// A sign of per cent that encodes nothing.
			return false;
		}
	}

}
