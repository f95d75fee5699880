package io.peerconnect.signaling;

import java.util.function.Function;

import io.peerconnect.protocol.ClientMessage;
import io.peerconnect.protocol.FailureCode;
import io.peerconnect.protocol.MessageCodec;
import io.peerconnect.protocol.RelayedMessage;
import io.peerconnect.protocol.ServerMessage;
import io.peerconnect.swarm.PeerId;

/**
 * Forwards offers, answers and candidates between paired peers, in the order in which
 * they come.
 */
final class Relay {

	private final PeerDirectory peers;

	private final MessageCodec codec;

	private final AbuseGuard guard;

	Relay(PeerDirectory peers, MessageCodec codec, AbuseGuard guard) {
		this.peers = peers;
		this.codec = codec;
		this.guard = guard;
	}

	void relay(Connection connection, Peer sender, RelayedMessage message) {
		relay(connection, sender, message.to(), message::jsonFrom);
	}

	void relay(Connection connection, Peer sender, ClientMessage.Offer offer) {
		relay(connection, sender, offer.to(), (from) -> this.codec.write(new ServerMessage.Offer(from, offer.sdp())));
	}

	void relay(Connection connection, Peer sender, ClientMessage.Answer answer) {
		relay(connection, sender, answer.to(),
				(from) -> this.codec.write(new ServerMessage.Answer(from, answer.sdp())));
	}

	void relay(Connection connection, Peer sender, ClientMessage.Candidate candidate) {
		relay(connection, sender, candidate.to(), (from) -> this.codec.write(new ServerMessage.Candidate(from,
				candidate.candidate(), candidate.sdpMid(), candidate.sdpMLineIndex())));
	}

	private void relay(Connection connection, Peer sender, PeerId to, Function<PeerId, byte[]> jsonFrom) {
		Peer receiver = sender.isPairedWith(to) ? this.peers.find(to) : null;
		if (receiver == null) {
			// No abuse: the other may have left while this message was on its way.
			this.guard.fail(connection, FailureCode.NOT_PAIRED, "Peer '" + to + "' is not paired with this one");
			return;
		}
		receiver.send(jsonFrom.apply(sender.id()));
	}

}
