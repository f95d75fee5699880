package io.peerconnect.lease;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.peerconnect.protocol.PieceRange;
import io.peerconnect.protocol.SwarmPeerId;
import io.peerconnect.swarm.PeerId;

/**
 * One who watches one video. Guarded by its audience.
 */
final class Watcher {

	private final PeerId peer;

	private boolean sharing;

	private @Nullable SwarmPeerId swarmId;

	private final BitSet held = new BitSet();

	private Set<SwarmPeerId> connected = Set.of();

	/** When each lease is over, by piece. */
	private final Map<Integer, Long> leases = new HashMap<>();

	Watcher(PeerId peer, boolean sharing) {
		this.peer = peer;
		this.sharing = sharing;
	}

	/**
	 * Take in what the watcher has.
	 * @param got pieces that it got
	 * @param lost pieces that it lost
	 */
	void update(List<PieceRange> got, List<PieceRange> lost) {
		got.forEach((range) -> this.held.set(range.from(), range.to() + 1));
		lost.forEach((range) -> this.held.clear(range.from(), range.to() + 1));
	}

	/**
	 * End the leases on all pieces but these, and on those that the watcher has by now.
	 * @param wanted the pieces
	 */
	void release(Set<Integer> wanted) {
		this.leases.keySet().removeIf((piece) -> !wanted.contains(piece) || this.held.get(piece));
	}

	void lease(int piece, long until) {
		this.leases.put(piece, until);
	}

	boolean holds(int piece) {
		return this.held.get(piece);
	}

	/**
	 * Return whether others may expect a piece of this watcher.
	 * @param piece the piece
	 * @param nowMillis the present time
	 * @return whether it has the piece, or is getting it
	 */
	boolean offers(int piece, long nowMillis) {
		Long until = this.leases.get(piece);
		return this.sharing && (this.held.get(piece) || until != null && until > nowMillis);
	}

	boolean isLeasing(int piece) {
		return this.leases.containsKey(piece);
	}

	int leases() {
		return this.leases.size();
	}

	PeerId peer() {
		return this.peer;
	}

	boolean isSharing() {
		return this.sharing;
	}

	void setSharing(boolean sharing) {
		this.sharing = sharing;
	}

	@Nullable SwarmPeerId swarmId() {
		return this.swarmId;
	}

	void setSwarmId(SwarmPeerId swarmId) {
		this.swarmId = swarmId;
	}

	Set<SwarmPeerId> connected() {
		return this.connected;
	}

	void setConnected(List<SwarmPeerId> connected) {
		this.connected = Set.copyOf(connected);
	}

}
