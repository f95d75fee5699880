package io.peerconnect.websocket.tomcat;

import java.nio.ByteBuffer;
import java.util.Arrays;

import io.peerconnect.websocket.CloseCodes;
import io.peerconnect.websocket.SocketSettings;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one client (RFC 6455 §5). Keeps nothing but an unfinished frame or
 * message. Used by one thread at a time.
 */
final class FrameReader {

	/** Codes from here to 4999 are for libraries and applications (RFC 6455 §7.4.2). */
	private static final int FIRST_FREE_CODE = 3000;

	private static final int LAST_CODE = 4999;

	private static final int MAX_CONTROL_BYTES = 125;

	private static final int MASK_BYTES = 4;

	/** What is set aside for a message before more of it has arrived. */
	private static final int FIRST_BYTES = 8 * 1024;

	private static final byte[] EMPTY = {};

	private final int maxMessageBytes;

	/** What comes as bytes is passed on as text, and other clients take it amiss. */
	private final boolean alwaysText;

	private final Sink sink;

	// The head of the next frame, as far as it arrived.
	private final byte[] head = new byte[14];

	private int headLength;

	// The frame whose payload arrives.
	private boolean inPayload;

	private boolean last;

	private int opcode;

	private int mask;

	private int remaining;

	private byte[] control = EMPTY;

	private int controlLength;

	// The message that the frame belongs to.
	private byte @Nullable [] message;

	private int messageLength;

	private boolean text;

	private boolean ended;

	/**
	 * Create a reader.
	 * @param settings length of a message at most, and whether all are text
	 * @param sink takes what arrives
	 */
	FrameReader(SocketSettings settings, Sink sink) {
		this.maxMessageBytes = settings.maxMessageBytes();
		this.alwaysText = settings.format() == SocketSettings.Format.TEXT;
		this.sink = sink;
	}

	/**
	 * Read what arrived.
	 * @param data the bytes; all of them are taken
	 */
	void read(ByteBuffer data) {
		while (data.hasRemaining() && !this.ended) {
			if (!this.inPayload && !readHead(data)) {
				return;
			}
			if (this.ended) {
				return;
			}
			readPayload(data);
			if (this.remaining == 0) {
				this.inPayload = false;
				finishFrame();
			}
		}
	}

	/* Returns whether the head is complete. */
	private boolean readHead(ByteBuffer data) {
		int needed = (this.headLength < 2) ? 2 : headBytes();
		while (this.headLength < needed) {
			if (!data.hasRemaining()) {
				return false;
			}
			this.head[this.headLength++] = data.get();
			if (this.headLength == 2) {
				if (isForbidden()) {
					violate(CloseCodes.PROTOCOL_ERROR);
					return false;
				}
				needed = headBytes();
			}
		}
		this.headLength = 0;
		this.inPayload = true;
		begin();
		return true;
	}

	/* Told by the first two bytes: an extension that was not agreed on, or no mask. */
	private boolean isForbidden() {
		return (this.head[0] & 0x70) != 0 || (this.head[1] & 0x80) == 0;
	}

	private int headBytes() {
		int length = this.head[1] & 0x7f;
		int extended = (length < 126) ? 0 : (length == 126) ? 2 : 8;
		return 2 + extended + MASK_BYTES;
	}

	private void begin() {
		ByteBuffer head = ByteBuffer.wrap(this.head);
		int first = head.get() & 0xff;
		int shortLength = head.get() & 0x7f;
		long length = (shortLength < 126) ? shortLength
				: (shortLength == 126) ? head.getShort() & 0xffff : head.getLong();
		this.last = (first & 0x80) != 0;
		this.opcode = first & 0x0f;
		this.mask = head.getInt();
		if (!isShortest(shortLength, length) || !isExpected(length)) {
			violate(CloseCodes.PROTOCOL_ERROR);
			return;
		}
		if (isControl()) {
			this.remaining = (int) length;
			this.control = (length > 0) ? new byte[this.remaining] : EMPTY;
			this.controlLength = 0;
			return;
		}
		if (length > this.maxMessageBytes - this.messageLength) {
			this.ended = true;
			this.message = null;
			this.sink.receivedTooLarge();
			return;
		}
		this.remaining = (int) length;
		if (this.message == null) {
			this.text = this.alwaysText || this.opcode == Opcode.TEXT;
			this.message = new byte[Math.min(this.remaining, FIRST_BYTES)];
		}
	}

	/* A negative length is none, and the shortest form of no other. */
	private static boolean isShortest(int shortLength, long length) {
		return shortLength < 126 || length >= ((shortLength == 126) ? 126 : 0x10000);
	}

	private boolean isExpected(long length) {
		return switch (this.opcode) {
			case Opcode.CONTINUATION -> this.message != null;
			case Opcode.TEXT, Opcode.BINARY -> this.message == null;
			case Opcode.CLOSE, Opcode.PING, Opcode.PONG -> this.last && length <= MAX_CONTROL_BYTES;
			default -> false;
		};
	}

	private boolean isControl() {
		return this.opcode >= Opcode.CLOSE;
	}

	private void readPayload(ByteBuffer data) {
		int count = Math.min(this.remaining, data.remaining());
		if (count == 0) {
			return;
		}
		if (isControl()) {
			unmask(data, this.control, this.controlLength, count);
			this.controlLength += count;
		}
		else {
			unmask(data, room(count), this.messageLength, count);
			this.messageLength += count;
		}
		this.remaining -= count;
	}

	/*
	 * Grows as bytes arrive and not when they are announced: announcing costs a client
	 * nothing.
	 */
	private byte[] room(int count) {
		byte[] message = (this.message != null) ? this.message : EMPTY;
		int needed = this.messageLength + count;
		if (message.length < needed) {
			int whole = this.messageLength + this.remaining;
			message = Arrays.copyOf(message, Math.max(needed, Math.min(whole, 2 * message.length)));
			this.message = message;
		}
		return message;
	}

	private void unmask(ByteBuffer data, byte[] target, int at, int count) {
		ByteBuffer out = ByteBuffer.wrap(target, at, count);
		long eight = (long) this.mask << 32 | this.mask & 0xffffffffL;
		int left = count;
		for (; left >= 8; left -= 8) {
			out.putLong(data.getLong() ^ eight);
		}
		for (; left > 0; left--) {
			out.put((byte) (data.get() ^ this.mask >>> 24));
			this.mask = Integer.rotateLeft(this.mask, 8);
		}
	}

	private void finishFrame() {
		switch (this.opcode) {
			case Opcode.CLOSE -> finishClose();
			case Opcode.PING -> this.sink.receivedPing(this.control);
			case Opcode.PONG -> this.sink.receivedPong();
			default -> {
				if (this.last) {
					finishMessage();
				}
			}
		}
	}

	private void finishMessage() {
		byte[] message = (this.message != null) ? this.message : EMPTY;
		byte[] whole = (message.length == this.messageLength) ? message : Arrays.copyOf(message, this.messageLength);
		this.message = null;
		this.messageLength = 0;
		if (this.text && !Utf8.isValid(whole, 0)) {
			violate(CloseCodes.NOT_UTF_8);
			return;
		}
		this.sink.received(whole);
	}

	private void finishClose() {
		if (this.control.length == 0) {
			this.ended = true;
			this.sink.receivedClose(CloseCodes.NONE);
			return;
		}
		int code = (this.control.length > 1) ? (this.control[0] & 0xff) << 8 | (this.control[1] & 0xff) : 0;
		if (!isSent(code)) {
			violate(CloseCodes.PROTOCOL_ERROR);
		}
		else if (!Utf8.isValid(this.control, 2)) {
			violate(CloseCodes.NOT_UTF_8);
		}
		else {
			this.ended = true;
			this.sink.receivedClose(code);
		}
	}

	/* RFC 6455 §7.4, with the codes that were registered since. */
	private static boolean isSent(int code) {
		return switch (code) {
			case 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014 -> true;
			default -> code >= FIRST_FREE_CODE && code <= LAST_CODE;
		};
	}

	private void violate(int code) {
		this.ended = true;
		this.message = null;
		this.sink.violated(code);
	}

	/**
	 * Takes what a client sends.
	 */
	interface Sink {

		void received(byte[] message);

		void receivedTooLarge();

		void receivedPing(byte[] payload);

		void receivedPong();

		/**
		 * Take note that the client closes the connection.
		 * @param code the code that it names, or {@link CloseCodes#NONE}
		 */
		void receivedClose(int code);

		/**
		 * Take note that the client does not keep to the protocol.
		 * @param code the close code that says how
		 */
		void violated(int code);

	}

}
