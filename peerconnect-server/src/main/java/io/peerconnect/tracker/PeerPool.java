package io.peerconnect.tracker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The peers of one swarm that can reach each other, complete ones apart from those that
 * still want something. Guarded by the swarm.
 *
 * @param <P> the type of peers
 */
final class PeerPool<P extends SwarmPeer> {

	private final List<P> complete = new ArrayList<>(0);

	private final List<P> incomplete = new ArrayList<>(0);

	void add(P peer) {
		List<P> members = members(peer.isComplete());
		peer.setPlace(members.size());
		members.add(peer);
	}

	/*
	 * The last member takes the free place, so that leaving costs the same in any swarm.
	 */
	void remove(P peer) {
		List<P> members = members(peer.isComplete());
		P last = members.remove(members.size() - 1);
		if (last != peer) {
			members.set(peer.place(), last);
			last.setPlace(peer.place());
		}
		peer.setPlace(-1);
	}

	void setComplete(P peer, boolean complete) {
		if (peer.isComplete() != complete) {
			remove(peer);
			peer.setComplete(complete);
			add(peer);
		}
	}

	List<P> members(boolean complete) {
		return complete ? this.complete : this.incomplete;
	}

	int size() {
		return this.complete.size() + this.incomplete.size();
	}

	/**
	 * Look at some peers that a peer may exchange pieces with: two complete ones have
	 * nothing to give each other.
	 * @param complete whether the peer is complete
	 * @param max how many of each kind are looked at
	 * @param random chooses them
	 * @param action called with each
	 */
	void sample(boolean complete, int max, RandomGenerator random, Consumer<P> action) {
		if (!complete) {
			sample(this.complete, max, random, action);
		}
		sample(this.incomplete, max, random, action);
	}

	/*
	 * Neighbours in the list have nothing in common, so a run of them is a fair sample.
	 */
	private static <P> void sample(List<P> members, int max, RandomGenerator random, Consumer<P> action) {
		int size = members.size();
		int count = Math.min(size, max);
		int at = (count < size) ? random.nextInt(size) : 0;
		for (int i = 0; i < count; i++) {
			action.accept(members.get(at));
			at = (at + 1 < size) ? at + 1 : 0;
		}
	}

	void forEach(Consumer<P> action) {
		this.complete.forEach(action);
		this.incomplete.forEach(action);
	}

	/**
	 * Find the peers that should have announced themselves again by now.
	 * @param nowMillis the present time
	 * @return the peers
	 */
	List<P> findExpired(long nowMillis) {
		List<P> expired = new ArrayList<>(0);
		forEach((peer) -> {
			if (peer.expiresAt() <= nowMillis) {
				expired.add(peer);
			}
		});
		return expired;
	}

	/**
	 * Return whether some peer is as described.
	 * @param condition the description
	 * @return whether there is one
	 */
	boolean anyMatch(Predicate<P> condition) {
		return anyMatch(this.complete, condition) || anyMatch(this.incomplete, condition);
	}

	private static <P> boolean anyMatch(List<P> members, Predicate<P> condition) {
		for (P member : members) {
			if (condition.test(member)) {
				return true;
			}
		}
		return false;
	}

}
