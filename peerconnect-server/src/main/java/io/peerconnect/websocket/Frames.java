package io.peerconnect.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes the frames of a server
 * (<a href="https://www.rfc-editor.org/rfc/rfc6455#section-5">RFC 6455 §5</a>): not
 * masked, and each message in one.
 */
final class Frames {

	private static final int FIN = 0x80;

	private static final int LONGEST_SHORT = 125;

	private static final int LONGEST_MEDIUM = 0xFFFF;

	private Frames() {
	}

	static byte[] of(int opcode, byte[] payload) {
		int length = payload.length;
		int header = (length <= LONGEST_SHORT) ? 2 : (length <= LONGEST_MEDIUM) ? 4 : 10;
		ByteBuffer frame = ByteBuffer.allocate(header + length).put((byte) (FIN | opcode));
		if (length <= LONGEST_SHORT) {
			frame.put((byte) length);
		}
		else if (length <= LONGEST_MEDIUM) {
			frame.put((byte) 126).putShort((short) length);
		}
		else {
			frame.put((byte) 127).putLong(length);
		}
		return frame.put(payload).array();
	}

	/**
	 * Make a close frame.
	 * @param code the close code; one that is never sent makes a frame without
	 * @param reason the reason, cut to what fits
	 * @return the frame
	 */
	static byte[] close(int code, String reason) {
		if (!CloseCodes.maySend(code)) {
			return of(FrameReader.CLOSE, new byte[0]);
		}
		byte[] text = reason.getBytes(StandardCharsets.UTF_8);
		int length = Math.min(text.length, FrameReader.MAX_CONTROL_BYTES - 2);
		while (length < text.length && length > 0 && (text[length] & 0xC0) == 0x80) {
			// Not within a character.
			length--;
		}
		ByteBuffer payload = ByteBuffer.allocate(2 + length).putShort((short) code);
		return of(FrameReader.CLOSE, payload.put(Arrays.copyOf(text, length)).array());
	}

}
