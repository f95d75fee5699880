package io.peerconnect.webseed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code Range}
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110.html#section-14.2">RFC 9110
 * §14.2</a>).
 */
final class RangeHeader {

	/*
	 * Ranges that overlap or nearly touch are sent as one, so that no header makes us
	 * send a byte twice. A header that asks for more parts than any player does is
	 * ignored, as is one that is malformed: the visitor gets the whole file, which is the
	 * cheapest thing to send.
	 */

	private static final int MAX_SPECS = 64;

	private static final int MAX_PARTS = 16;

	/** What the head of a part takes, more or less. */
	private static final long GAP = 128;

	private static final String UNIT = "bytes=";

	private static final int MAX_DIGITS = 18;

	private RangeHeader() {
	}

	/**
	 * Find the parts of a file that a request asks for.
	 * @param request the request
	 * @param length the length of the file
	 * @return the parts in the order to send them in, empty if the file has none of them,
	 * or {@code null} if the request is for the whole file
	 */
	static @Nullable List<ByteRange> find(HttpServletRequest request, long length) {
		List<String> values = Collections.list(request.getHeaders("Range"));
		return (values.size() == 1) ? find(values.get(0), length) : null;
	}

	static @Nullable List<ByteRange> find(String header, long length) {
		if (!header.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
			return null;
		}
		String[] specs = header.substring(UNIT.length()).split(",", MAX_SPECS + 1);
		if (specs.length > MAX_SPECS) {
			return null;
		}
		List<ByteRange> parts = new ArrayList<>();
		int found = 0;
		for (String text : specs) {
			String spec = text.strip();
			if (spec.isEmpty()) {
				// A list may have empty elements: RFC 9110 §5.6.1.2.
				continue;
			}
			int dash = spec.indexOf('-');
			String first = (dash != -1) ? digits(spec.substring(0, dash)) : null;
			String last = (dash != -1) ? digits(spec.substring(dash + 1)) : null;
			if (first == null || last == null || !isInOrder(first, last)) {
				return null;
			}
			found++;
			ByteRange part = first.isEmpty() ? suffix(number(last), length)
					: fromFirst(number(first), last.isEmpty() ? length - 1 : number(last), length);
			if (part != null) {
				add(parts, part);
			}
		}
		return (found == 0 || parts.size() > MAX_PARTS) ? null : parts;
	}

	private static @Nullable ByteRange fromFirst(long first, long last, long length) {
		return (first < length) ? new ByteRange(first, Math.min(last, length - 1) + 1) : null;
	}

	private static @Nullable ByteRange suffix(long suffixLength, long length) {
		return (suffixLength > 0) ? new ByteRange(Math.max(0, length - suffixLength), length) : null;
	}

	/**
	 * Add a part, at the place of the first that it is sent as one with.
	 */
	private static void add(List<ByteRange> parts, ByteRange part) {
		ByteRange union = part;
		int place = parts.size();
		// What is joined may reach others that the part itself did not.
		for (int i = indexOfNear(parts, union); i != -1; i = indexOfNear(parts, union)) {
			union = union.union(parts.remove(i));
			place = Math.min(place, i);
		}
		parts.add(place, union);
	}

	private static int indexOfNear(List<ByteRange> parts, ByteRange part) {
		for (int i = 0; i < parts.size(); i++) {
			if (parts.get(i).isNear(part, GAP)) {
				return i;
			}
		}
		return -1;
	}

	/**
	 * Return the digits of a number without leading zeros, empty if there is no number,
	 * or {@code null} if it is something else.
	 */
	private static @Nullable String digits(String text) {
		if (!text.chars().allMatch((c) -> c >= '0' && c <= '9')) {
			return null;
		}
		int start = 0;
		while (start < text.length() - 1 && text.charAt(start) == '0') {
			start++;
		}
		return text.substring(start);
	}

	private static boolean isInOrder(String first, String last) {
		if (first.isEmpty() || last.isEmpty()) {
			return !first.isEmpty() || !last.isEmpty();
		}
		int longer = first.length() - last.length();
		return longer < 0 || longer == 0 && first.compareTo(last) <= 0;
	}

	private static long number(String digits) {
		// Beyond any file is as good as at the very end.
		return (digits.length() > MAX_DIGITS) ? Long.MAX_VALUE : Long.parseLong(digits);
	}

}
