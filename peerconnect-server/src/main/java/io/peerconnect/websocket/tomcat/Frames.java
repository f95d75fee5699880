package io.peerconnect.websocket.tomcat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Makes frames as a server sends them: whole messages, without a mask (RFC 6455 §5.2).
 */
final class Frames {

	private static final int FIN = 0x80;

	private static final int MAX_SHORT = 125;

	private static final int TWO_BYTES = 126;

	private static final int EIGHT_BYTES = 127;

	private static final int MAX_TWO_BYTES = 0xffff;

	private Frames() {
	}

	static ByteBuffer of(int opcode, byte[] payload) {
		int length = payload.length;
		ByteBuffer frame = ByteBuffer.allocate(length + 10).put((byte) (FIN | opcode));
		if (length <= MAX_SHORT) {
			frame.put((byte) length);
		}
		else if (length <= MAX_TWO_BYTES) {
			frame.put((byte) TWO_BYTES).putShort((short) length);
		}
		else {
			frame.put((byte) EIGHT_BYTES).putLong(length);
		}
		return frame.put(payload).flip();
	}

	static ByteBuffer close(int code, String reason) {
		byte[] text = reason.getBytes(StandardCharsets.UTF_8);
		return of(Opcode.CLOSE, ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
	}

}
