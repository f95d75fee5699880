package io.peerconnect.signaling;

import io.peerconnect.protocol.ClientMessage;
import io.peerconnect.swarm.PeerId;

/**
 * Takes one group of messages, on behalf of the feature that they belong to. Called by
 * one thread at a time for one connection, and by many at once for different ones; must
 * not block.
 *
 * @param <M> what the messages have in common
 */
public interface MessageReceiver<M extends ClientMessage> {

	/**
	 * Return which messages it takes. Without a receiver, they count as unknown.
	 * @return the interface that they have in common
	 */
	Class<M> group();

	/**
	 * Do what a message asks for. The peer may end at any moment, even before: whoever
	 * keeps something for it looks at {@link PeerDirectory#isPresent} afterwards.
	 * @param sender who sent it
	 * @param message the message
	 */
	void receive(Sender sender, M message);

	/**
	 * Take note that a peer is gone for good. It is no longer present in the directory.
	 * @param peer the peer
	 */
	void left(PeerId peer);

}
