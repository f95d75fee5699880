package io.peerconnect.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Makes the frames of a client, good and bad.
 */
final class ClientFrames {

	static final int FIN = 0x80;

	private static final byte[] MASK = { 0x37, (byte) 0xFA, 0x21, 0x3D };

	private ClientFrames() {
	}

	static byte[] frame(int opcode, byte[] payload) {
		return frame(true, opcode, payload);
	}

	static byte[] frame(boolean last, int opcode, byte[] payload) {
		return raw((last ? FIN : 0) | opcode, lengthOf(payload.length), payload);
	}

	static byte[] frame(int opcode, String payload) {
		return frame(opcode, payload.getBytes(StandardCharsets.UTF_8));
	}

	static byte[] close(int code, String reason) {
		byte[] text = reason.getBytes(StandardCharsets.UTF_8);
		return frame(FrameReader.CLOSE, ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
	}

	/* A frame with whatever first byte and length it is given. */
	static byte[] raw(int first, byte[] length, byte[] payload) {
		ByteArrayOutputStream frame = new ByteArrayOutputStream();
		frame.write(first);
		frame.write(length[0] | 0x80);
		frame.write(length, 1, length.length - 1);
		frame.writeBytes(MASK);
		for (int i = 0; i < payload.length; i++) {
			frame.write(payload[i] ^ MASK[i % MASK.length]);
		}
		return frame.toByteArray();
	}

	static byte[] lengthOf(int length) {
		if (length <= 125) {
			return new byte[] { (byte) length };
		}
		if (length <= 0xFFFF) {
			return medium(length);
		}
		return large(length);
	}

	static byte[] medium(int length) {
		return ByteBuffer.allocate(3).put((byte) 126).putShort((short) length).array();
	}

	static byte[] large(long length) {
		return ByteBuffer.allocate(9).put((byte) 127).putLong(length).array();
	}

	static byte[] join(byte[]... parts) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			all.writeBytes(part);
		}
		return all.toByteArray();
	}

}
