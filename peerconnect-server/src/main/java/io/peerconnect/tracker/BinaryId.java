package io.peerconnect.tracker;

import java.nio.ByteBuffer;

import io.peerconnect.torrent.InfoHash;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Twenty bytes that name a torrent, a peer or an offer. WebTorrent writes each byte as
 * one character from U+0000 to U+00FF.
 *
 * @param first bytes 0 to 7
 * @param second bytes 8 to 15
 * @param third bytes 16 to 19
 */
record BinaryId(long first, long second, int third) implements Comparable<BinaryId> {

	static final int LENGTH = 20;

	private static final char[] HEX = "0123456789abcdef".toCharArray();

	/**
	 * Return the id with these bytes.
	 * @param bytes 20 bytes
	 * @return the id
	 */
	static BinaryId of(byte[] bytes) {
		Assert.isTrue(bytes.length == LENGTH, () -> "'bytes' must be 20 bytes, but were " + bytes.length);
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		return new BinaryId(buffer.getLong(), buffer.getLong(), buffer.getInt());
	}

	static BinaryId of(InfoHash infoHash) {
		return of(infoHash.bytes());
	}

	/**
	 * Find the id that some characters write.
	 * @param text holds the characters
	 * @param offset where they begin
	 * @param length how many they are
	 * @return the id, or {@code null} if they write none
	 */
	static @Nullable BinaryId find(char[] text, int offset, int length) {
		if (length != LENGTH) {
			return null;
		}
		int seen = 0;
		for (int i = 0; i < LENGTH; i++) {
			seen |= text[offset + i];
		}
		if (seen > 0xff) {
			return null;
		}
		return new BinaryId(bigEndian(text, offset, 8), bigEndian(text, offset + 8, 8),
				(int) bigEndian(text, offset + 16, 4));
	}

	private static long bigEndian(char[] text, int offset, int bytes) {
		long value = 0;
		for (int i = 0; i < bytes; i++) {
			value = value << 8 | text[offset + i];
		}
		return value;
	}

	byte[] bytes() {
		return ByteBuffer.allocate(LENGTH).putLong(this.first).putLong(this.second).putInt(this.third).array();
	}

	/* The order of dictionary keys in BEP 3: byte by byte, without sign. */
	@Override
	public int compareTo(BinaryId other) {
		int order = Long.compareUnsigned(this.first, other.first);
		if (order == 0) {
			order = Long.compareUnsigned(this.second, other.second);
		}
		return (order != 0) ? order : Integer.compareUnsigned(this.third, other.third);
	}

	InfoHash toInfoHash() {
		return InfoHash.of(bytes());
	}

	/**
	 * Return the id as WebTorrent writes it.
	 * @return JSON of a string
	 */
	String json() {
		StringBuilder json = new StringBuilder(LENGTH + 12).append('"');
		for (byte value : bytes()) {
			int character = value & 0xff;
			if (character < 0x20) {
				json.append("\\u00").append(HEX[character >> 4]).append(HEX[character & 0xf]);
			}
			else {
				json.append((character == '"' || character == '\\') ? "\\" : "").append((char) character);
			}
		}
		return json.append('"').toString();
	}

}
