package io.peerconnect.asset;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The URL that references in a page are relative to.
 *
 * @param scheme {@code http} or {@code https}
 * @param authority host and port, lower case, without the scheme's default port
 * @param path the path, not empty
 * @param query the query without its question mark, if there is one
 */
public record PageUrl(String scheme, String authority, String path, @Nullable String query) {

	/*
	 * java.net.URI follows RFC 2396, refuses what browsers mend (spaces, '|', '{'), and
	 * knows no backslashes, so this follows the URL Standard instead, as far as special
	 * schemes go. Whatever remains doubtful (user names, hosts that are not plain ASCII)
	 * is taken for another origin: the image then simply comes from the server.
	 */

	private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);

	private static final Pattern AUTHORITY = Pattern.compile("([a-z0-9._-]+|\\[[0-9a-f:.]+])(?::([0-9]{0,5}))?");

	/**
	 * Parse the URL of a page.
	 * @param url the URL
	 * @return the URL, or {@code null} if it is no absolute URL of a page
	 */
	public static @Nullable PageUrl parse(String url) {
		Matcher matcher = SCHEME.matcher(clean(url));
		if (!matcher.matches()) {
			return null;
		}
		String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
		Reference reference = Reference.parse(matcher.group(2));
		if (!scheme.equals("http") && !scheme.equals("https")) {
			return null;
		}
		String authority = reference.authority(scheme);
		return (authority != null) ? new PageUrl(scheme, authority, reference.pathAfterAuthority(), reference.query())
				: null;
	}

	/**
	 * Resolve a reference.
	 * @param text the reference
	 * @return the path and query it leads to, or {@code null} if it leads to nothing on
	 * this origin
	 */
	@Nullable String resolve(String text) {
		String rest = clean(text);
		Matcher matcher = SCHEME.matcher(rest);
		if (matcher.matches()) {
			if (!matcher.group(1).equalsIgnoreCase(this.scheme)) {
				return null;
			}
			rest = matcher.group(2);
		}
		Reference reference = Reference.parse(rest);
		if (reference.path().isEmpty() && reference.query() == null) {
			return null;
		}
		if (reference.path().startsWith("//")) {
			return this.authority.equals(reference.authority(this.scheme))
					? UrlNormalizer.normalize(reference.pathAfterAuthority(), reference.query()) : null;
		}
		return UrlNormalizer.normalize(merge(reference.path()), reference.query());
	}

	private String merge(String relative) {
		if (relative.isEmpty()) {
			return this.path;
		}
		return relative.startsWith("/") ? relative : this.path.substring(0, this.path.lastIndexOf('/') + 1) + relative;
	}

	private static String clean(String text) {
		int start = 0;
		int end = text.length();
		while (start < end && text.charAt(start) <= ' ') {
			start++;
		}
		while (end > start && text.charAt(end - 1) <= ' ') {
			end--;
		}
		return text.substring(start, end).replace("\t", "").replace("\n", "").replace("\r", "");
	}

	/**
	 * What follows the scheme, without the fragment.
	 *
	 * @param path authority and path, with slashes where there were backslashes
	 * @param query the query without its question mark, if there is one
	 */
	private record Reference(String path, @Nullable String query) {

		static Reference parse(String text) {
			int hash = text.indexOf('#');
			String rest = (hash != -1) ? text.substring(0, hash) : text;
			int question = rest.indexOf('?');
			String path = (question != -1) ? rest.substring(0, question) : rest;
			return new Reference(path.replace('\\', '/'), (question != -1) ? rest.substring(question + 1) : null);
		}

		@Nullable String authority(String scheme) {
			String text = this.path.substring(authorityStart(), authorityEnd()).toLowerCase(Locale.ROOT);
			Matcher matcher = AUTHORITY.matcher(text);
			if (!matcher.matches()) {
				return null;
			}
			String port = matcher.group(2);
			boolean usual = port == null || port.isEmpty() || port.equals(scheme.equals("http") ? "80" : "443");
			return usual ? matcher.group(1) : text;
		}

		String pathAfterAuthority() {
			String after = this.path.substring(authorityEnd());
			return after.isEmpty() ? "/" : after;
		}

		private int authorityStart() {
			int start = 0;
			while (start < this.path.length() && this.path.charAt(start) == '/') {
				start++;
			}
			return start;
		}

		private int authorityEnd() {
			int end = this.path.indexOf('/', authorityStart());
			return (end != -1) ? end : this.path.length();
		}

	}

}
