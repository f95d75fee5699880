package io.peerconnect.tracker;

import org.jspecify.annotations.Nullable;

/**
 * Why a peer announces itself (BEP 3, and BEP 21 for {@code paused}).
 */
enum AnnounceEvent {

	/**
	 * It begins to take part.
	 */
	STARTED,

	/**
	 * It has just got the last piece.
	 */
	COMPLETED,

	/**
	 * It leaves.
	 */
	STOPPED,

	/**
	 * It is still there.
	 */
	UPDATE;

	/**
	 * Find an event by what clients call it.
	 * @param name the name
	 * @return the event, or {@code null} if there is none of this name
	 */
	static @Nullable AnnounceEvent find(String name) {
		return switch (name) {
			case "started" -> STARTED;
			case "completed" -> COMPLETED;
			case "stopped" -> STOPPED;
			case "", "empty", "update", "paused" -> UPDATE;
			default -> null;
		};
	}

}
