package io.peerconnect.tracker;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads the encoding of BEP 3: numbers as Long, lists, dictionaries, and strings with one
 * character for each byte. Insists on the order of keys, and on nothing after the value.
 */
final class Bencode {

	private final String text;

	private int at;

	private Bencode(byte[] bytes) {
		this.text = new String(bytes, StandardCharsets.ISO_8859_1);
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> dictionary(byte[] bytes) {
		Bencode reader = new Bencode(bytes);
		Object value = reader.value();
		assertThat(reader.at).as("nothing after the value").isEqualTo(bytes.length);
		return (Map<String, Object>) value;
	}

	private Object value() {
		char type = this.text.charAt(this.at);
		return switch (type) {
			case 'i' -> number();
			case 'l' -> list();
			case 'd' -> dictionary();
			default -> string();
		};
	}

	private Long number() {
		int end = this.text.indexOf('e', this.at);
		Long number = Long.valueOf(this.text.substring(this.at + 1, end));
		this.at = end + 1;
		return number;
	}

	private List<Object> list() {
		List<Object> list = new ArrayList<>();
		this.at++;
		while (this.text.charAt(this.at) != 'e') {
			list.add(value());
		}
		this.at++;
		return list;
	}

	private Map<String, Object> dictionary() {
		TreeMap<String, Object> dictionary = new TreeMap<>();
		this.at++;
		while (this.text.charAt(this.at) != 'e') {
			String key = string();
			assertThat(dictionary.isEmpty() || dictionary.lastKey().compareTo(key) < 0).as("order of '%s'", key)
				.isTrue();
			dictionary.put(key, value());
		}
		this.at++;
		return dictionary;
	}

	private String string() {
		int colon = this.text.indexOf(':', this.at);
		int length = Integer.parseInt(this.text.substring(this.at, colon));
		String string = this.text.substring(colon + 1, colon + 1 + length);
		this.at = colon + 1 + length;
		return string;
	}

}
