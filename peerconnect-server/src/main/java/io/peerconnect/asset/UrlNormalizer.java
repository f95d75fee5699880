package io.peerconnect.asset;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Writes a path and a query the way browsers send them.
 *
 * Percent escapes that are there stay as they are, because browsers leave them alone: two
 * spellings of one file are two paths, which costs a second look at its bytes and is
 * never wrong.
 */
final class UrlNormalizer {

	private static final String ESCAPED_IN_PATH = " \"<>^`{}";

	private static final String ESCAPED_IN_QUERY = " \"<>'";

	private static final char[] HEX = "0123456789ABCDEF".toCharArray();

	private UrlNormalizer() {
	}

	/**
	 * Normalise a path and its query.
	 * @param path an absolute path
	 * @param query the query without its question mark, or {@code null} for none
	 * @return path and query, dot segments resolved and characters escaped
	 */
	static String normalize(String path, @Nullable String query) {
		String normalized = escape(withoutDotSegments(path), ESCAPED_IN_PATH);
		return (query != null) ? normalized + '?' + escape(query, ESCAPED_IN_QUERY) : normalized;
	}

	private static String withoutDotSegments(String path) {
		if (path.indexOf("/.") == -1 && path.indexOf("/%2") == -1) {
			return path;
		}
		Deque<String> segments = new ArrayDeque<>();
		String[] parts = path.substring(1).split("/", -1);
		for (int i = 0; i < parts.length; i++) {
			boolean last = (i == parts.length - 1);
			switch (parts[i].toLowerCase(Locale.ROOT).replace("%2e", ".")) {
				case ".." -> {
					segments.pollLast();
					if (last) {
						segments.add("");
					}
				}
				case "." -> {
					if (last) {
						segments.add("");
					}
				}
				default -> segments.add(parts[i]);
			}
		}
		return '/' + String.join("/", segments);
	}

	private static String escape(String text, String escaped) {
		StringBuilder result = null;
		for (int i = 0; i < text.length();) {
			int codePoint = text.codePointAt(i);
			int length = Character.charCount(codePoint);
			boolean plain = codePoint > 0x20 && codePoint < 0x7f && escaped.indexOf(codePoint) == -1;
			if (!plain && result == null) {
				result = new StringBuilder(text.length() + 16).append(text, 0, i);
			}
			if (result != null) {
				if (plain) {
					result.append((char) codePoint);
				}
				else {
					appendEscaped(result, text.substring(i, i + length));
				}
			}
			i += length;
		}
		return (result != null) ? result.toString() : text;
	}

	private static void appendEscaped(StringBuilder result, String character) {
		// A lone surrogate is sent as U+FFFD.
		String valid = (character.length() == 1 && Character.isSurrogate(character.charAt(0))) ? "\uFFFD" : character;
		for (byte octet : valid.getBytes(StandardCharsets.UTF_8)) {
			result.append('%').append(HEX[(octet >> 4) & 0xf]).append(HEX[octet & 0xf]);
		}
	}

}
