package io.peerconnect.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what a client sends: the frames of
 * <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5">RFC 6455 §5</a>, in portions
 * of any size. Keeps no more than the message that is under way, and of that no more than
 * has come. Used by one thread at a time.
 */
final class FrameReader {

	static final int CONTINUATION = 0;

	static final int TEXT = 1;

	static final int BINARY = 2;

	static final int CLOSE = 8;

	static final int PING = 9;

	static final int PONG = 10;

	/** No control frame carries more. */
	static final int MAX_CONTROL_BYTES = 125;

	private static final int FIN = 0x80;

	private static final int RESERVED = 0x70;

	private static final int MASKED = 0x80;

	private static final int LENGTH_16 = 126;

	private static final int LENGTH_64 = 127;

	/** What is set aside for a message before any of it has come. */
	private static final int FIRST_BYTES = 2048;

	private static final byte[] NOTHING = {};

	private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

	private final Listener listener;

	private final int maxMessageBytes;

	/** The longest there is: two bytes, a length of eight, a mask of four. */
	private final byte[] header = new byte[14];

	private int headerBytes;

	private int headerNeeded = 2;

	private boolean inPayload;

	private int opcode;

	private boolean last;

	private int mask;

	private long payloadLeft;

	private long payloadRead;

	/**
	 * Opcode of the message that is under way, or {@code CONTINUATION} if there is none.
	 */
	private int messageOpcode;

	private byte[] message = NOTHING;

	private int messageBytes;

	private boolean tooLarge;

	private byte[] control = NOTHING;

	/**
	 * Create a reader.
	 * @param maxMessageBytes length of a message at most
	 * @param listener hears what was read
	 */
	FrameReader(int maxMessageBytes, Listener listener) {
		this.maxMessageBytes = maxMessageBytes;
		this.listener = listener;
	}

	/**
	 * Read a portion.
	 * @param bytes what arrived
	 * @throws BadFrameException if the client breaks the rules; nothing may be read any
	 * more
	 */
	void read(ByteBuffer bytes) throws BadFrameException {
		while (bytes.hasRemaining()) {
			if (!this.inPayload) {
				readHeader(bytes);
			}
			else {
				readPayload(bytes);
			}
		}
	}

	private void readHeader(ByteBuffer bytes) throws BadFrameException {
		while (this.headerBytes < this.headerNeeded) {
			if (!bytes.hasRemaining()) {
				return;
			}
			this.header[this.headerBytes++] = bytes.get();
			if (this.headerBytes == 2) {
				checkFirstBytes();
				int length = this.header[1] & ~MASKED & 0xFF;
				this.headerNeeded = 6 + ((length == LENGTH_64) ? 8 : (length == LENGTH_16) ? 2 : 0);
			}
		}
		this.headerBytes = 0;
		int maskAt = this.headerNeeded - 4;
		this.headerNeeded = 2;
		this.payloadLeft = length(maskAt);
		this.payloadRead = 0;
		this.mask = (int) number(maskAt, 4);
		this.inPayload = true;
		beginPayload();
		if (this.payloadLeft == 0) {
			endFrame();
		}
	}

	private void checkFirstBytes() throws BadFrameException {
		int first = this.header[0] & 0xFF;
		this.opcode = first & 0x0F;
		this.last = (first & FIN) != 0;
		check((first & RESERVED) == 0, "Reserved bits are set, though no extension was agreed to");
		check((this.header[1] & MASKED) != 0, "Frames of clients must be masked");
		switch (this.opcode) {
			case CONTINUATION -> check(this.messageOpcode != CONTINUATION, "There is no message to continue");
			case TEXT, BINARY -> check(this.messageOpcode == CONTINUATION, "The message before is not complete");
			case CLOSE, PING, PONG -> check(this.last && (this.header[1] & ~MASKED & 0xFF) <= MAX_CONTROL_BYTES,
					"Control frames have at most 125 bytes and are not fragmented");
			default -> throw new BadFrameException(CloseCodes.PROTOCOL, "The opcode is reserved");
		}
	}

	private long length(int maskAt) throws BadFrameException {
		int length = this.header[1] & ~MASKED & 0xFF;
		if (length < LENGTH_16) {
			return length;
		}
		long extended = number(2, maskAt - 2);
		check(extended < 0 || extended >= ((length == LENGTH_16) ? LENGTH_16 : 0x10000),
				"A length must take the fewest bytes");
		check(extended >= 0, "A length has 63 bits");
		return extended;
	}

	private long number(int from, int count) {
		long value = 0;
		for (int i = from; i < from + count; i++) {
			value = value << 8 | (this.header[i] & 0xFF);
		}
		return value;
	}

	private void beginPayload() {
		if (isControl()) {
			this.control = (this.payloadLeft > 0) ? new byte[(int) this.payloadLeft] : NOTHING;
			return;
		}
		if (this.opcode != CONTINUATION) {
			this.messageOpcode = this.opcode;
		}
		if (!this.tooLarge && this.payloadLeft > this.maxMessageBytes - this.messageBytes) {
			this.tooLarge = true;
			this.message = NOTHING;
			this.listener.onTooLarge();
		}
	}

	private void readPayload(ByteBuffer bytes) throws BadFrameException {
		int count = (int) Math.min(bytes.remaining(), this.payloadLeft);
		if (isControl()) {
			take(bytes, this.control, (int) this.payloadRead, count);
		}
		else if (this.tooLarge) {
			bytes.position(bytes.position() + count);
		}
		else {
			makeRoom(count);
			take(bytes, this.message, this.messageBytes, count);
			this.messageBytes += count;
		}
		this.payloadRead += count;
		this.payloadLeft -= count;
		if (this.payloadLeft == 0) {
			endFrame();
		}
	}

	/* A client that announces much and sends little gets no memory for it. */
	private void makeRoom(int count) {
		int needed = this.messageBytes + count;
		if (this.message.length < needed) {
			long expected = this.messageBytes + this.payloadLeft;
			long grown = Math.max(needed, Math.max(FIRST_BYTES, 2L * this.message.length));
			this.message = Arrays.copyOf(this.message, (int) Math.max(needed, Math.min(expected, grown)));
		}
	}

	private void take(ByteBuffer bytes, byte[] to, int at, int count) {
		bytes.get(to, at, count);
		unmask(to, at, at + count, Integer.rotateLeft(this.mask, 8 * (int) (this.payloadRead & 3)));
	}

	private static void unmask(byte[] bytes, int from, int to, int mask) {
		long wide = ((long) mask << 32) | (mask & 0xFFFFFFFFL);
		int i = from;
		for (; i <= to - Long.BYTES; i += Long.BYTES) {
			LONG.set(bytes, i, (long) LONG.get(bytes, i) ^ wide);
		}
		for (int shift = 24; i < to; i++, shift = (shift - 8) & 31) {
			bytes[i] ^= (byte) (mask >>> shift);
		}
	}

	private void endFrame() throws BadFrameException {
		this.inPayload = false;
		if (isControl()) {
			byte[] payload = this.control;
			this.control = NOTHING;
			endControl(payload);
		}
		else if (this.last) {
			endMessage();
		}
	}

	private void endMessage() throws BadFrameException {
		byte[] complete = (this.message.length == this.messageBytes) ? this.message
				: Arrays.copyOf(this.message, this.messageBytes);
		boolean text = this.messageOpcode == TEXT;
		this.message = NOTHING;
		this.messageBytes = 0;
		this.messageOpcode = CONTINUATION;
		if (this.tooLarge) {
			return;
		}
		if (text && !isUtf8(complete, 0)) {
			throw new BadFrameException(CloseCodes.NOT_UTF_8, "A text is not UTF-8");
		}
		this.listener.onMessage(complete);
	}

	private void endControl(byte[] payload) throws BadFrameException {
		switch (this.opcode) {
			case PING -> this.listener.onPing(payload);
			case PONG -> this.listener.onPong();
			default -> this.listener.onClose(closeCode(payload));
		}
	}

	private static int closeCode(byte[] payload) throws BadFrameException {
		if (payload.length == 0) {
			return CloseCodes.NONE;
		}
		check(payload.length > 1, "A close code has two bytes");
		int code = (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
		check(CloseCodes.maySend(code), "This close code is never sent");
		if (!isUtf8(payload, 2)) {
			throw new BadFrameException(CloseCodes.NOT_UTF_8, "The reason is not UTF-8");
		}
		return code;
	}

	private static boolean isUtf8(byte[] bytes, int from) {
		int i = from;
		while (i < bytes.length && bytes[i] >= 0) {
			i++;
		}
		if (i == bytes.length) {
			return true;
		}
		try {
			// A decoder that was just made reports what is malformed.
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, i, bytes.length - i));
			return true;
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

	private boolean isControl() {
		return this.opcode >= CLOSE;
	}

	private static void check(boolean rule, String broken) throws BadFrameException {
		if (!rule) {
			throw new BadFrameException(CloseCodes.PROTOCOL, broken);
		}
	}

	/**
	 * Hears what was read.
	 */
	interface Listener {

		/**
		 * A message is complete.
		 * @param message its bytes; those of a text are UTF-8
		 */
		void onMessage(byte[] message);

		/**
		 * A message is longer than allowed. It, and all that come after it, are dropped.
		 */
		void onTooLarge();

		/**
		 * The client sent a ping.
		 * @param payload what the pong must carry
		 */
		void onPing(byte[] payload);

		/**
		 * The client sent a pong.
		 */
		void onPong();

		/**
		 * The client closes the connection.
		 * @param code the close code, 1005 if there is none
		 */
		void onClose(int code);

	}

	/**
	 * The client breaks the rules of the protocol.
	 */
	static final class BadFrameException extends Exception {

		private static final long serialVersionUID = 1L;

		private final int code;

		BadFrameException(int code, String message) {
			// A client's mistake needs no trace.
			super(message, null, false, false);
			this.code = code;
		}

		int code() {
			return this.code;
		}

	}

}
