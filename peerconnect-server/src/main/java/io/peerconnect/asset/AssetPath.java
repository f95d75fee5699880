package io.peerconnect.asset;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Path and query of a file on this site as a browser requests it: absolute, encoded,
 * context path included, without fragment. {@code /img/lion.jpg?v=2}.
 *
 * @param value the path and query
 */
public record AssetPath(@JsonValue String value) {

	/**
	 * The longest path that is looked at, in characters.
	 */
	public static final int MAX_LENGTH = 2048;

	public AssetPath {
		Assert.isTrue(value != null && value.startsWith("/") && value.length() <= MAX_LENGTH,
				() -> "'value' must start with '/' and have at most " + MAX_LENGTH + " characters");
	}

	/**
	 * Resolve a reference that stands in a page, such as the value of a {@code src}, as a
	 * browser does (<a href="https://url.spec.whatwg.org/">URL Standard</a>).
	 * @param pageUrl the absolute URL of the page, or of its {@code <base>}
	 * @param reference the reference, character references decoded
	 * @return the path, or {@code null} if the reference is no URL, is empty, leads away
	 * from the page's origin, or is longer than {@link #MAX_LENGTH}
	 */
	public static @Nullable AssetPath resolve(String pageUrl, String reference) {
		PageUrl page = PageUrl.parse(pageUrl);
		return (page != null) ? resolve(page, reference) : null;
	}

	/**
	 * Resolve a reference that stands in a page, one of many.
	 * @param page the URL of the page, or of its {@code <base>}
	 * @param reference the reference, character references decoded
	 * @return the path, or {@code null} if the reference is no URL, is empty, leads away
	 * from the page's origin, or is longer than {@link #MAX_LENGTH}
	 */
	public static @Nullable AssetPath resolve(PageUrl page, String reference) {
		return ofNullable(page.resolve(reference));
	}

	/**
	 * Return the path that a browser asked for.
	 * @param request the request
	 * @return the path, or {@code null} if the request is for none (such as
	 * {@code OPTIONS *}), or for one that is longer than {@link #MAX_LENGTH}
	 */
	public static @Nullable AssetPath of(HttpServletRequest request) {
		String uri = request.getRequestURI();
		// Proxies and tools may send what a browser would have normalised.
		return (uri != null && uri.startsWith("/")) ? ofNullable(UrlNormalizer.normalize(uri, request.getQueryString()))
				: null;
	}

	private static @Nullable AssetPath ofNullable(@Nullable String value) {
		// A session id in the path makes it the path of one visitor.
		if (value == null || value.length() > MAX_LENGTH || value.contains(";jsessionid=")) {
			return null;
		}
		return new AssetPath(value);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
