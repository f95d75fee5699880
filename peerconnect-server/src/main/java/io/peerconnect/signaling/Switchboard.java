package io.peerconnect.signaling;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.peerconnect.protocol.BadMessageException;
import io.peerconnect.protocol.ClientMessage;
import io.peerconnect.protocol.FailureCode;
import io.peerconnect.protocol.MessageCodec;
import io.peerconnect.protocol.RelayedMessage;
import io.peerconnect.swarm.Holding;
import io.peerconnect.swarm.Matchmaker;
import io.peerconnect.websocket.CloseCodes;

/**
 * Does what messages ask for. Every connection is served by one thread at a time, and
 * different ones at once.
 */
final class Switchboard {

	private static final Logger logger = LoggerFactory.getLogger(Switchboard.class);

	private final MessageCodec codec;

	private final Reception reception;

	private final PeerLifecycle peers;

	private final Relay relay;

	private final AssetRequests assets;

	private final Matchmaker matchmaker;

	private final MessageReceivers receivers;

	private final AbuseGuard guard;

	private final SignalingObserver observer;

	Switchboard(MessageCodec codec, Reception reception, PeerLifecycle peers, Relay relay, AssetRequests assets,
			Matchmaker matchmaker, MessageReceivers receivers, AbuseGuard guard, SignalingObserver observer) {
		this.codec = codec;
		this.reception = reception;
		this.peers = peers;
		this.relay = relay;
		this.assets = assets;
		this.matchmaker = matchmaker;
		this.receivers = receivers;
		this.guard = guard;
		this.observer = observer;
	}

	void receive(Connection connection, byte[] json) {
		connection.heard();
		if (!connection.isOpen() || !this.guard.tryAdmit(connection)) {
			return;
		}
		if (logger.isTraceEnabled()) {
			logger.trace("Received {}", new String(json, StandardCharsets.UTF_8));
		}
		try {
			handle(connection, json);
		}
		catch (BadMessageException ex) {
			this.guard.refuse(connection, ex.code(), ex.detail());
		}
		catch (RuntimeException ex) {
			// One message must not cost the connection. Its text stays out of the log.
			logger.warn("A signalling message could not be handled", ex);
			this.guard.fail(connection, FailureCode.INTERNAL, "The server could not handle this message");
		}
	}

	void receiveTooLarge(Connection connection) {
		if (connection.isOpen()) {
			this.guard.refuse(connection, FailureCode.TOO_LARGE,
					"A message has at most " + MessageCodec.MAX_MESSAGE_BYTES + " bytes");
			connection.close(CloseCodes.TOO_LARGE, "Message too large");
		}
	}

	private void handle(Connection connection, byte[] json) throws BadMessageException {
		Peer peer = connection.peer();
		RelayedMessage relayed = (peer != null) ? this.codec.findRelayed(json) : null;
		if (peer != null && relayed != null) {
			this.observer.received(relayed.type());
			this.relay.relay(connection, peer, relayed);
			return;
		}
		ClientMessage message = this.codec.read(json);
		this.observer.received(message.type());
		if (message instanceof ClientMessage.Hello hello) {
			welcome(connection, hello);
		}
		else if (peer == null) {
			this.guard.refuse(connection, FailureCode.HELLO_EXPECTED, "The first message must be a 'hello'");
		}
		else {
			dispatch(connection, peer, message);
		}
	}

	private void welcome(Connection connection, ClientMessage.Hello hello) {
		Peer peer = this.reception.findPeer(connection, hello);
		if (peer == null) {
			return;
		}
		this.assets.have(peer, hello.have(), Holding.COMPLETE);
		this.assets.want(connection, peer, hello.want(), Set.of());
	}

	private void dispatch(Connection connection, Peer peer, ClientMessage message) {
		if (message instanceof ClientMessage.Want want) {
			this.assets.want(connection, peer, want.assets(), Set.copyOf(want.avoid()));
		}
		else if (message instanceof ClientMessage.Have have) {
			this.assets.have(peer, have.complete(), Holding.COMPLETE);
			this.assets.have(peer, have.partial(), Holding.PARTIAL);
		}
		else if (message instanceof ClientMessage.Drop drop) {
			this.matchmaker.drop(peer.id(), drop.assets());
		}
		else if (message instanceof ClientMessage.Cancel cancel) {
			this.matchmaker.cancel(peer.id(), cancel.assets());
		}
		else if (message instanceof ClientMessage.Resolve resolve) {
			this.assets.resolve(connection, resolve.urls());
		}
		else if (message instanceof ClientMessage.Availability availability) {
			this.peers.setSharing(connection, peer, availability.sharing());
		}
		else if (message instanceof ClientMessage.Report report) {
			report(peer, report);
		}
		else if (message instanceof ClientMessage.Offer offer) {
			this.relay.relay(connection, peer, offer);
		}
		else if (message instanceof ClientMessage.Answer answer) {
			this.relay.relay(connection, peer, answer);
		}
		else if (message instanceof ClientMessage.Candidate candidate) {
			this.relay.relay(connection, peer, candidate);
		}
		else if (!this.receivers.tryReceive(new Sender(connection, peer.id(), this.codec, this.guard), message)) {
			this.guard.refuse(connection, FailureCode.UNKNOWN_TYPE, "This site does not take '" + message.type() + "'");
		}
	}

	private void report(Peer peer, ClientMessage.Report report) {
		this.observer.reported(report);
		Integer connected = report.connected();
		if (connected != null) {
			this.observer.connectedPeersChanged(peer.setConnected(connected));
		}
		for (ClientMessage.PeerFailure failure : report.failures()) {
			// Nobody can accuse a peer that it was never sent to.
			if (peer.isPairedWith(failure.peer())) {
				this.matchmaker.failed(peer.id(), failure.peer());
			}
		}
	}

}
