package io.peerconnect.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Why the origin took over, or how a peer failed.
 */
public enum Cause {

	/**
	 * Nobody to ask.
	 */
	@JsonProperty("no-peer")
	NO_PEER("no-peer"),

	/**
	 * No connection in time.
	 */
	@JsonProperty("connect-timeout")
	CONNECT_TIMEOUT("connect-timeout"),

	/**
	 * No progress for too long.
	 */
	@JsonProperty("stalled")
	STALLED("stalled"),

	/**
	 * The peer refused, or broke the transfer protocol.
	 */
	@JsonProperty("refused")
	REFUSED("refused"),

	/**
	 * The bytes were not those that the digest names.
	 */
	@JsonProperty("hash-mismatch")
	HASH_MISMATCH("hash-mismatch"),

	/**
	 * The peer left.
	 */
	@JsonProperty("peer-left")
	PEER_LEFT("peer-left"),

	/**
	 * The signalling connection was not there.
	 */
	@JsonProperty("signaling")
	SIGNALING("signaling"),

	/**
	 * The browser lacks something.
	 */
	@JsonProperty("unsupported")
	UNSUPPORTED("unsupported");

	private final String wireName;

	Cause(String wireName) {
		this.wireName = wireName;
	}

	/**
	 * Return the name in messages and meters.
	 * @return the name
	 */
	public String wireName() {
		return this.wireName;
	}

}
