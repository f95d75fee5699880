package io.peerconnect.websocket;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells pages of this site from all others. Browsers send {@code Origin} with every
 * WebSocket handshake and let no page change it (RFC 6455 §10.2).
 */
public final class OriginPolicy {

	private final Set<String> allowed = new TreeSet<>();

	/**
	 * Create the policy.
	 * @param allowed origins that are allowed beside the one that requests are for, such
	 * as {@code https://example.org}
	 * @throws IllegalArgumentException if one of them is not an origin
	 */
	public OriginPolicy(Set<String> allowed) {
		for (String origin : allowed) {
			String normalized = findNormalized(origin);
			if (normalized == null) {
				throw new IllegalArgumentException("'" + origin + "' is not an origin such as 'https://example.org'");
			}
			this.allowed.add(normalized);
		}
	}

	/**
	 * Find the origin of the page that a handshake comes from.
	 * @param request the handshake
	 * @return the serialised origin (RFC 6454), or {@code null} if it is missing or
	 * foreign
	 */
	public @Nullable String findAllowed(HttpServletRequest request) {
		String header = request.getHeader("Origin");
		String origin = (header != null) ? findNormalized(header) : null;
		if (origin == null || !(origin.equals(own(request)) || this.allowed.contains(origin))) {
			return null;
		}
		return origin;
	}

	/**
	 * Return the origin that a request is for.
	 * @param request the request
	 * @return the serialised origin, or {@code null} if it has none
	 */
	public static @Nullable String own(HttpServletRequest request) {
		String scheme = request.isSecure() ? "https" : "http";
		return findNormalized(scheme + "://" + request.getServerName() + ":" + request.getServerPort());
	}

	/**
	 * Return the form in which origins are compared: lower case, without the port that
	 * goes without saying.
	 * @param origin an origin
	 * @return the same origin, or {@code null} if it is none
	 */
	private static @Nullable String findNormalized(String origin) {
		try {
			URI uri = new URI(origin);
			String host = uri.getHost();
			String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
			boolean secure = scheme.equals("https");
			if (host == null || !(secure || scheme.equals("http")) || !isEmpty(uri.getRawPath())
					|| uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
				return null;
			}
			boolean impliedPort = uri.getPort() == -1 || uri.getPort() == (secure ? 443 : 80);
			return scheme + "://" + host.toLowerCase(Locale.ROOT) + (impliedPort ? "" : ":" + uri.getPort());
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	private static boolean isEmpty(@Nullable String text) {
		return text == null || text.isEmpty();
	}

}
