package io.peerconnect.swarm;

import java.util.List;
import java.util.Set;

/**
 * What a registry found for a receiver.
 *
 * @param complete how many peers other than the receiver share the asset completely
 * @param holders some of those that share the asset, in no order, the receiver not among
 * them
 */
public record Candidates(int complete, List<Holder> holders) {

	/**
	 * Nobody shares the asset.
	 */
	public static final Candidates NONE = new Candidates(0, List.of());

	public Candidates {
		holders = List.copyOf(holders);
	}

	int countAmong(Set<PeerId> peers) {
		int count = 0;
		for (Holder holder : this.holders) {
			count += peers.contains(holder.peer()) ? 1 : 0;
		}
		return count;
	}

}
