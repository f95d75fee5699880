package io.peerconnect.signaling;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.peerconnect.geo.GeoLocator;
import io.peerconnect.protocol.ServerMessage.Gone;
import io.peerconnect.swarm.Matchmaker;
import io.peerconnect.websocket.CloseCodes;

/**
 * Lets peers come, be away for a moment, come back, and leave, and tells the matchmaker.
 */
final class PeerLifecycle {

	/*
	 * What the matchmaker is told about one peer happens under the peer's monitor, so
	 * that "away" and "back" reach it in the order in which they happened. The matchmaker
	 * may call the match listener from there: it takes no monitor of any peer.
	 */

	private final PeerDirectory peers;

	private final Matchmaker matchmaker;

	private final GeoLocator geo;

	private final MessageReceivers receivers;

	private final SignalingObserver observer;

	private final int maxPeers;

	private final Set<Peer> away = ConcurrentHashMap.newKeySet();

	PeerLifecycle(PeerDirectory peers, Matchmaker matchmaker, GeoLocator geo, MessageReceivers receivers,
			SignalingObserver observer, int maxPeers) {
		this.peers = peers;
		this.matchmaker = matchmaker;
		this.geo = geo;
		this.receivers = receivers;
		this.observer = observer;
		this.maxPeers = maxPeers;
	}

	Peer enter(Connection connection) {
		Peer peer = this.peers.add(connection);
		connection.setPeer(peer);
		this.matchmaker.enter(peer.id(), this.geo.locate(connection.address()));
		return peer;
	}

	/**
	 * Find the peer that a client was before, and attach it to its new connection.
	 * @param connection the new connection
	 * @param secret the secret of the welcome, if the client has one
	 * @return the peer, or {@code null} if there is none (any more)
	 */
	@Nullable Peer findResumed(Connection connection, @Nullable String secret) {
		Peer peer = (secret != null) ? this.peers.findBySecret(secret) : null;
		if (peer == null || !peer.origin().equals(connection.origin())) {
			return null;
		}
		synchronized (peer) {
			if (!peer.tryAttach(connection)) {
				return null;
			}
			connection.setPeer(peer);
			this.away.remove(peer);
			this.matchmaker.enter(peer.id(), this.geo.locate(connection.address()));
		}
		return peer;
	}

	void setSharing(Connection connection, Peer peer, boolean sharing) {
		synchronized (peer) {
			if (peer.isAttachedTo(connection)) {
				this.matchmaker.setSharing(peer.id(), sharing);
			}
		}
	}

	void disconnected(Connection connection, int code, long nowMillis) {
		Peer peer = connection.peer();
		if (peer == null) {
			return;
		}
		boolean mayResume = code != CloseCodes.GOING_AWAY && code != CloseCodes.POLICY
				&& this.away.size() < this.maxPeers;
		if (!mayResume) {
			if (peer.tryEnd(connection)) {
				leave(peer);
			}
			return;
		}
		synchronized (peer) {
			if (peer.tryDetach(connection, nowMillis)) {
				this.away.add(peer);
				this.matchmaker.setSharing(peer.id(), false);
			}
		}
	}

	void expire(long detachedBefore) {
		for (Peer peer : this.away) {
			if (peer.tryExpire(detachedBefore)) {
				this.away.remove(peer);
				leave(peer);
			}
		}
	}

	private void leave(Peer peer) {
		this.peers.remove(peer);
		this.matchmaker.leave(peer.id());
		this.receivers.left(peer.id());
		this.observer.connectedPeersChanged(peer.setConnected(0));
		Gone gone = new Gone(peer.id());
		for (var other : peer.pairings()) {
			Peer paired = this.peers.find(other);
			if (paired != null && paired.unpair(peer.id())) {
				this.peers.send(other, gone);
			}
		}
	}

}
