package io.peerconnect.protocol;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The limits that PROTOCOL.md sets to single components of messages. Text is measured in
 * characters: SDP, candidates and tokens are ASCII.
 */
final class Limits {

	static final int MESSAGE_BYTES = 64 * 1024;

	static final int ASSETS = 256;

	/* More digests than this do not fit into a message anyway. */
	static final int HELD = 1024;

	static final int PEERS = 256;

	static final int PATH = 2048;

	static final int PIECES = 256;

	/* A watcher that holds every second piece of a long video tells so in parts. */
	static final int PIECE_RANGES = 1024;

	static final int SDP = 16 * 1024;

	static final int CANDIDATE = 1024;

	static final int TOKEN = 512;

	/* What seals a description of the longest kind. */
	static final int BOX = 16 * 1024;

	static final int CODE_BOX = 1024;

	/* No client moves more than this between two reports. */
	static final long REPORTED_BYTES = 1L << 32;

	static final long REPORTED_FALLBACKS = 1000;

	private Limits() {
	}

	static <T> T require(String name, @Nullable T value) {
		Assert.notNull(value, () -> "'" + name + "' must not be null");
		return value;
	}

	static void requireText(String name, @Nullable String value, int limit) {
		checkText(name, require(name, value), limit);
	}

	static void checkText(String name, @Nullable String value, int limit) {
		if (value != null && value.length() > limit) {
			throw new LimitException(FailureCode.TOO_LARGE,
					"'" + name + "' has " + value.length() + " characters; its limit is " + limit);
		}
	}

	static void requireBox(String name, @Nullable String value, int limit) {
		String text = require(name, value);
		checkText(name, text, limit);
		Assert.isTrue(!text.isEmpty() && Base64Url.isCanonical(text), () -> "'" + name + "' must be base64url");
	}

	static void requireCount(String name, int value) {
		Assert.isTrue(value > 0, () -> "'" + name + "' must be positive");
	}

	static <T> List<T> requireCopy(String name, @Nullable List<T> values, int limit) {
		return copy(name, require(name, values), limit);
	}

	static <T> List<T> copy(String name, @Nullable List<T> values, int limit) {
		if (values == null) {
			return List.of();
		}
		if (values.size() > limit) {
			throw new LimitException(FailureCode.TOO_MANY,
					"'" + name + "' has " + values.size() + " elements; its limit is " + limit);
		}
		Assert.noNullElements(values, () -> "'" + name + "' must not contain null");
		return List.copyOf(values);
	}

	static long clamp(long value, long limit) {
		return Math.max(0, Math.min(value, limit));
	}

	static Map<Cause, Long> clamp(String name, @Nullable Map<Cause, Long> counts) {
		Map<Cause, Long> clamped = new EnumMap<>(Cause.class);
		if (counts != null) {
			counts.forEach((cause, count) -> clamped.put(require(name, cause),
					clamp(require(name, count), REPORTED_FALLBACKS)));
		}
		return Map.copyOf(clamped);
	}

	/**
	 * A component is larger than the protocol allows.
	 */
	static final class LimitException extends IllegalArgumentException {

		private final FailureCode code;

		LimitException(FailureCode code, String message) {
			super(message);
			this.code = code;
		}

		FailureCode code() {
			return this.code;
		}

	}

}
