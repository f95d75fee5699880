package io.peerconnect.tracker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query as bytes. Infohashes are no text in any charset, so what the
 * container makes of them is of no use.
 */
final class RawQuery {

	private final List<Parameter> parameters = new ArrayList<>();

	private RawQuery() {
	}

	/**
	 * Read a query.
	 * @param query the query as it was sent, or {@code null} if there was none
	 * @return its parameters
	 * @throws TrackerRefusedException if something is encoded wrongly
	 */
	static RawQuery read(@Nullable String query) throws TrackerRefusedException {
		RawQuery parameters = new RawQuery();
		if (query != null) {
			for (String pair : query.split("&")) {
				int equals = pair.indexOf('=');
				if (equals > 0) {
					parameters.parameters.add(new Parameter(pair.substring(0, equals), decode(pair, equals + 1)));
				}
			}
		}
		return parameters;
	}

	private static byte[] decode(String pair, int from) throws TrackerRefusedException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(pair.length() - from);
		for (int i = from; i < pair.length(); i++) {
			char character = pair.charAt(i);
			if (character == '%' && i + 2 < pair.length()) {
				int high = Character.digit(pair.charAt(i + 1), 16);
				int low = Character.digit(pair.charAt(i + 2), 16);
				require(high >= 0 && low >= 0);
				bytes.write(high << 4 | low);
				i += 2;
			}
			else {
				require(character != '%' && character <= 0xff);
				bytes.write((character != '+') ? character : ' ');
			}
		}
		return bytes.toByteArray();
	}

	/**
	 * Find a parameter.
	 * @param name its name
	 * @return the bytes of the first one of that name, or {@code null}
	 */
	byte @Nullable [] find(String name) {
		for (Parameter parameter : this.parameters) {
			if (parameter.name().equals(name)) {
				return parameter.value();
			}
		}
		return null;
	}

	/**
	 * Find a parameter that is text.
	 * @param name its name
	 * @return the text of the first one of that name, or {@code null}
	 */
	@Nullable String findText(String name) {
		byte[] value = find(name);
		return (value != null) ? new String(value, StandardCharsets.ISO_8859_1) : null;
	}

	/**
	 * Return an id.
	 * @param name the name of the parameter
	 * @return the id
	 * @throws TrackerRefusedException if it is missing, or none
	 */
	BinaryId id(String name) throws TrackerRefusedException {
		byte[] value = find(name);
		if (value == null || value.length != BinaryId.LENGTH) {
			throw new TrackerRefusedException(TrackerRefusal.MALFORMED);
		}
		return BinaryId.of(value);
	}

	/**
	 * Return all ids of a name.
	 * @param name the name of the parameters
	 * @return the ids, in order
	 * @throws TrackerRefusedException if one is none
	 */
	List<BinaryId> ids(String name) throws TrackerRefusedException {
		List<BinaryId> ids = new ArrayList<>();
		for (Parameter parameter : this.parameters) {
			if (parameter.name().equals(name)) {
				require(parameter.value().length == BinaryId.LENGTH);
				ids.add(BinaryId.of(parameter.value()));
			}
		}
		return ids;
	}

	/**
	 * Find a number.
	 * @param name the name of the parameter
	 * @return the number, or {@code null} if it is missing
	 * @throws TrackerRefusedException if it is none
	 */
	@Nullable Long findNumber(String name) throws TrackerRefusedException {
		String text = findText(name);
		if (text == null) {
			return null;
		}
		require(!text.isEmpty() && text.length() <= 19 && text.chars().allMatch((c) -> c >= '0' && c <= '9'));
		try {
			return Long.valueOf(text);
		}
		catch (NumberFormatException ex) {
			throw new TrackerRefusedException(TrackerRefusal.MALFORMED);
		}
	}

	private static void require(boolean condition) throws TrackerRefusedException {
		if (!condition) {
			throw new TrackerRefusedException(TrackerRefusal.MALFORMED);
		}
	}

	private record Parameter(String name, byte[] value) {

	}

}
