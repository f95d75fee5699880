package io.peerconnect.autoconfigure;

import java.util.List;
import java.util.regex.Pattern;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Our endpoints, each by its full path and nothing around them, without any filter. Comes
 * first whatever order the site's chains have: behind one that takes every request,
 * Spring Security would refuse to start.
 */
final class OpenEndpoints implements SecurityFilterChain, PriorityOrdered {

	/*
	 * Not made with HttpSecurity: what the site customises there, such as rules for all
	 * requests, would reach this chain too. The path is compared as it was sent (what is
	 * encoded or has parameters is left to the site's rules), so that nothing passes here
	 * that is mapped to something else.
	 */

	private static final List<String> ENDPOINTS = List.of(
			// Visitors talk to the site and to each other.
			"signaling", "token",
			// Swarms of videos.
			"torrents(/[0-9a-f]{40}\\.torrent)?", "tracker", "announce", "scrape",
			// Scripts.
			"worker\\.js", "(peerconnect|video|swarm-player)\\.[0-9a-f]{16}\\.js");

	private static final List<String> ROOM_ENDPOINTS = List.of("relay", "rooms(-[a-z]+)?\\.js",
			"rooms-parts/[A-Za-z0-9_.-]+\\.js");

	private final Pattern paths;

	/**
	 * Create the chain.
	 * @param path path of our endpoints within the context
	 * @param roomsPath path of the page of rooms within the context, or {@code null} if
	 * there is none
	 */
	OpenEndpoints(String path, @Nullable String roomsPath) {
		String paths = Pattern.quote(path) + "/(" + String.join("|", ENDPOINTS) + ")";
		if (roomsPath != null) {
			paths += "|" + Pattern.quote(path) + "/(" + String.join("|", ROOM_ENDPOINTS) + ")|"
					+ Pattern.quote(roomsPath) + "(/|/[A-Za-z0-9_-]{22})?";
		}
		this.paths = Pattern.compile(paths);
	}

	@Override
	public boolean matches(HttpServletRequest request) {
		String uri = request.getRequestURI();
		String context = request.getContextPath();
		return uri.startsWith(context) && this.paths.matcher(uri.substring(context.length())).matches();
	}

	@Override
	public List<Filter> getFilters() {
		return List.of();
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public String toString() {
		return "PeerConnect endpoints " + this.paths;
	}

}
