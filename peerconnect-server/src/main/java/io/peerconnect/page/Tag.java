package io.peerconnect.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A complete start tag as the author wrote it, from {@code <} to {@code >}, and where in
 * it the attributes are.
 *
 * @param text the tag
 * @param attributes its attributes in order, duplicates included
 */
record Tag(String text, List<Attribute> attributes) {

	/**
	 * Parse a start tag.
	 * @param text the tag, complete
	 * @return the tag
	 */
	static Tag parse(String text) {
		List<Attribute> attributes = new ArrayList<>();
		int end = text.length() - 1;
		int i = nameEnd(text);
		while (true) {
			while (i < end && (HtmlTokenizer.isSpace(text.charAt(i)) || text.charAt(i) == '/')) {
				i++;
			}
			if (i >= end) {
				return new Tag(text, List.copyOf(attributes));
			}
			Attribute attribute = attribute(text, i, end);
			attributes.add(attribute);
			i = attribute.end;
		}
	}

	private static int nameEnd(String text) {
		int i = 1;
		while (!HtmlTokenizer.isSpace(text.charAt(i)) && text.charAt(i) != '/' && text.charAt(i) != '>') {
			i++;
		}
		return i;
	}

	private static Attribute attribute(String text, int start, int end) {
		// A leading '=' belongs to the name (HTML standard §13.2.5.32).
		int nameEnd = start + 1;
		while (nameEnd < end && "=/".indexOf(text.charAt(nameEnd)) < 0
				&& !HtmlTokenizer.isSpace(text.charAt(nameEnd))) {
			nameEnd++;
		}
		String name = text.substring(start, nameEnd).toLowerCase(Locale.ROOT);
		int equals = skipSpace(text, nameEnd, end);
		if (equals >= end || text.charAt(equals) != '=') {
			return new Attribute(name, start, nameEnd, nameEnd, nameEnd);
		}
		int from = skipSpace(text, equals + 1, end);
		if (from >= end) {
			return new Attribute(name, start, end, end, end);
		}
		char quote = text.charAt(from);
		if (quote == '"' || quote == '\'') {
			int to = text.indexOf(quote, from + 1);
			to = (to < 0) ? end : to;
			return new Attribute(name, start, from + 1, to, to + 1);
		}
		int to = from;
		while (to < end && !HtmlTokenizer.isSpace(text.charAt(to))) {
			to++;
		}
		return new Attribute(name, start, from, to, to);
	}

	private static int skipSpace(String text, int from, int end) {
		int i = from;
		while (i < end && HtmlTokenizer.isSpace(text.charAt(i))) {
			i++;
		}
		return i;
	}

	boolean has(String name) {
		return find(name) != null;
	}

	/**
	 * Find the value of an attribute as it is written, character references included.
	 * @param name the name in lower case
	 * @return the value of the first attribute of that name, or {@code null}
	 */
	@Nullable String findValue(String name) {
		Attribute attribute = find(name);
		return (attribute != null) ? this.text.substring(attribute.valueFrom, attribute.valueTo) : null;
	}

	private @Nullable Attribute find(String name) {
		for (Attribute attribute : this.attributes) {
			if (attribute.name.equals(name)) {
				return attribute;
			}
		}
		return null;
	}

	/**
	 * Return whether an attribute is there twice. Browsers ignore the second, and would
	 * not any more if the first had another name.
	 * @param name the name in lower case
	 * @return whether there is more than one
	 */
	boolean isDuplicated(String name) {
		return this.attributes.stream().filter((attribute) -> attribute.name.equals(name)).count() > 1;
	}

	/**
	 * Return the tag with attributes renamed and one added; all else as it was.
	 * @param names new names by old names
	 * @param added the attribute to add
	 * @return the text of the new tag
	 */
	String rename(Map<String, String> names, String added) {
		StringBuilder result = new StringBuilder(this.text.length() + 100);
		int copied = nameEnd(this.text);
		result.append(this.text, 0, copied).append(' ').append(added);
		for (Attribute attribute : this.attributes) {
			String name = names.get(attribute.name);
			if (name != null) {
				result.append(this.text, copied, attribute.from).append(name);
				copied = attribute.from + attribute.name.length();
			}
		}
		// "<img/src=x>" is legal enough for browsers; a '/' or a space follows in any
		// case.
		return result.append(this.text, copied, this.text.length()).toString();
	}

	/**
	 * Where an attribute is.
	 *
	 * @param name the name in lower case
	 * @param from where the name begins
	 * @param valueFrom where the value begins
	 * @param valueTo where the value ends
	 * @param end where the next attribute may begin
	 */
	record Attribute(String name, int from, int valueFrom, int valueTo, int end) {

	}

}
