package io.peerconnect.signaling;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.peerconnect.protocol.MessageCodec;
import io.peerconnect.protocol.ServerMessage;
import io.peerconnect.swarm.PeerId;

/**
 * The peers of this node, by id and by the secret that they resume with. Safe for use by
 * many threads at once.
 */
public final class PeerDirectory {

	private final Map<PeerId, Peer> byId = new ConcurrentHashMap<>();

	private final Map<String, Peer> bySecret = new ConcurrentHashMap<>();

	private final MessageCodec codec = new MessageCodec();

	private final SecureRandom random = new SecureRandom();

	private final String node = random(6);

	Peer add(Connection connection) {
		Peer peer = new Peer(new PeerId(this.node + "-" + random(12)), random(24), connection.origin(), connection);
		this.byId.put(peer.id(), peer);
		this.bySecret.put(peer.secret(), peer);
		return peer;
	}

	void remove(Peer peer) {
		this.byId.remove(peer.id());
		this.bySecret.remove(peer.secret());
	}

	@Nullable Peer find(PeerId id) {
		return this.byId.get(id);
	}

	@Nullable Peer findBySecret(String secret) {
		return this.bySecret.get(secret);
	}

	/**
	 * Return whether a peer is here, or away for a moment.
	 * @param id the peer
	 * @return whether it is
	 */
	public boolean isPresent(PeerId id) {
		return this.byId.containsKey(id);
	}

	/**
	 * Let two peers reach each other.
	 * @param receiver the one who dials
	 * @param holder the one who is dialled
	 * @return whether both are here
	 */
	boolean tryPair(Peer receiver, PeerId holder) {
		Peer other = this.byId.get(holder);
		if (other == null || other == receiver) {
			return false;
		}
		unpair(receiver.pair(holder), receiver.id());
		unpair(other.pair(receiver.id()), holder);
		return true;
	}

	private void unpair(@Nullable PeerId forgotten, PeerId by) {
		Peer peer = (forgotten != null) ? this.byId.get(forgotten) : null;
		if (peer != null) {
			peer.unpair(by);
		}
	}

	/**
	 * Send a message, if the peer is here.
	 * @param to the peer
	 * @param message the message
	 */
	public void send(PeerId to, ServerMessage message) {
		Peer peer = this.byId.get(to);
		if (peer != null) {
			peer.send(this.codec.write(message));
		}
	}

	private String random(int length) {
		byte[] bytes = new byte[length];
		this.random.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
