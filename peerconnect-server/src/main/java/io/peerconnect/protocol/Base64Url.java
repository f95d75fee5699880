package io.peerconnect.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Checks base64url without padding (RFC 4648 §5), without decoding it.
 */
final class Base64Url {

	private Base64Url() {
	}

	/**
	 * Return whether a text is the one encoding of a number of bytes.
	 * @param text the text
	 * @param bytes the number
	 * @return whether it is
	 */
	static boolean encodes(@Nullable String text, int bytes) {
		return text != null && text.length() == (bytes * 8 + 5) / 6 && isCanonical(text);
	}

	/**
	 * Return whether a text is the one encoding of some bytes.
	 * @param text the text
	 * @return whether it is
	 */
	static boolean isCanonical(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (valueOf(text.charAt(i)) < 0) {
				return false;
			}
		}
		// The last character has bits that no byte needs: they are 0.
		return switch (text.length() % 4) {
			case 0 -> true;
			case 2 -> (valueOf(text.charAt(text.length() - 1)) & 0b1111) == 0;
			case 3 -> (valueOf(text.charAt(text.length() - 1)) & 0b11) == 0;
			default -> false;
		};
	}

	private static int valueOf(char c) {
		if (c >= 'A' && c <= 'Z') {
			return c - 'A';
		}
		if (c >= 'a' && c <= 'z') {
			return c - 'a' + 26;
		}
		if (c >= '0' && c <= '9') {
			return c - '0' + 52;
		}
		return switch (c) {
			case '-' -> 62;
			case '_' -> 63;
			default -> -1;
		};
	}

}
