package io.peerconnect.lease;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.peerconnect.protocol.SwarmPeerId;
import io.peerconnect.protocol.VideoEvent;
import io.peerconnect.protocol.VideoMessage;
import io.peerconnect.swarm.PeerId;
import io.peerconnect.torrent.Torrent;

/**
 * Those who watch one video. Safe for use by many threads at once.
 */
final class Audience {

	/*
	 * A piece leaves the origin when the first watcher needs it soon, but not necessarily
	 * for that one: of those who need it now or later and are connected with the one who
	 * asks, the one with the fewest leases gets it, and passes it on. So what goes out is
	 * divided among all, and so are the uploads; if whoever is ahead took everything, its
	 * upload would have to carry all who follow. Slow watchers keep their leases longer
	 * and get fewer. What others have whom a watcher is not connected with is of no use
	 * to it.
	 *
	 * A swarm begins when enough watch that a newcomer finds 'threshold' others, and ends
	 * when nobody is left to exchange with. In between it does not come and go with every
	 * visitor.
	 */

	/* Enough for some seconds of video, little enough to be divided. */
	private static final long LEASED_BYTES = 1024 * 1024;

	private static final int MIN_LEASES = 2;

	/* As many as a newcomer is connected with in a moment. */
	private static final int SMALL = 6;

	/* How long that takes at most. */
	private static final long ARRIVAL_MILLIS = 3000;

	/* A watcher that is silent for longer may have stopped, and is given nothing. */
	private static final long FRESH_MILLIS = 2000;

	private final Torrent torrent;

	private final LeaseRules rules;

	private final int maxLeases;

	// The following are guarded by this.

	private final Map<PeerId, Watcher> watchers = new HashMap<>();

	private final Map<SwarmPeerId, Watcher> bySwarmId = new HashMap<>();

	private boolean active;

	Audience(Torrent torrent, LeaseRules rules) {
		this.torrent = torrent;
		this.rules = rules;
		this.maxLeases = (int) Math.max(MIN_LEASES, LEASED_BYTES / torrent.pieceLength());
	}

	Torrent torrent() {
		return this.torrent;
	}

	synchronized boolean isActive() {
		return this.active;
	}

	synchronized Set<PeerId> watchers() {
		return Set.copyOf(this.watchers.keySet());
	}

	/**
	 * Add a watcher, or take note whether it shares.
	 * @param peer who watches
	 * @param sharing whether it shares
	 * @return what changed for all
	 */
	synchronized Change watch(PeerId peer, boolean sharing) {
		this.watchers.computeIfAbsent(peer, (key) -> new Watcher(peer, sharing)).setSharing(sharing);
		return update();
	}

	/**
	 * Remove a watcher.
	 * @param peer who watches no longer
	 * @return what changed for all
	 */
	synchronized Change leave(PeerId peer) {
		Watcher watcher = this.watchers.remove(peer);
		if (watcher != null) {
			forget(watcher);
		}
		return update();
	}

	/**
	 * Return how many watch, or 0 if one more would not find a swarm.
	 */
	synchronized int joinableSize() {
		long sharing = this.watchers.values().stream().filter(Watcher::isSharing).count();
		return (sharing >= needed()) ? this.watchers.size() : 0;
	}

	private Change update() {
		boolean before = this.active;
		this.active = joinableSize() > needed();
		return new Change(this.active, this.active != before, Set.copyOf(this.watchers.keySet()));
	}

	private int needed() {
		return this.active ? 1 : Math.max(1, this.rules.threshold());
	}

	/**
	 * Decide who takes the pieces from the origin that a watcher wants.
	 * @param peer the watcher
	 * @param claim what it wants, and what it has
	 * @param nowMillis the present time
	 * @return the answer, and what others are to be told; nothing if the peer does not
	 * watch this video
	 */
	synchronized Map<PeerId, VideoEvent.Leases> claim(PeerId peer, VideoMessage.Claim claim, long nowMillis) {
		Watcher watcher = this.watchers.get(peer);
		if (watcher == null) {
			return Map.of();
		}
		update(watcher, claim);
		watcher.claim(claim.want(), claim.spare(), nowMillis);
		Set<Watcher> sources = sources(watcher, nowMillis);
		List<VideoEvent.Elsewhere> elsewhere = new ArrayList<>();
		Map<PeerId, VideoEvent.Leases> told = new LinkedHashMap<>();
		long until = nowMillis + this.rules.ttl().toMillis();
		watcher.leasedPieces().forEach((piece) -> watcher.lease(piece, until));
		for (int piece : new LinkedHashSet<>(claim.want())) {
			if (watcher.holds(piece) || watcher.isLeasing(piece)) {
				continue;
			}
			SwarmPeerId source = findSource(sources, piece, nowMillis);
			if (source == null) {
				Watcher taker = findTaker(watcher, sources, piece, nowMillis);
				if (taker != null) {
					taker.lease(piece, until);
					told.put(taker.peer(), leases(taker, List.of()));
					source = (taker != watcher) ? taker.swarmId() : null;
				}
			}
			if (source != null) {
				elsewhere.add(new VideoEvent.Elsewhere(piece, source));
			}
		}
		told.put(peer, leases(watcher, elsewhere));
		return told;
	}

	private @Nullable Watcher findTaker(Watcher watcher, Set<Watcher> others, int piece, long nowMillis) {
		Watcher best = (watcher.leases() < this.maxLeases) ? watcher : null;
		if (!watcher.isSharing()) {
			return best;
		}
		for (Watcher other : others) {
			boolean free = other.isSharing() && other.leases() < this.maxLeases
					&& other.wouldTake(piece, nowMillis - FRESH_MILLIS);
			if (free && (best == null || other.leases() < best.leases()
					|| other.leases() == best.leases() && other.given() < best.given())) {
				best = other;
			}
		}
		return best;
	}

	private VideoEvent.Leases leases(Watcher watcher, List<VideoEvent.Elsewhere> elsewhere) {
		return new VideoEvent.Leases(this.torrent.infoHash(), watcher.leasedPieces(), this.rules.ttl().toMillis(),
				elsewhere);
	}

	private void update(Watcher watcher, VideoMessage.Claim claim) {
		watcher.update(claim.got(), claim.lost());
		// Before its connections: a new name ends those of the old one.
		if (!claim.as().equals(watcher.swarmId()) && !this.bySwarmId.containsKey(claim.as())) {
			forget(watcher);
			watcher.setSwarmId(claim.as());
			this.bySwarmId.put(claim.as(), watcher);
		}
		if (claim.connected() != null) {
			connected(watcher).forEach((other) -> other.followers().remove(watcher));
			watcher.setConnected(claim.connected());
			connected(watcher).forEach((other) -> other.followers().add(watcher));
		}
	}

	private void forget(Watcher watcher) {
		connected(watcher).forEach((other) -> other.followers().remove(watcher));
		watcher.followers().clear();
		SwarmPeerId swarmId = watcher.swarmId();
		if (swarmId != null) {
			this.bySwarmId.remove(swarmId, watcher);
		}
	}

	/**
	 * Find whom a watcher can get pieces from, or can in a moment.
	 */
	private Set<Watcher> sources(Watcher watcher, long nowMillis) {
		Set<Watcher> sources = new LinkedHashSet<>(connected(watcher));
		// A connection has two ends, of which one noticed first.
		sources.addAll(watcher.followers());
		if (this.bySwarmId.size() <= SMALL) {
			long lately = nowMillis - ARRIVAL_MILLIS;
			for (Watcher other : this.bySwarmId.values()) {
				if (other != watcher && (watcher.joinedAfter(lately) || other.joinedAfter(lately))) {
					sources.add(other);
				}
			}
		}
		return sources;
	}

	private List<Watcher> connected(Watcher watcher) {
		List<Watcher> connected = new ArrayList<>();
		for (SwarmPeerId id : watcher.connected()) {
			Watcher other = this.bySwarmId.get(id);
			if (other != null && other != watcher) {
				connected.add(other);
			}
		}
		return connected;
	}

	private static @Nullable SwarmPeerId findSource(Set<Watcher> sources, int piece, long nowMillis) {
		SwarmPeerId getting = null;
		for (Watcher source : sources) {
			if (source.offers(piece, nowMillis)) {
				if (source.holds(piece)) {
					return source.swarmId();
				}
				getting = source.swarmId();
			}
		}
		return getting;
	}

	/**
	 * What is so after somebody came or went.
	 *
	 * @param active whether the swarm is worth while to join
	 * @param changed whether that was different before
	 * @param watchers who watches
	 */
	record Change(boolean active, boolean changed, Set<PeerId> watchers) {

		/**
		 * Return whether those who watch are to be told: as long as they are few, each
		 * has to know how many there are to find.
		 */
		boolean isWorthTelling() {
			return this.changed || this.active && this.watchers.size() <= SMALL;
		}

		int others(PeerId peer) {
			return this.watchers.size() - (this.watchers.contains(peer) ? 1 : 0);
		}

	}

}
