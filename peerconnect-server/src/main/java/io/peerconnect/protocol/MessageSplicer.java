package io.peerconnect.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

import io.peerconnect.swarm.PeerId;

/**
 * Finds the place of {@code to} in messages that are forwarded.
 */
final class MessageSplicer {

	static final int TO_LENGTH = "\"to\"".length();

	private static final byte[][] BEGINNINGS = { ascii("{\"type\":\"offer\""), ascii("{\"type\":\"answer\""),
			ascii("{\"type\":\"candidate\""), ascii("{ "), ascii("{\n") };

	private static final Set<String> TYPES = Set.of("offer", "answer", "candidate");

	private final JsonMapper mapper;

	MessageSplicer(JsonMapper mapper) {
		this.mapper = mapper;
	}

	/*
	 * Only a message in the plainest form is spliced: "type" first, each documented
	 * component at most once, nothing else, no escapes in names or in "to". A "from" of
	 * the sender's own, or a second "to", would otherwise reach the receiver as it came,
	 * and JSON.parse takes the last of two. Every other form, good or bad, is left to the
	 * mapper.
	 */
	@Nullable RelayedMessage find(byte[] json) {
		if (!startsLikeRelayed(json)) {
			return null;
		}
		try (JsonParser parser = this.mapper.createParser(json)) {
			return find(parser, json);
		}
		catch (JacksonException | IllegalArgumentException ex) {
			// The mapper meets the same mistake and has the words for it.
			return null;
		}
	}

	/* Spares most other messages the parser. */
	private static boolean startsLikeRelayed(byte[] json) {
		for (byte[] beginning : BEGINNINGS) {
			if (contains(json, 0, beginning)) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable RelayedMessage find(JsonParser parser, byte[] json) {
		if (parser.nextToken() != JsonToken.START_OBJECT || !"type".equals(parser.nextName())
				|| parser.nextToken() != JsonToken.VALUE_STRING) {
			return null;
		}
		String type = parser.getString();
		if (!TYPES.contains(type)) {
			return null;
		}
		PeerId to = null;
		int nameStart = 0;
		int valueStart = 0;
		int seen = 0;
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			int start = (int) parser.currentTokenLocation().getByteOffset();
			if (!contains(json, start + 1, ascii(name))) {
				return null;
			}
			JsonToken token = parser.nextToken();
			int bit = check(type, name, token, parser);
			if (bit == 0 || (seen & bit) != 0) {
				return null;
			}
			seen |= bit;
			if ("to".equals(name)) {
				to = new PeerId(parser.getString());
				nameStart = start;
				valueStart = (int) parser.currentTokenLocation().getByteOffset();
			}
		}
		if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
			return null;
		}
		if (to == null || (seen & 2) == 0 || !contains(json, valueStart + 1, ascii(to.value()))) {
			return null;
		}
		return new RelayedMessage(type, to, json, nameStart, valueStart);
	}

	private static boolean contains(byte[] json, int at, byte[] part) {
		return at + part.length <= json.length && Arrays.equals(json, at, at + part.length, part, 0, part.length);
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/* Return a bit for a component that is as documented, 0 for any other. */
	private static int check(String type, String name, JsonToken token, JsonParser parser) {
		boolean candidate = "candidate".equals(type);
		return switch (name) {
			case "to" -> (token == JsonToken.VALUE_STRING) ? 1 : 0;
			case "sdp" -> (!candidate && isText(token, parser, Limits.SDP)) ? 2 : 0;
			case "candidate" -> (candidate && isText(token, parser, Limits.CANDIDATE)) ? 2 : 0;
			case "sdpMid" -> (candidate && isText(token, parser, Limits.CANDIDATE)) ? 4 : 0;
			case "sdpMLineIndex" -> (candidate && isIndex(token, parser)) ? 8 : 0;
			default -> 0;
		};
	}

	private static boolean isText(JsonToken token, JsonParser parser, int limit) {
		return token == JsonToken.VALUE_STRING && parser.getStringLength() <= limit;
	}

	private static boolean isIndex(JsonToken token, JsonParser parser) {
		return token == JsonToken.VALUE_NUMBER_INT && parser.getIntValue() >= 0;
	}

}
