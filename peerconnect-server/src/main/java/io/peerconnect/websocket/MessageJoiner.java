package io.peerconnect.websocket;

import java.io.ByteArrayOutputStream;

import org.jspecify.annotations.Nullable;

/**
 * Joins the parts in which the container hands out a message, so that its own buffers can
 * be small. Used by one thread at a time.
 */
final class MessageJoiner {

	private @Nullable ByteArrayOutputStream parts;

	private final int limit;

	private long length;

	/**
	 * Create a joiner.
	 * @param limit length of a message at most, in bytes
	 */
	MessageJoiner(int limit) {
		this.limit = limit;
	}

	/**
	 * Take the next part.
	 * @param part the part
	 * @param last whether it ends the message
	 * @return the message, or {@code null} if it is not complete or too large
	 */
	byte @Nullable [] findComplete(byte[] part, boolean last) {
		this.length += part.length;
		if (isTooLarge()) {
			this.parts = null;
			return null;
		}
		ByteArrayOutputStream parts = this.parts;
		if (last) {
			this.length = 0;
			this.parts = null;
			if (parts == null) {
				return part;
			}
		}
		else if (parts == null) {
			parts = new ByteArrayOutputStream(4 * part.length);
			this.parts = parts;
		}
		parts.writeBytes(part);
		return last ? parts.toByteArray() : null;
	}

	boolean isTooLarge() {
		return this.length > this.limit;
	}

}
