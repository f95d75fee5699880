package io.peerconnect.signaling;

import org.jspecify.annotations.Nullable;

import io.peerconnect.protocol.ClientMessage.Hello;
import io.peerconnect.protocol.FailureCode;
import io.peerconnect.protocol.MessageCodec;
import io.peerconnect.protocol.ServerMessage.Welcome;
import io.peerconnect.token.JoinTokens;
import io.peerconnect.websocket.CloseCodes;

/**
 * Answers the first message of a connection.
 */
final class Reception {

	private final PeerLifecycle peers;

	private final JoinTokens tokens;

	private final IceServers iceServers;

	private final MessageCodec codec;

	private final AbuseGuard guard;

	Reception(PeerLifecycle peers, JoinTokens tokens, IceServers iceServers, MessageCodec codec, AbuseGuard guard) {
		this.peers = peers;
		this.tokens = tokens;
		this.iceServers = iceServers;
		this.codec = codec;
		this.guard = guard;
	}

	/**
	 * Welcome a client, or tell it why not.
	 * @param connection its connection
	 * @param hello its first message
	 * @return its peer, or {@code null} if it is not welcome
	 */
	@Nullable Peer findPeer(Connection connection, Hello hello) {
		if (connection.peer() != null) {
			this.guard.refuse(connection, FailureCode.ALREADY_OPEN, "There was a 'hello' before");
			return null;
		}
		if (this.tokens.findVisitor(hello.token(), connection.origin()) == null) {
			this.guard.refuse(connection, FailureCode.BAD_TOKEN,
					"The token is expired, or was not issued here for " + connection.origin());
			connection.close(CloseCodes.BAD_TOKEN, "Bad token");
			return null;
		}
		Peer resumed = this.peers.findResumed(connection, hello.resume());
		Peer peer = (resumed != null) ? resumed : this.peers.enter(connection);
		connection.send(this.codec.write(new Welcome(peer.id(), peer.secret(), resumed != null,
				this.iceServers.serversFor(peer.id()), this.iceServers.policy())));
		// Only now: a source that is asked needs to know that it is welcome.
		this.peers.setSharing(connection, peer, hello.sharing());
		return peer;
	}

}
