package io.peerconnect.websocket.tomcat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Tells UTF-8 from other bytes (RFC 3629 §4), without decoding it.
 */
final class Utf8 {

	private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private static final long NOT_ASCII = 0x8080808080808080L;

	private Utf8() {
	}

	static boolean isValid(byte[] bytes, int start) {
		int at = start;
		while (at < bytes.length) {
			if (bytes[at] >= 0) {
				at += isAscii(bytes, at) ? Long.BYTES : 1;
				continue;
			}
			int length = length(bytes, at);
			if (length == 0) {
				return false;
			}
			at += length;
		}
		return true;
	}

	/* Of eight bytes at once: nearly all of most messages is ASCII. */
	private static boolean isAscii(byte[] bytes, int at) {
		return at + Long.BYTES <= bytes.length && ((long) EIGHT.get(bytes, at) & NOT_ASCII) == 0;
	}

	/* Returns how many bytes a character takes that is not ASCII, 0 if it is none. */
	private static int length(byte[] bytes, int at) {
		int first = bytes[at] & 0xff;
		int length = (first < 0xc2) ? 0 : (first < 0xe0) ? 2 : (first < 0xf0) ? 3 : (first < 0xf5) ? 4 : 0;
		if (length == 0 || length > bytes.length - at) {
			return 0;
		}
		// No character in more bytes than it needs, no surrogate, none above U+10FFFF.
		int lowest = (first == 0xe0) ? 0xa0 : (first == 0xf0) ? 0x90 : 0x80;
		int highest = (first == 0xed) ? 0x9f : (first == 0xf4) ? 0x8f : 0xbf;
		int second = bytes[at + 1] & 0xff;
		if (second < lowest || second > highest) {
			return 0;
		}
		for (int i = 2; i < length; i++) {
			if ((bytes[at + i] & 0xc0) != 0x80) {
				return 0;
			}
		}
		return length;
	}

}
