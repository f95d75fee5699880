package io.peerconnect.protocol;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * What a client tells the server about short codes (PROTOCOL.md §6). A code is a number,
 * which the server gives out and pairs two clients by, and words, which the server never
 * learns.
 */
public sealed interface CodeMessage extends RoomMessage {

	/**
	 * Return the number that the message names.
	 * @return the number, or 0 if it names a room
	 */
	default int number() {
		return 0;
	}

	/**
	 * Asks for a number for a room. For the host.
	 *
	 * @param room the room
	 */
	@JsonTypeName("code-open")
	record Open(RoomId room) implements CodeMessage {

		public Open {
			Limits.require("room", room);
		}
	}

	/**
	 * Asks for the host behind a number.
	 *
	 * @param number the number
	 */
	@JsonTypeName("code-join")
	record Join(int number) implements CodeMessage {

		public Join {
			Limits.requireCount("number", number);
		}
	}

	/**
	 * A part of the key exchange, which the words protect.
	 *
	 * @param number the number
	 * @param attempt which attempt at it
	 * @param box a message of the key exchange, or what it sealed, in base64url
	 */
	@JsonTypeName("code-message")
	record Message(int number, int attempt, String box) implements CodeMessage {

		public Message {
			Limits.requireCount("number", number);
			Limits.requireCount("attempt", attempt);
			Limits.requireBox("box", box, Limits.CODE_BOX);
		}
	}

	/**
	 * Tells whether the other knew the words. For the host. An attempt without a result
	 * counts as failed.
	 *
	 * @param number the number
	 * @param attempt which attempt at it
	 * @param accepted whether the words were right
	 */
	@JsonTypeName("code-result")
	record Result(int number, int attempt, boolean accepted) implements CodeMessage {

		public Result {
			Limits.requireCount("number", number);
			Limits.requireCount("attempt", attempt);
		}
	}

	/**
	 * Ends a code. For the host.
	 *
	 * @param number the number
	 */
	@JsonTypeName("code-close")
	record Close(int number) implements CodeMessage {

		public Close {
			Limits.requireCount("number", number);
		}
	}

}
