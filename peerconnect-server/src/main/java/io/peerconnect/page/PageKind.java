package io.peerconnect.page;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * What a response is to us.
 */
enum PageKind {

	/** A page that we change. */
	PAGE,

	/** Says that the page which the browser has is still right. */
	NOT_MODIFIED,

	/** None of our business. */
	OTHER;

	private static final String ASCII = "<head src=\"/\">";

	static PageKind of(HttpServletResponse response, boolean off, boolean bytes) {
		int status = response.getStatus();
		if (off) {
			return OTHER;
		}
		if (status == HttpServletResponse.SC_NOT_MODIFIED) {
			return NOT_MODIFIED;
		}
		boolean whole = status != HttpServletResponse.SC_NO_CONTENT && status != HttpServletResponse.SC_RESET_CONTENT
				&& status != HttpServletResponse.SC_PARTIAL_CONTENT;
		return (whole && isHtml(response.getContentType()) && !response.containsHeader("Content-Encoding")
				&& !response.containsHeader("Content-Disposition") && (!bytes || charset(response) != null)) ? PAGE
						: OTHER;
	}

	static boolean isHtml(@Nullable String contentType) {
		String html = "text/html";
		return contentType != null && contentType.regionMatches(true, 0, html, 0, html.length())
				&& (contentType.length() == html.length() || "; ,\t".indexOf(contentType.charAt(html.length())) >= 0);
	}

	/**
	 * Return the charset of a page, if tags are found in its bytes as in ASCII.
	 */
	static @Nullable Charset charset(HttpServletResponse response) {
		String type = response.getContentType();
		if (type == null || !type.toLowerCase(Locale.ROOT).contains("charset")) {
			// A <meta> may tell; it is UTF-8 nearly everywhere, and addresses are ASCII.
			return StandardCharsets.UTF_8;
		}
		try {
			Charset charset = Charset.forName(response.getCharacterEncoding());
			boolean ascii = charset.canEncode() && !charset.name().startsWith("ISO-2022")
					&& Arrays.equals(ASCII.getBytes(charset), ASCII.getBytes(StandardCharsets.US_ASCII));
			return ascii ? charset : null;
		}
		catch (IllegalCharsetNameException | UnsupportedCharsetException ex) {
			// Whatever the browser makes of it, we would only guess.
			return null;
		}
	}

}
