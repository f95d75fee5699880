package io.peerconnect.swarm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * When wants are over. Deadlines of one kind come in the order of time, as all last
 * equally long: a queue keeps them at no cost. Not safe for use by many threads at once.
 */
final class Deadlines {

	private final Queue<Deadline> deadlines = new ArrayDeque<>();

	/** Set the deadline of a want, in milliseconds, in place of any it had. */
	void set(Want want, long at) {
		want.setDeadline(at);
		this.deadlines.add(new Deadline(want, at));
	}

	/** Remove what is due and return it; it may have been ended meanwhile. */
	List<Want> due(long now) {
		List<Want> due = new ArrayList<>();
		Deadline first = this.deadlines.peek();
		while (first != null && first.at() <= now) {
			this.deadlines.remove();
			if (first.want().deadline() == first.at()) {
				due.add(first.want());
			}
			first = this.deadlines.peek();
		}
		return due;
	}

	private record Deadline(Want want, long at) {

	}

}
