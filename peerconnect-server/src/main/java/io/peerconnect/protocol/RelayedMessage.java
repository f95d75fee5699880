package io.peerconnect.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.peerconnect.swarm.PeerId;

/**
 * An offer, answer or candidate that is forwarded as it came, with nothing but its
 * {@code to} replaced. Not mapping and rewriting the description saves a tenth of the
 * cost of a message.
 */
public final class RelayedMessage {

	private static final byte[] FROM = "\"from\"".getBytes(StandardCharsets.US_ASCII);

	private final String type;

	private final PeerId to;

	private final byte[] json;

	private final int nameStart;

	private final int valueStart;

	RelayedMessage(String type, PeerId to, byte[] json, int nameStart, int valueStart) {
		this.type = type;
		this.to = to;
		this.json = json;
		this.nameStart = nameStart;
		this.valueStart = valueStart;
	}

	/**
	 * Return the type of the message.
	 * @return {@code offer}, {@code answer} or {@code candidate}
	 */
	public String type() {
		return this.type;
	}

	/**
	 * Return whom it is for.
	 * @return the peer
	 */
	public PeerId to() {
		return this.to;
	}

	/**
	 * Return the JSON that the receiver gets.
	 * @param from who sent it
	 * @return the JSON
	 */
	public byte[] jsonFrom(PeerId from) {
		byte[] sender = from.value().getBytes(StandardCharsets.US_ASCII);
		int nameEnd = this.nameStart + MessageSplicer.TO_LENGTH;
		int idStart = this.valueStart + 1;
		int idEnd = idStart + this.to.value().length();
		ByteBuffer spliced = ByteBuffer
			.allocate(this.json.length + FROM.length - MessageSplicer.TO_LENGTH + sender.length - (idEnd - idStart));
		return spliced.put(this.json, 0, this.nameStart)
			.put(FROM)
			.put(this.json, nameEnd, idStart - nameEnd)
			.put(sender)
			.put(this.json, idEnd, this.json.length - idEnd)
			.array();
	}

}
