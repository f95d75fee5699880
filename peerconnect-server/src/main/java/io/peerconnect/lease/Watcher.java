package io.peerconnect.lease;

import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

	/** Whom it can get pieces from. */
	private Set<SwarmPeerId> connected = Set.of();

	/** Who can get pieces from it. */
	private final Set<Watcher> followers = new HashSet<>();

	/** What it would take from the origin, now or later, as of its last claim. */
	private final BitSet wanted = new BitSet();

	private long claimedAt = Long.MIN_VALUE;

	private long firstClaimedAt = Long.MAX_VALUE;

	/** When each lease is over, by piece. */
	private final Map<Integer, Long> leases = new LinkedHashMap<>();

	/** How many leases it was given so far. */
	private long given;

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
	 * Take in what the watcher would take from the origin. Leases on other pieces end.
	 * @param want pieces that it needs soon
	 * @param spare pieces that it needs later
	 * @param nowMillis the present time
	 */
	void claim(List<Integer> want, List<PieceRange> spare, long nowMillis) {
		this.wanted.clear();
		want.forEach(this.wanted::set);
		spare.forEach((range) -> this.wanted.set(range.from(), range.to() + 1));
		this.wanted.andNot(this.held);
		this.claimedAt = nowMillis;
		this.firstClaimedAt = Math.min(this.firstClaimedAt, nowMillis);
		this.leases.keySet().removeIf((piece) -> !this.wanted.get(piece));
	}

	/**
	 * Return whether the watcher would take a piece from the origin.
	 * @param piece the piece
	 * @param since how recently it must have said so
	 * @return whether it would
	 */
	boolean wouldTake(int piece, long since) {
		return this.claimedAt >= since && this.wanted.get(piece);
	}

	/**
	 * Return whether the watcher joined only lately.
	 * @param since what counts as lately
	 * @return whether it did
	 */
	boolean joinedAfter(long since) {
		return this.firstClaimedAt > since;
	}

	void lease(int piece, long until) {
		if (this.leases.put(piece, until) == null) {
			this.given++;
		}
	}

	long given() {
		return this.given;
	}

	List<Integer> leasedPieces() {
		return List.copyOf(this.leases.keySet());
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

	Set<Watcher> followers() {
		return this.followers;
	}

	void setConnected(List<SwarmPeerId> connected) {
		this.connected = Set.copyOf(connected);
	}

}
