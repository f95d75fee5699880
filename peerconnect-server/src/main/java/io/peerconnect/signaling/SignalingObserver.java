package io.peerconnect.signaling;

import java.util.List;

import io.peerconnect.protocol.ClientMessage;
import io.peerconnect.protocol.FailureCode;
import io.peerconnect.websocket.HandshakeRefusal;

/**
 * Hears what happens in signalling. Called by many threads at once; must not block or
 * throw.
 */
public interface SignalingObserver {

	/**
	 * Take note that a connection was accepted.
	 */
	default void sessionOpened() {
	}

	/**
	 * Take note that a connection ended.
	 */
	default void sessionClosed() {
	}

	/**
	 * Take note that a handshake was refused.
	 * @param reason the reason
	 */
	default void handshakeRefused(HandshakeRefusal reason) {
	}

	/**
	 * Take note of a message.
	 * @param type its type, one of those that PROTOCOL.md names
	 */
	default void received(String type) {
	}

	/**
	 * Take note that a message was refused.
	 * @param code what was wrong with it
	 */
	default void refused(FailureCode code) {
	}

	/**
	 * Take note of what a receiver was told about one asset.
	 * @param result what it was told
	 */
	default void matched(MatchResult result) {
	}

	/**
	 * Take note of what a client says about itself. It may lie.
	 * @param report the report, its numbers cut to a credible range
	 */
	default void reported(ClientMessage.Report report) {
	}

	/**
	 * Take note that clients say to be connected to more or fewer peers than before.
	 * @param change how many more
	 */
	default void connectedPeersChanged(int change) {
	}

	/**
	 * Return an observer that tells others.
	 * @param observers the others
	 * @return the observer
	 */
	static SignalingObserver all(List<SignalingObserver> observers) {
		return (observers.size() == 1) ? observers.get(0) : new SignalingObservers(observers);
	}

}
