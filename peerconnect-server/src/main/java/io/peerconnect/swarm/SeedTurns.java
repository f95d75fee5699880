package io.peerconnect.swarm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/**
 * When receivers that wait may take the next asset from the origin for all that wait for
 * it. Not safe for use by many threads at once.
 */
final class SeedTurns {

	private final Queue<Turn> turns = new PriorityQueue<>(Comparator.comparingLong(Turn::at));

	private final Set<PeerId> receivers = new HashSet<>();

	/** Give a receiver a turn at a time in milliseconds, unless it has one. */
	void add(PeerId receiver, long at) {
		if (this.receivers.add(receiver)) {
			this.turns.add(new Turn(receiver, at));
		}
	}

	/** Remove those whose turn it is and return them, longest overdue first. */
	List<PeerId> due(long now) {
		List<PeerId> due = new ArrayList<>();
		for (Turn turn = this.turns.peek(); turn != null && turn.at() <= now; turn = this.turns.peek()) {
			this.turns.remove();
			this.receivers.remove(turn.receiver());
			due.add(turn.receiver());
		}
		return due;
	}

	private record Turn(PeerId receiver, long at) {

	}

}
