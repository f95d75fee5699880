package io.peerconnect.page;

import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells the serialised origin (RFC 6454) that a request's page has in the browser.
 */
public final class RequestOrigin {

	private final @Nullable String configured;

	/**
	 * Create the origin.
	 * @param configured the public origin of the site, or {@code null} to take what
	 * requests tell, forwarded headers as the application resolved them
	 */
	public RequestOrigin(@Nullable String configured) {
		this.configured = configured;
	}

	/**
	 * Return the origin that a request came to.
	 * @param request the request
	 * @return the origin, such as {@code https://example.org}
	 */
	public String of(HttpServletRequest request) {
		if (this.configured != null) {
			return this.configured;
		}
		String scheme = request.getScheme().toLowerCase(Locale.ROOT);
		int port = request.getServerPort();
		boolean usual = port <= 0 || port == (scheme.equals("https") ? 443 : 80);
		return scheme + "://" + request.getServerName().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + port);
	}

}
