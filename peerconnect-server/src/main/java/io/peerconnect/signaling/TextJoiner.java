package io.peerconnect.signaling;

import org.jspecify.annotations.Nullable;

import io.peerconnect.protocol.MessageCodec;

/**
 * Joins the parts in which the container hands out a message, so that its own buffers can
 * be small. Used by one thread at a time.
 */
final class TextJoiner {

	private @Nullable StringBuilder parts;

	private long bytes;

	/**
	 * Take the next part.
	 * @param part the part
	 * @param last whether it ends the message
	 * @return the message, or {@code null} if it is not complete or too large
	 */
	@Nullable String findComplete(String part, boolean last) {
		this.bytes += encodedLength(part);
		if (isTooLarge()) {
			this.parts = null;
			return null;
		}
		StringBuilder parts = this.parts;
		if (!last) {
			this.parts = ((parts != null) ? parts : new StringBuilder(2 * part.length())).append(part);
			return null;
		}
		this.bytes = 0;
		this.parts = null;
		return (parts != null) ? parts.append(part).toString() : part;
	}

	boolean isTooLarge() {
		return this.bytes > MessageCodec.MAX_MESSAGE_BYTES;
	}

	/* A surrogate pair is four bytes and may be cut in two by a part's end. */
	private static long encodedLength(String part) {
		long length = part.length();
		for (int i = 0; i < part.length(); i++) {
			char c = part.charAt(i);
			if (c >= 0x80) {
				length += (c < 0x800 || Character.isSurrogate(c)) ? 1 : 2;
			}
		}
		return length;
	}

}
