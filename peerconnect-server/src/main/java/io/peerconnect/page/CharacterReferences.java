package io.peerconnect.page;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Character references in attribute values (HTML standard §13.2.5.72 ff.), as far as
 * addresses of images need them.
 */
final class CharacterReferences {

	private static final Map<String, String> NAMED = Map.of("amp", "&", "quot", "\"", "apos", "'", "lt", "<", "gt",
			">");

	private CharacterReferences() {
	}

	/**
	 * Decode an attribute value.
	 * @param value the value as it is written
	 * @return the value as browsers read it, or {@code null} where that takes the table
	 * of all two thousand names
	 */
	static @Nullable String decode(String value) {
		int ampersand = value.indexOf('&');
		if (ampersand < 0) {
			return value;
		}
		StringBuilder result = new StringBuilder(value.length());
		int copied = 0;
		while (ampersand >= 0) {
			result.append(value, copied, ampersand);
			int end = referenceEnd(value, ampersand + 1);
			String name = value.substring(ampersand + 1, end);
			boolean terminated = end < value.length() && value.charAt(end) == ';';
			String decoded = decode(name, terminated, end < value.length() ? value.charAt(end) : ' ');
			if (decoded == null) {
				return null;
			}
			result.append(decoded);
			copied = (terminated && !name.isEmpty()) ? end + 1 : end;
			ampersand = value.indexOf('&', copied);
		}
		return result.append(value, copied, value.length()).toString();
	}

	private static int referenceEnd(String value, int from) {
		int i = from;
		while (i < value.length()
				&& (Character.digit(value.charAt(i), 36) >= 0 || (i == from && value.charAt(i) == '#'))) {
			i++;
		}
		return i;
	}

	private static @Nullable String decode(String name, boolean terminated, char next) {
		if (name.startsWith("#")) {
			return terminated ? decodeNumber(name.substring(1)) : null;
		}
		if (terminated && !name.isEmpty()) {
			return NAMED.get(name);
		}
		// "?a=1&b=2": the '=' says that this is no reference.
		return (name.isEmpty() || next == '=') ? "&" + name : null;
	}

	private static @Nullable String decodeNumber(String digits) {
		boolean hexadecimal = digits.startsWith("x") || digits.startsWith("X");
		try {
			int code = hexadecimal ? Integer.parseInt(digits.substring(1), 16) : Integer.parseInt(digits);
			boolean plain = code >= 0x20 && Character.isValidCodePoint(code) && !(code >= 0x7f && code <= 0x9f)
					&& !(code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE);
			return plain ? Character.toString(code) : null;
		}
		catch (NumberFormatException ex) {
			// No digits, or too many: browsers make U+FFFD of it, which names no file.
			return null;
		}
	}

}
