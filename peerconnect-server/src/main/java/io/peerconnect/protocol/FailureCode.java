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
	 * Another room has this id already.
	 */
	ROOM_EXISTS,

	/**
	 * No room has this id (any more), or the sender is not in it.
	 */
	ROOM_UNKNOWN,

	/**
	 * The room has its maximum of members.
	 */
	ROOM_FULL,

	/**
	 * The host let nobody else in.
	 */
	ROOM_LOCKED,

	/**
	 * The secret is wrong, or only the host may do this.
	 */
	ROOM_DENIED,

	/**
	 * More rooms, codes or relays than the site allows.
	 */
	ROOM_LIMIT,

	/**
	 * No room has this number (any more).
	 */
	CODE_UNKNOWN,

	/**
	 * Too many attempts at this number failed.
	 */
	CODE_BURNT,

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
