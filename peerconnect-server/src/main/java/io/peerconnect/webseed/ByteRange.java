package io.peerconnect.webseed;

import org.springframework.util.Assert;

/**
 * A part of a file.
 *
 * @param from position of the first byte
 * @param to position after the last byte
 */
record ByteRange(long from, long to) {

	ByteRange {
		Assert.isTrue(from >= 0 && from < to, () -> "'to' must be greater than 'from' " + from + ", but was " + to);
	}

	long length() {
		return this.to - this.from;
	}

	/**
	 * Return the value of {@code Content-Range} (RFC 9110 §14.4).
	 * @param total the length of the whole file
	 * @return the value
	 */
	String contentRange(long total) {
		return "bytes " + this.from + "-" + (this.to - 1) + "/" + total;
	}

	/**
	 * Return whether sending both parts as one costs no more than sending the gap.
	 * @param other the other part
	 * @param gap the length of the gap that costs as much as a part of its own
	 * @return whether they overlap or are that near
	 */
	boolean isNear(ByteRange other, long gap) {
		return this.from - other.to <= gap && other.from - this.to <= gap;
	}

	ByteRange union(ByteRange other) {
		return new ByteRange(Math.min(this.from, other.from), Math.max(this.to, other.to));
	}

}
