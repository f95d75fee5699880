package io.peerconnect.protocol;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * What the server tells a client about short codes (PROTOCOL.md §6).
 */
public sealed interface CodeEvent extends RoomEvent {

	/**
	 * The room has a number.
	 *
	 * @param room the room
	 * @param number the number
	 * @param expiresInMs how long it is good for, in milliseconds
	 * @param attempts how many attempts may fail
	 */
	@JsonTypeName("code-opened")
	record Opened(RoomId room, int number, long expiresInMs, int attempts) implements CodeEvent {

	}

	/**
	 * Two clients are paired: told to both.
	 *
	 * @param number the number
	 * @param attempt which attempt at it
	 */
	@JsonTypeName("code-joined")
	record Joined(int number, int attempt) implements CodeEvent {

	}

	/**
	 * A part of the key exchange.
	 *
	 * @param number the number
	 * @param attempt which attempt at it
	 * @param box what the other sent
	 */
	@JsonTypeName("code-message")
	record Message(int number, int attempt, String box) implements CodeEvent {

	}

	/**
	 * An attempt is over: told to both.
	 *
	 * @param number the number
	 * @param attempt which attempt at it
	 * @param accepted whether the words were right
	 * @param attemptsLeft how many more may fail
	 */
	@JsonTypeName("code-result")
	record Result(int number, int attempt, boolean accepted, int attemptsLeft) implements CodeEvent {

	}

	/**
	 * The number is good for nothing any more: told to all who are paired by it.
	 *
	 * @param number the number
	 * @param reason why
	 */
	@JsonTypeName("code-closed")
	record Closed(int number, CodeEnd reason) implements CodeEvent {

	}

}
