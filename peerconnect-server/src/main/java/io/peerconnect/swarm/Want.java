package io.peerconnect.swarm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.peerconnect.asset.Digest;

/**
 * That a receiver wants an asset. Not safe for use by many threads at once; the same only
 * as itself.
 */
final class Want {

	private final PeerId receiver;

	private final Digest asset;

	private final Set<PeerId> avoid;

	/** The peers that were promised, with the weight of each, best first. */
	private final Map<PeerId, Integer> promised = new LinkedHashMap<>();

	private boolean waiting;

	/** Whether the receiver takes the origin for others. */
	private boolean seeding;

	/** Whether further peers are looked for. */
	private boolean hungry;

	private long deadline;

	Want(PeerId receiver, Digest asset, Set<PeerId> avoid) {
		this.receiver = receiver;
		this.asset = asset;
		this.avoid = avoid;
	}

	PeerId receiver() {
		return this.receiver;
	}

	Digest asset() {
		return this.asset;
	}

	Set<PeerId> avoid() {
		return this.avoid;
	}

	Map<PeerId, Integer> promised() {
		return this.promised;
	}

	boolean isWaiting() {
		return this.waiting;
	}

	void setWaiting(boolean waiting) {
		this.waiting = waiting;
	}

	boolean isSeeding() {
		return this.seeding;
	}

	void setSeeding(boolean seeding) {
		this.seeding = seeding;
	}

	boolean isHungry() {
		return this.hungry;
	}

	void setHungry(boolean hungry) {
		this.hungry = hungry;
	}

	/** Whether the receiver knows where to take the asset from. */
	boolean isDecided() {
		return this.seeding || !this.promised.isEmpty();
	}

	long deadline() {
		return this.deadline;
	}

	void setDeadline(long deadline) {
		this.deadline = deadline;
	}

}
