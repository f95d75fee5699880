package io.peerconnect.swarm;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which peers a receiver was introduced to, and so may have a connection with. Not safe
 * for use by many threads at once.
 */
final class Acquaintances {

	/** Oldest first. */
	private final Map<PeerId, Set<PeerId>> holders = new HashMap<>();

	private final Map<PeerId, Set<PeerId>> receivers = new HashMap<>();

	Set<PeerId> of(PeerId receiver) {
		Set<PeerId> known = this.holders.get(receiver);
		return (known != null) ? Set.copyOf(known) : Set.of();
	}

	int count(PeerId receiver) {
		Set<PeerId> known = this.holders.get(receiver);
		return (known != null) ? known.size() : 0;
	}

	boolean contains(PeerId receiver, PeerId holder) {
		Set<PeerId> known = this.holders.get(receiver);
		return known != null && known.contains(holder);
	}

	/**
	 * Return whether a receiver may be introduced to one more holder: whether it knows
	 * fewer than it may, or knows one that serves it nothing now.
	 */
	boolean hasRoom(PeerId receiver, int limit, Uploads uploads) {
		return count(receiver) < limit || findIdle(receiver, uploads) != null;
	}

	/** Introduce a receiver to a holder, in place of an idle one if it knows too many. */
	void introduce(PeerId receiver, PeerId holder, int limit, Uploads uploads) {
		if (contains(receiver, holder)) {
			return;
		}
		PeerId idle = (count(receiver) >= limit) ? findIdle(receiver, uploads) : null;
		if (idle != null) {
			forget(receiver, idle);
		}
		this.holders.computeIfAbsent(receiver, (key) -> new LinkedHashSet<>()).add(holder);
		this.receivers.computeIfAbsent(holder, (key) -> new LinkedHashSet<>()).add(receiver);
	}

	/** Find the oldest holder that serves a receiver nothing now. */
	private @Nullable PeerId findIdle(PeerId receiver, Uploads uploads) {
		for (PeerId holder : this.holders.getOrDefault(receiver, Set.of())) {
			if (!uploads.isServing(holder, receiver)) {
				return holder;
			}
		}
		return null;
	}

	void forget(PeerId receiver, PeerId holder) {
		remove(this.holders, receiver, holder);
		remove(this.receivers, holder, receiver);
	}

	/** Forget a peer that left, whether it received or held. */
	void forget(PeerId peer) {
		for (PeerId holder : of(peer)) {
			forget(peer, holder);
		}
		for (PeerId receiver : Set.copyOf(this.receivers.getOrDefault(peer, Set.of()))) {
			forget(receiver, peer);
		}
	}

	boolean isEmpty() {
		return this.holders.isEmpty() && this.receivers.isEmpty();
	}

	private static void remove(Map<PeerId, Set<PeerId>> sets, PeerId key, PeerId value) {
		sets.computeIfPresent(key, (present, set) -> {
			set.remove(value);
			return set.isEmpty() ? null : set;
		});
	}

}
