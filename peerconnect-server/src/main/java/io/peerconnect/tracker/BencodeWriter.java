package io.peerconnect.tracker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the encoding of BEP 3. Keys of a dictionary are to be written in their order.
 */
final class BencodeWriter {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

	BencodeWriter beginDictionary() {
		this.out.write('d');
		return this;
	}

	BencodeWriter beginList() {
		this.out.write('l');
		return this;
	}

	BencodeWriter end() {
		this.out.write('e');
		return this;
	}

	BencodeWriter write(String text) {
		return write(text.getBytes(StandardCharsets.UTF_8));
	}

	BencodeWriter write(byte[] bytes) {
		this.out.writeBytes((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
		this.out.writeBytes(bytes);
		return this;
	}

	BencodeWriter write(long number) {
		this.out.writeBytes(("i" + number + "e").getBytes(StandardCharsets.US_ASCII));
		return this;
	}

	byte[] toBytes() {
		return this.out.toByteArray();
	}

}
