package io.peerconnect.protocol;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What was wrong with a message.
 */
public enum FailureCode {

	/**
	 * Not JSON, or not the documented components.
	 */
	MALFORMED,

	/**
	 * A type that this server does not know.
	 */
	UNKNOWN_TYPE,

	/**
	 * A message or a component of it is too long.
	 */
	TOO_LARGE,

	/**
	 * A list has too many elements.
	 */
	TOO_MANY,

	/**
	 * Too many messages in too short a time.
	 */
	RATE_LIMITED,

	/**
	 * The join token is forged, expired, or from another origin.
	 */
	BAD_TOKEN,

	/**
	 * The first message was not a hello.
	 */
	HELLO_EXPECTED,

	/**
	 * A second hello.
	 */
	ALREADY_OPEN,

	/**
	 * A message for a peer that the sender was not paired with.
	 */
	NOT_PAIRED,

	/**
	 * An asset that the site does not know.
	 */
	UNKNOWN_ASSET,

	/**
	 * Our fault.
	 */
	INTERNAL;

	/**
	 * Return the name in messages and meters.
	 * @return the name
	 */
	@JsonValue
	public String wireName() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
