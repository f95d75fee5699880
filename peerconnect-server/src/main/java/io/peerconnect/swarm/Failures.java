package io.peerconnect.swarm;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often peers failed lately. Not safe for use by many threads at once.
 *
 * <p>
 * A receiver's word counts once a minute and only for the holder that it names, so that
 * one malicious visitor cannot talk a swarm down; it takes several to bar a holder for
 * all.
 */
final class Failures {

	private static final int MAX_REMEMBERED = 20_000;

	/** One failure bars a pair for a minute, a second one right after for two. */
	private static final double PAIR_BARRED = 0.5;

	private static final double HOLDER_BARRED = 5;

	private final Map<Pair, FadingScore> pairs = new Recent<>();

	private final Map<PeerId, FadingScore> holders = new Recent<>();

	void add(PeerId receiver, PeerId holder, long now) {
		FadingScore pair = this.pairs.computeIfAbsent(new Pair(receiver, holder), (key) -> new FadingScore());
		if (pair.value(now) <= PAIR_BARRED) {
			this.holders.computeIfAbsent(holder, (key) -> new FadingScore()).add(1, now);
		}
		pair.add(1, now);
	}

	/** Return whether these two should not meet for now. */
	boolean isBarred(PeerId receiver, PeerId holder, long now) {
		if (this.holders.isEmpty()) {
			return false;
		}
		FadingScore pair = this.pairs.get(new Pair(receiver, holder));
		return (pair != null && pair.value(now) > PAIR_BARRED) || score(holder, now) >= HOLDER_BARRED;
	}

	double score(PeerId holder, long now) {
		FadingScore score = this.holders.get(holder);
		return (score != null) ? score.value(now) : 0;
	}

	void forget(PeerId peer) {
		this.holders.remove(peer);
	}

	private record Pair(PeerId receiver, PeerId holder) {

	}

	/** Forgets the oldest entry when it is full. */
	private static final class Recent<K, V> extends LinkedHashMap<K, V> {

		@Override
		protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
			return size() > MAX_REMEMBERED;
		}

	}

}
