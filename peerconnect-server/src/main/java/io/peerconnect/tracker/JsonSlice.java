package io.peerconnect.tracker;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A part of some JSON, as it came.
 *
 * @param text the UTF-8 of the whole
 * @param start where the part begins
 * @param end where it ends
 */
record JsonSlice(byte[] text, int start, int end) {

	static JsonSlice of(String json) {
		byte[] text = json.getBytes(StandardCharsets.UTF_8);
		return new JsonSlice(text, 0, text.length);
	}

	static byte[] join(JsonSlice... parts) {
		int length = 0;
		for (JsonSlice part : parts) {
			length += part.length();
		}
		ByteBuffer joined = ByteBuffer.allocate(length);
		for (JsonSlice part : parts) {
			joined.put(part.text, part.start, part.length());
		}
		return joined.array();
	}

	int length() {
		return this.end - this.start;
	}

}
