package io.peerconnect.tracker;

import io.peerconnect.websocket.HandshakeRefusal;

/**
 * Hears what happens in the tracker. Called by many threads at once; must not block or
 * throw.
 */
public interface TrackerObserver {

	/**
	 * An observer that does not care.
	 */
	TrackerObserver NONE = new TrackerObserver() {
	};

	/**
	 * Take note of an announce.
	 * @param transport how it came
	 */
	default void announced(Transport transport) {
	}

	/**
	 * Take note of offers that were forwarded.
	 * @param count how many
	 */
	default void relayedOffers(int count) {
	}

	/**
	 * Take note of an answer that was forwarded.
	 */
	default void relayedAnswer() {
	}

	/**
	 * Take note of a request that was refused.
	 * @param reason the reason
	 */
	default void refused(TrackerRefusal reason) {
	}

	/**
	 * Take note that a handshake was refused.
	 * @param reason the reason
	 */
	default void handshakeRefused(HandshakeRefusal reason) {
	}

}
