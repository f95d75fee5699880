package io.peerconnect.swarm;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who serves whom now, as far as was promised. A holder's load is its number of
 * receivers: a receiver takes all its assets over one connection, so that the thirtieth
 * asset costs the holder no second upload. Not safe for use by many threads at once.
 */
final class Uploads {

	private final Map<PeerId, Map<PeerId, Integer>> receivers = new HashMap<>();

	int load(PeerId holder) {
		return receivers(holder).size();
	}

	Set<PeerId> receiversOf(PeerId holder) {
		return Set.copyOf(receivers(holder).keySet());
	}

	/** Return the weight of what a holder promised a receiver and did not finish. */
	int outstanding(PeerId holder, PeerId receiver) {
		return receivers(holder).getOrDefault(receiver, 0);
	}

	boolean isServing(PeerId holder, PeerId receiver) {
		return receivers(holder).containsKey(receiver);
	}

	void begin(PeerId holder, PeerId receiver, int weight) {
		this.receivers.computeIfAbsent(holder, (key) -> new HashMap<>()).merge(receiver, weight, Integer::sum);
	}

	/** Return whether that was the last that the holder had promised the receiver. */
	boolean end(PeerId holder, PeerId receiver, int weight) {
		Map<PeerId, Integer> outstanding = this.receivers.get(holder);
		if (outstanding == null) {
			return false;
		}
		Integer left = outstanding.computeIfPresent(receiver,
				(key, present) -> (present > weight) ? Integer.valueOf(present - weight) : null);
		if (outstanding.isEmpty()) {
			this.receivers.remove(holder);
		}
		return left == null;
	}

	boolean isEmpty() {
		return this.receivers.isEmpty();
	}

	private Map<PeerId, Integer> receivers(PeerId holder) {
		Map<PeerId, Integer> known = this.receivers.get(holder);
		return (known != null) ? known : Map.of();
	}

}
