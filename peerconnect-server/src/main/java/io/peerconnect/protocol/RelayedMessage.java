package io.peerconnect.protocol;

import io.peerconnect.swarm.PeerId;

/**
 * An offer, answer or candidate that is forwarded as it came, with nothing but its
 * {@code to} replaced. Not mapping and rewriting the description saves a tenth of the
 * cost of a message.
 */
public final class RelayedMessage {

	private final String type;

	private final PeerId to;

	private final String text;

	private final int nameStart;

	private final int valueStart;

	RelayedMessage(String type, PeerId to, String text, int nameStart, int valueStart) {
		this.type = type;
		this.to = to;
		this.text = text;
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
	public String textFrom(PeerId from) {
		int nameEnd = this.nameStart + MessageSplicer.TO.length();
		int valueEnd = this.valueStart + this.to.value().length() + 2;
		return new StringBuilder(this.text.length() + from.value().length()).append(this.text, 0, this.nameStart)
			.append("\"from\"")
			.append(this.text, nameEnd, this.valueStart)
			.append('"')
			.append(from.value())
			.append('"')
			.append(this.text, valueEnd, this.text.length())
			.toString();
	}

}
