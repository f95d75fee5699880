package io.peerconnect.swarm;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

import io.peerconnect.asset.Digest;
import io.peerconnect.geo.Location;

import org.springframework.util.Assert;

/**
 * A {@link PeerRegistry} in the memory of this node.
 *
 * <p>
 * Locks are taken in this order: one peer's, then one swarm's, which is the atomicity of
 * {@link ConcurrentMap#compute} on its digest. Nothing holds two of a kind.
 */
public final class LocalPeerRegistry implements PeerRegistry {

	private final ConcurrentMap<PeerId, Member> peers = new ConcurrentHashMap<>();

	/** Each swarm is changed and searched inside {@code compute…} only. */
	private final ConcurrentMap<Digest, Swarm> swarms = new ConcurrentHashMap<>();

	private final LongAdder refused = new LongAdder();

	private final int maxAssetsPerPeer;

	private final int maxPeersPerSwarm;

	private final RandomGenerator random;

	/**
	 * Create a registry.
	 * @param maxAssetsPerPeer how many assets of one peer are taken note of
	 * @param maxPeersPerSwarm how many holders of one asset are taken note of
	 * @param random draws candidates; safe for use by many threads at once
	 */
	public LocalPeerRegistry(int maxAssetsPerPeer, int maxPeersPerSwarm, RandomGenerator random) {
		Assert.isTrue(maxAssetsPerPeer > 0, () -> "'maxAssetsPerPeer' must be positive, but was " + maxAssetsPerPeer);
		Assert.isTrue(maxPeersPerSwarm > 0, () -> "'maxPeersPerSwarm' must be positive, but was " + maxPeersPerSwarm);
		this.maxAssetsPerPeer = maxAssetsPerPeer;
		this.maxPeersPerSwarm = maxPeersPerSwarm;
		this.random = random;
	}

	@Override
	public void enter(PeerId peer, Location location) {
		Member member = this.peers.computeIfAbsent(peer, (key) -> new Member(peer, location));
		synchronized (member) {
			member.location = location;
			refresh(member);
		}
	}

	@Override
	public Set<Digest> leave(PeerId peer) {
		Member member = this.peers.remove(peer);
		if (member == null) {
			return Set.of();
		}
		synchronized (member) {
			member.left = true;
			Set<Digest> held = Set.copyOf(member.held.keySet());
			member.held.forEach((asset, swarm) -> removeFrom(swarm, asset, peer));
			member.held.clear();
			return held;
		}
	}

	@Override
	public Set<Digest> setSharing(PeerId peer, boolean sharing) {
		Member member = this.peers.get(peer);
		if (member == null) {
			return Set.of();
		}
		synchronized (member) {
			if (member.sharing != sharing) {
				member.sharing = sharing;
				refresh(member);
			}
			return Set.copyOf(member.held.keySet());
		}
	}

	@Override
	public void have(PeerId peer, Collection<Digest> assets, Holding holding) {
		Member member = this.peers.get(peer);
		if (member == null) {
			return;
		}
		synchronized (member) {
			for (Digest asset : assets) {
				have(member, asset, holding);
			}
		}
	}

	private void have(Member member, Digest asset, Holding holding) {
		if (member.left) {
			return;
		}
		if (!member.held.containsKey(asset) && member.held.size() >= this.maxAssetsPerPeer) {
			this.refused.increment();
			return;
		}
		this.swarms.compute(asset, (key, known) -> {
			Swarm swarm = (known != null) ? known : new Swarm();
			Holding before = swarm.findHolding(member.id);
			if (before == null && swarm.size() >= this.maxPeersPerSwarm) {
				this.refused.increment();
			}
			else if (before != Holding.COMPLETE) {
				swarm.put(new Holder(member.id, member.location, holding), member.sharing);
				member.held.put(asset, swarm);
			}
			return swarm;
		});
	}

	@Override
	public void drop(PeerId peer, Collection<Digest> assets) {
		Member member = this.peers.get(peer);
		if (member == null) {
			return;
		}
		synchronized (member) {
			for (Digest asset : assets) {
				Swarm swarm = member.held.remove(asset);
				if (swarm != null) {
					removeFrom(swarm, asset, peer);
				}
			}
		}
	}

	@Override
	public Set<PeerId> revoke(Digest asset) {
		Swarm swarm = this.swarms.remove(asset);
		if (swarm == null) {
			return Set.of();
		}
		// Out of the map, nobody changes the swarm any more. A peer that has the asset
		// anew
		// meanwhile is in another swarm, and stays there.
		Set<PeerId> holders = swarm.peers();
		for (PeerId holder : holders) {
			Member member = this.peers.get(holder);
			if (member != null) {
				synchronized (member) {
					member.held.remove(asset, swarm);
				}
			}
		}
		return holders;
	}

	@Override
	public boolean isSharing(PeerId peer, Digest asset) {
		Member member = this.peers.get(peer);
		if (member == null) {
			return false;
		}
		synchronized (member) {
			return member.sharing && member.held.containsKey(asset);
		}
	}

	@Override
	public int countHolders(Digest asset) {
		Swarm swarm = this.swarms.get(asset);
		return (swarm != null) ? swarm.countComplete() : 0;
	}

	@Override
	public Candidates find(Digest asset, Search search) {
		AtomicReference<Candidates> found = new AtomicReference<>(Candidates.NONE);
		this.swarms.computeIfPresent(asset, (key, swarm) -> {
			found.set(swarm.find(search, this.random));
			return swarm;
		});
		return found.get();
	}

	@Override
	public int countPeers() {
		return this.peers.size();
	}

	@Override
	public int countSwarms() {
		return this.swarms.size();
	}

	@Override
	public long countRefused() {
		return this.refused.sum();
	}

	/** Tell the swarms of a peer that its location or its sharing changed. */
	private void refresh(Member member) {
		member.held.forEach((asset, expected) -> this.swarms.computeIfPresent(asset, (key, swarm) -> {
			Holding holding = swarm.findHolding(member.id);
			if (swarm == expected && holding != null) {
				swarm.put(new Holder(member.id, member.location, holding), member.sharing);
			}
			return swarm;
		}));
	}

	private void removeFrom(Swarm expected, Digest asset, PeerId peer) {
		this.swarms.computeIfPresent(asset, (key, swarm) -> {
			if (swarm != expected) {
				return swarm;
			}
			swarm.remove(peer);
			return (swarm.size() > 0) ? swarm : null;
		});
	}

	/** A peer that entered. Guards its own fields. */
	private static final class Member {

		private final PeerId id;

		private final Map<Digest, Swarm> held = new HashMap<>();

		private Location location;

		private boolean sharing;

		private boolean left;

		Member(PeerId id, Location location) {
			this.id = id;
			this.location = location;
		}

	}

}
