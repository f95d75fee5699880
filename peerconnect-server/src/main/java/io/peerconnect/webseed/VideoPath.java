package io.peerconnect.webseed;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;

/**
 * Tells the path of a request as {@link io.peerconnect.torrent.Torrent#path()} has it.
 */
final class VideoPath {

	private VideoPath() {
	}

	/**
	 * Find the path below the context path, decoded, without path parameters. Nothing
	 * else is made even: a path that the site's own rules would read differently is no
	 * path of a video.
	 * @param request the request
	 * @return the path, or {@code null} if it is malformed or hides a slash
	 */
	static @Nullable String find(HttpServletRequest request) {
		String uri = request.getRequestURI();
		String context = request.getContextPath();
		if (uri == null || !uri.startsWith(context)) {
			return null;
		}
		String path = uri.substring(context.length());
		return (path.indexOf('%') == -1 && path.indexOf(';') == -1) ? path : decode(path);
	}

	private static @Nullable String decode(String path) {
		StringBuilder decoded = new StringBuilder(path.length());
		try {
			for (PathContainer.Element element : PathContainer.parsePath(path).elements()) {
				String value = (element instanceof PathSegment segment) ? segment.valueToMatch() : element.value();
				if (element instanceof PathSegment && value.indexOf('/') != -1) {
					return null;
				}
				decoded.append(value);
			}
		}
		catch (IllegalArgumentException ex) {
			// Most containers refuse such a path before it comes here.
			return null;
		}
		return decoded.toString();
	}

}
