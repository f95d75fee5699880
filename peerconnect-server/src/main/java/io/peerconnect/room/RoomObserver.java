package io.peerconnect.room;

import io.peerconnect.protocol.RoomKind;
import io.peerconnect.websocket.HandshakeRefusal;

/**
 * Hears what happens in rooms. Called by many threads at once, at times while rooms are
 * held up; must not block or throw.
 */
public interface RoomObserver {

	/**
	 * Takes note of nothing.
	 */
	RoomObserver NONE = new RoomObserver() {
	};

	/**
	 * Take note that there is a room more.
	 * @param kind what it is for
	 */
	default void roomOpened(RoomKind kind) {
	}

	/**
	 * Take note that there is a room less.
	 * @param kind what it was for
	 */
	default void roomClosed(RoomKind kind) {
	}

	/**
	 * Take note that rooms have more or fewer members.
	 * @param change how many more
	 */
	default void membersChanged(int change) {
	}

	/**
	 * Take note of what became of an attempt at a short code.
	 * @param accepted whether the words were right
	 */
	default void codeTried(boolean accepted) {
	}

	/**
	 * Take note that a short code was burnt by failed attempts.
	 */
	default void codeBurnt() {
	}

	/**
	 * Take note that there are more or fewer relays.
	 * @param change how many more
	 */
	default void relaysChanged(int change) {
	}

	/**
	 * Take note that a frame was relayed.
	 * @param bytes its length
	 */
	default void relayed(int bytes) {
	}

	/**
	 * Take note that a handshake with the relay was refused.
	 * @param reason the reason
	 */
	default void relayRefused(HandshakeRefusal reason) {
	}

	/**
	 * Take note that a relay was closed because an end sent more than it may.
	 */
	default void relayOverflowed() {
	}

}
