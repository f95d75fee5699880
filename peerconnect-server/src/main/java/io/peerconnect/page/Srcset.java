package io.peerconnect.page;

import java.util.ArrayList;
import java.util.List;

/**
 * The addresses in a {@code srcset} attribute (HTML standard §4.8.4.2.2).
 */
final class Srcset {

	private Srcset() {
	}

	/**
	 * Return the addresses of all candidates in order, as browsers split them.
	 * @param value the decoded value of the attribute
	 * @return the addresses
	 */
	static List<String> addresses(String value) {
		List<String> addresses = new ArrayList<>();
		int i = 0;
		while (true) {
			while (i < value.length() && (HtmlTokenizer.isSpace(value.charAt(i)) || value.charAt(i) == ',')) {
				i++;
			}
			if (i == value.length()) {
				return addresses;
			}
			int from = i;
			while (i < value.length() && !HtmlTokenizer.isSpace(value.charAt(i))) {
				i++;
			}
			int to = i;
			while (value.charAt(to - 1) == ',') {
				to--;
			}
			addresses.add(value.substring(from, to));
			if (to == i) {
				i = skipDescriptors(value, i);
			}
		}
	}

	private static int skipDescriptors(String value, int from) {
		boolean inParentheses = false;
		for (int i = from; i < value.length(); i++) {
			char c = value.charAt(i);
			if (c == ',' && !inParentheses) {
				return i;
			}
			inParentheses = (c == '(') || (inParentheses && c != ')');
		}
		return value.length();
	}

}
