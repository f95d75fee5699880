package io.peerconnect.page;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The request for a page, as the application sees it: asks for no content coding, which
 * nobody could change on the way (the container still compresses), and brings the
 * application's own entity tags back without what we added.
 */
final class PageRequest extends HttpServletRequestWrapper {

	private static final String IF_NONE_MATCH = "If-None-Match";

	private final String tagSuffix;

	private final boolean page;

	PageRequest(HttpServletRequest request, String tagSuffix) {
		super(request);
		this.tagSuffix = tagSuffix;
		String accept = request.getHeader("Accept");
		this.page = accept != null && accept.contains("text/html");
	}

	String tagSuffix() {
		return this.tagSuffix;
	}

	/**
	 * Return whether the browser has a version of the page that we changed.
	 */
	boolean isConditional() {
		String tags = super.getHeader(IF_NONE_MATCH);
		return tags != null && tags.contains(this.tagSuffix + "\"");
	}

	@Override
	public @Nullable String getHeader(String name) {
		if (isHidden(name)) {
			return null;
		}
		String value = super.getHeader(name);
		return (value != null && name.equalsIgnoreCase(IF_NONE_MATCH)) ? strip(value) : value;
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		if (isHidden(name)) {
			return Collections.emptyEnumeration();
		}
		if (name.equalsIgnoreCase(IF_NONE_MATCH)) {
			return Collections.enumeration(Collections.list(super.getHeaders(name)).stream().map(this::strip).toList());
		}
		return super.getHeaders(name);
	}

	@Override
	public Enumeration<String> getHeaderNames() {
		List<String> names = Collections.list(super.getHeaderNames());
		names.removeIf(this::isHidden);
		return Collections.enumeration(names);
	}

	private boolean isHidden(String name) {
		return this.page && name.toLowerCase(Locale.ROOT).equals("accept-encoding");
	}

	private String strip(String tags) {
		return tags.replace(this.tagSuffix + "\"", "\"");
	}

}
