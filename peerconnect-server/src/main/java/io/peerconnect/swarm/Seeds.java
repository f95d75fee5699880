package io.peerconnect.swarm;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import io.peerconnect.asset.Digest;

import org.jspecify.annotations.Nullable;

/**
 * Which assets are taken from the origin for others, or were lately. Not safe for use by
 * many threads at once.
 */
final class Seeds {

	private final MatchingRules rules;

	/** Oldest first. */
	private final Map<Digest, Seed> seeds = new LinkedHashMap<>();

	Seeds(MatchingRules rules) {
		this.rules = rules;
	}

	/**
	 * Return whether an asset may be taken from the origin: whether nobody did so in this
	 * burst, or the one who does is not heard of.
	 */
	boolean mayBegin(Digest asset, long now) {
		Seed seed = this.seeds.get(asset);
		return seed == null
				|| now - seed.at() >= (seed.done() ? this.rules.burstWindow() : this.rules.seedAfter()).toMillis();
	}

	void begin(Want want, long now) {
		want.setSeeding(true);
		put(want.asset(), new Seed(want.receiver(), now, false));
	}

	/** Take note that some of the asset has arrived. */
	void renew(Want want, long now) {
		if (find(want) != null) {
			put(want.asset(), new Seed(want.receiver(), now, false));
		}
	}

	/** Take note that the asset is there for others. */
	void succeed(Want want, long now) {
		if (find(want) != null) {
			put(want.asset(), new Seed(want.receiver(), now, true));
		}
	}

	/** Take note that the receiver is no longer at it. */
	void end(Want want) {
		Seed seed = find(want);
		if (seed != null && !seed.done()) {
			this.seeds.remove(want.asset());
		}
		want.setSeeding(false);
	}

	/** Forget bursts that are over. */
	void expire(long now) {
		Iterator<Seed> oldest = this.seeds.values().iterator();
		while (oldest.hasNext() && now - oldest.next().at() >= longest()) {
			oldest.remove();
		}
	}

	boolean isEmpty() {
		return this.seeds.isEmpty();
	}

	private long longest() {
		return Math.max(this.rules.burstWindow().toMillis(), this.rules.seedAfter().toMillis());
	}

	private @Nullable Seed find(Want want) {
		Seed seed = want.isSeeding() ? this.seeds.get(want.asset()) : null;
		return (seed != null && seed.receiver().equals(want.receiver())) ? seed : null;
	}

	private void put(Digest asset, Seed seed) {
		this.seeds.remove(asset);
		this.seeds.put(asset, seed);
	}

	private record Seed(PeerId receiver, long at, boolean done) {

	}

}
