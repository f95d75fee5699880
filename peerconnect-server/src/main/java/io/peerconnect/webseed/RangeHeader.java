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
			if (dash == -1 || !isNumber(spec, 0, dash) || !isNumber(spec, dash + 1, spec.length())) {
				return null;
			}
			long first = number(spec, 0, dash);
			long last = number(spec, dash + 1, spec.length());
			if (first == -1 && last == -1 || last != -1 && first > last) {
				return null;
			}
			found++;
			ByteRange part = (first != -1) ? fromFirst(first, last, length) : suffix(last, length);
			if (part != null) {
				add(parts, part);
			}
		}
		return (found == 0 || parts.size() > MAX_PARTS) ? null : parts;
	}

	private static @Nullable ByteRange fromFirst(long first, long last, long length) {
		if (first >= length) {
			return null;
		}
		return new ByteRange(first, (last != -1 && last < length) ? last + 1 : length);
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
		for (int i = nearest(parts, union); i != -1; i = nearest(parts, union)) {
			union = union.union(parts.remove(i));
			place = Math.min(place, i);
		}
		parts.add(place, union);
	}

	private static int nearest(List<ByteRange> parts, ByteRange part) {
		for (int i = 0; i < parts.size(); i++) {
			if (parts.get(i).isNear(part, GAP)) {
				return i;
			}
		}
		return -1;
	}

	private static boolean isNumber(String text, int from, int to) {
		for (int i = from; i < to; i++) {
			char c = text.charAt(i);
			if (c < '0' || c > '9') {
				return false;
			}
		}
		return true;
	}

	/**
	 * Return a number, −1 if there is none. Numbers beyond any file are as good as the
	 * greatest.
	 */
	private static long number(String digits, int from, int to) {
		int start = from;
		while (start < to - 1 && digits.charAt(start) == '0') {
			start++;
		}
		if (start == to) {
			return -1;
		}
		return (to - start > MAX_DIGITS) ? Long.MAX_VALUE : Long.parseLong(digits, start, to, 10);
	}

}
