package io.peerconnect.lease;

import java.util.ArrayList;
import java.util.HashMap;
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
	 * A piece goes to whoever asks first, a few pieces at a time: watchers at the same
	 * place in the video thus divide what comes next among themselves, the quicker ones
	 * taking more, and one who is ahead fetches for all behind. Only those a watcher is
	 * connected with count for it: what others have is of no use to it.
	 *
	 * A swarm begins when enough watch that a newcomer finds 'threshold' others, and ends
	 * when nobody is left to exchange with. In between it does not come and go with every
	 * visitor.
	 */

	/* Enough for some seconds of video, little enough to be divided. */
	private static final long LEASED_BYTES = 1024 * 1024;

	private static final int MIN_LEASES = 2;

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

	private Change update() {
		long sharing = this.watchers.values().stream().filter(Watcher::isSharing).count();
		int needed = this.active ? 1 : Math.max(1, this.rules.threshold());
		boolean before = this.active;
		this.active = sharing >= needed && this.watchers.size() > needed;
		return new Change(this.active, this.active != before, Set.copyOf(this.watchers.keySet()));
	}

	/**
	 * Decide which of the pieces that a watcher wants it may take from the origin.
	 * @param peer the watcher
	 * @param claim what it wants, and what it has
	 * @param nowMillis the present time
	 * @return the answer, or {@code null} if the peer does not watch this video
	 */
	synchronized VideoEvent.@Nullable Leases claim(PeerId peer, VideoMessage.Claim claim, long nowMillis) {
		Watcher watcher = this.watchers.get(peer);
		if (watcher == null) {
			return null;
		}
		update(watcher, claim);
		Set<Integer> wanted = new LinkedHashSet<>(claim.want());
		watcher.release(wanted);
		List<Watcher> sources = sources(watcher);
		List<Integer> granted = new ArrayList<>();
		List<VideoEvent.Elsewhere> elsewhere = new ArrayList<>();
		for (int piece : wanted) {
			SwarmPeerId source = findSource(sources, piece, nowMillis);
			if (watcher.isLeasing(piece) || source == null && watcher.leases() < this.maxLeases) {
				watcher.lease(piece, nowMillis + this.rules.ttl().toMillis());
				granted.add(piece);
			}
			else if (source != null) {
				elsewhere.add(new VideoEvent.Elsewhere(piece, source));
			}
		}
		return new VideoEvent.Leases(this.torrent.infoHash(), granted, this.rules.ttl().toMillis(), elsewhere);
	}

	private void update(Watcher watcher, VideoMessage.Claim claim) {
		watcher.update(claim.got(), claim.lost());
		if (claim.connected() != null) {
			watcher.setConnected(claim.connected());
		}
		if (!claim.as().equals(watcher.swarmId()) && !this.bySwarmId.containsKey(claim.as())) {
			forget(watcher);
			watcher.setSwarmId(claim.as());
			this.bySwarmId.put(claim.as(), watcher);
		}
	}

	private void forget(Watcher watcher) {
		SwarmPeerId swarmId = watcher.swarmId();
		if (swarmId != null) {
			this.bySwarmId.remove(swarmId, watcher);
		}
	}

	private List<Watcher> sources(Watcher watcher) {
		List<Watcher> sources = new ArrayList<>();
		for (SwarmPeerId connected : watcher.connected()) {
			Watcher source = this.bySwarmId.get(connected);
			if (source != null && source != watcher) {
				sources.add(source);
			}
		}
		return sources;
	}

	private static @Nullable SwarmPeerId findSource(List<Watcher> sources, int piece, long nowMillis) {
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

		int others(PeerId peer) {
			return this.watchers.size() - (this.watchers.contains(peer) ? 1 : 0);
		}

	}

}
