package io.peerconnect.signaling;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.peerconnect.protocol.ClientMessage;
import io.peerconnect.swarm.PeerId;

/**
 * The receivers of all groups of messages that this site takes.
 */
final class MessageReceivers {

	private final List<MessageReceiver<?>> receivers;

	MessageReceivers(List<MessageReceiver<?>> receivers) {
		this.receivers = List.copyOf(receivers);
	}

	/**
	 * Hand a message on.
	 * @param sender who sent it
	 * @param message the message
	 * @return whether there is a receiver for it
	 */
	boolean tryReceive(Sender sender, ClientMessage message) {
		for (MessageReceiver<?> receiver : this.receivers) {
			if (tryReceive(receiver, sender, message)) {
				return true;
			}
		}
		return false;
	}

	private static <M extends ClientMessage> boolean tryReceive(MessageReceiver<M> receiver, Sender sender,
			ClientMessage message) {
		@Nullable M own = receiver.group().isInstance(message) ? receiver.group().cast(message) : null;
		if (own == null) {
			return false;
		}
		receiver.receive(sender, own);
		return true;
	}

	void left(PeerId peer) {
		this.receivers.forEach((receiver) -> receiver.left(peer));
	}

}
