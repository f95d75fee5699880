package io.peerconnect.page;

import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Tells who else may come to see a page.
 */
final class PageCaching {

	private PageCaching() {
	}

	/**
	 * Return whether a shared cache may keep a page (RFC 9111 §3), be it to ask whether
	 * it is still right. Such pages say nothing that is meant for one visitor.
	 * @param request the request for the page
	 * @param response the response, with its headers
	 * @return whether others may see the page
	 */
	static boolean isShared(HttpServletRequest request, HttpServletResponse response) {
		if (request.getMethod().equals("POST")) {
			return false;
		}
		String cacheControl = String.join(",", response.getHeaders("Cache-Control")).toLowerCase(Locale.ROOT);
		if (cacheControl.contains("no-store") || cacheControl.contains("private")) {
			return false;
		}
		boolean validated = response.containsHeader("ETag") || response.containsHeader("Last-Modified");
		if (cacheControl.isBlank()) {
			return validated || response.containsHeader("Expires");
		}
		if (cacheControl.contains("no-cache") || cacheControl.matches(".*\\bmax-age\\s*=\\s*\"?0.*")) {
			return validated || cacheControl.contains("s-maxage");
		}
		return true;
	}

}
