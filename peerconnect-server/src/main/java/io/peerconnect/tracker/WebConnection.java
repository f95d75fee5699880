package io.peerconnect.tracker;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import io.peerconnect.geo.Location;
import io.peerconnect.websocket.SocketConnection;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of a client, and the peers that the client is: one in each swarm that it
 * takes part in. Nobody else speaks for them.
 */
final class WebConnection extends SocketConnection {

	private final Location location;

	/** Guarded by this. */
	private final List<WebPeer> peers = new ArrayList<>(1);

	/** Guarded by this. */
	private boolean ended;

	WebConnection(InetAddress address, Location location, TrackerSettings.Web settings, Executor closer,
			long nowMillis) {
		super(address, settings.messages(), settings.sendBuffer(), closer, nowMillis);
		this.location = location;
	}

	Location location() {
		return this.location;
	}

	synchronized @Nullable WebPeer find(Swarm swarm, BinaryId id) {
		for (WebPeer peer : this.peers) {
			if (peer.swarm() == swarm && peer.id().equals(id)) {
				return peer;
			}
		}
		return null;
	}

	/**
	 * Find a peer, or make one.
	 * @param swarm its swarm
	 * @param id its id
	 * @param max peers of this connection at most
	 * @return the peer, or {@code null} if there are too many, or the connection is
	 * closed
	 */
	synchronized @Nullable WebPeer findOrAdd(Swarm swarm, BinaryId id, int max) {
		WebPeer present = find(swarm, id);
		if (present != null || this.ended) {
			return present;
		}
		if (this.peers.size() >= max) {
			this.peers.removeIf((peer) -> peer.swarm().isClosed());
			if (this.peers.size() >= max) {
				return null;
			}
		}
		WebPeer peer = new WebPeer(id, this, swarm);
		this.peers.add(peer);
		return peer;
	}

	synchronized void remove(WebPeer peer) {
		this.peers.remove(peer);
	}

	/**
	 * End the connection: no peer is added any more.
	 * @return the peers that there were
	 */
	synchronized List<WebPeer> end() {
		this.ended = true;
		List<WebPeer> peers = List.copyOf(this.peers);
		this.peers.clear();
		return peers;
	}

}
