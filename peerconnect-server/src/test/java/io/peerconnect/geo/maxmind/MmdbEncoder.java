package io.peerconnect.geo.maxmind;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Encodes values as the data section of a MaxMind DB does.
 */
final class MmdbEncoder {

	private static final int STRING = 2;

	private static final int DOUBLE = 3;

	private static final int UINT16 = 5;

	private static final int UINT32 = 6;

	private static final int MAP = 7;

	private static final int UINT64 = 9;

	private static final int ARRAY = 11;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	/** Append a value and return its offset. */
	int append(Object value) {
		int offset = this.out.size();
		write(value);
		return offset;
	}

	byte[] toByteArray() {
		return this.out.toByteArray();
	}

	private void write(Object value) {
		if (value instanceof String string) {
			byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
			writeControl(STRING, bytes.length);
			this.out.writeBytes(bytes);
		}
		else if (value instanceof Double number) {
			writeControl(DOUBLE, 8);
			this.out.writeBytes(ByteBuffer.allocate(8).putDouble(number).array());
		}
		else if (value instanceof Short number) {
			writeUnsigned(UINT16, number);
		}
		else if (value instanceof Integer number) {
			writeUnsigned(UINT32, number);
		}
		else if (value instanceof Long number) {
			writeUnsigned(UINT64, number);
		}
		else if (value instanceof Map<?, ?> map) {
			writeControl(MAP, map.size());
			map.forEach((key, mapped) -> {
				write(key);
				write(mapped);
			});
		}
		else if (value instanceof List<?> list) {
			writeControl(ARRAY, list.size());
			list.forEach(this::write);
		}
		else {
			throw new IllegalArgumentException("No type for " + value);
		}
	}

	private void writeUnsigned(int type, long value) {
		int length = (Long.SIZE - Long.numberOfLeadingZeros(value) + 7) / 8;
		writeControl(type, length);
		for (int i = length - 1; i >= 0; i--) {
			this.out.write((int) (value >>> 8 * i));
		}
	}

	private void writeControl(int type, int size) {
		if (size >= 285) {
			throw new IllegalArgumentException("Too long: " + size);
		}
		int shortSize = Math.min(size, 29);
		if (type <= 7) {
			this.out.write(type << 5 | shortSize);
		}
		else {
			// Types above 7 stand in a byte of their own.
			this.out.write(shortSize);
			this.out.write(type - 7);
		}
		if (size >= 29) {
			this.out.write(size - 29);
		}
	}

}
