package io.peerconnect.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns UTF-8 into messages and back: the one place where input from outside is parsed.
 * Behind it nobody checks types or sizes again. Has a mapper of its own, so that how the
 * site configures Jackson changes nothing on the wire.
 */
public final class MessageCodec {

	/**
	 * The longest message, in bytes of UTF-8.
	 */
	public static final int MAX_MESSAGE_BYTES = Limits.MESSAGE_BYTES;

	private final JsonMapper mapper = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).maxNumberLength(32).build())
			.build())
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
		.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
		.build();

	private final MessageSplicer splicer = new MessageSplicer(JsonMapper.builder().build());

	/**
	 * Find the way to forward a message without mapping it.
	 * @param json the message
	 * @return the message, or {@code null} if it must be read in full: it is of another
	 * type, of an unusual form, or no message at all
	 */
	public @Nullable RelayedMessage findRelayed(byte[] json) {
		return this.splicer.find(json);
	}

	/**
	 * Read a message from a client.
	 * @param json the message
	 * @return the message
	 * @throws BadMessageException if it is not one that PROTOCOL.md allows
	 */
	public ClientMessage read(byte[] json) throws BadMessageException {
		return read(json, ClientMessage.class);
	}

	/**
	 * Write a message to a client.
	 * @param message the message
	 * @return its JSON
	 */
	public byte[] write(ServerMessage message) {
		return this.mapper.writerFor(ServerMessage.class).writeValueAsBytes(message);
	}

	<T> T read(byte[] json, Class<T> type) throws BadMessageException {
		try {
			T message = this.mapper.readValue(json, type);
			if (message == null) {
				throw new BadMessageException(FailureCode.MALFORMED, "A message must be a JSON object");
			}
			return message;
		}
		catch (InvalidTypeIdException ex) {
			FailureCode code = (ex.getTypeId() != null) ? FailureCode.UNKNOWN_TYPE : FailureCode.MALFORMED;
			throw new BadMessageException(code, "'type' must be one that PROTOCOL.md names");
		}
		catch (JacksonException ex) {
			throw explain(ex);
		}
	}

	<T> byte[] write(T message, Class<T> type) {
		return this.mapper.writerFor(type).writeValueAsBytes(message);
	}

	/* Jackson's own words name our classes, which are no client's business. */
	private static BadMessageException explain(JacksonException ex) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause instanceof Limits.LimitException limit) {
				return new BadMessageException(limit.code(), String.valueOf(limit.getMessage()));
			}
			if (cause instanceof IllegalArgumentException) {
				return new BadMessageException(FailureCode.MALFORMED, shorten(String.valueOf(cause.getMessage())));
			}
		}
		String place = (ex instanceof DatabindException) ? path(ex) : "";
		return new BadMessageException(FailureCode.MALFORMED,
				place.isEmpty() ? "Not a JSON object of the documented form" : "Wrong value of '" + place + "'");
	}

	private static String path(JacksonException ex) {
		StringBuilder path = new StringBuilder();
		for (JacksonException.Reference reference : ex.getPath()) {
			if (reference.getPropertyName() != null) {
				path.append((path.length() > 0) ? "." : "").append(reference.getPropertyName());
			}
		}
		return shorten(path.toString());
	}

	private static String shorten(String text) {
		return (text.length() <= 200) ? text : text.substring(0, 200) + "…";
	}

}
