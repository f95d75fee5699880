package io.peerconnect.signaling;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import io.peerconnect.asset.Digest;
import io.peerconnect.geo.Location;
import io.peerconnect.swarm.Holding;
import io.peerconnect.swarm.Match;
import io.peerconnect.swarm.Matchmaker;
import io.peerconnect.swarm.PeerId;

/**
 * Hands out everybody who shares and holds, and remembers what it was told.
 */
class FakeMatchmaker implements Matchmaker {

	private final Map<PeerId, Boolean> sharing = new ConcurrentHashMap<>();

	private final Map<Digest, Set<PeerId>> holders = new ConcurrentHashMap<>();

	private final List<String> told = new CopyOnWriteArrayList<>();

	private volatile Duration patience = Duration.ZERO;

	@Override
	public void enter(PeerId peer, Location location) {
		this.sharing.putIfAbsent(peer, false);
		this.told.add("enter");
	}

	@Override
	public void leave(PeerId peer) {
		this.sharing.remove(peer);
		this.holders.values().forEach((peers) -> peers.remove(peer));
		this.told.add("leave");
	}

	@Override
	public void setSharing(PeerId peer, boolean sharing) {
		this.sharing.put(peer, sharing);
		this.told.add("setSharing " + sharing);
	}

	@Override
	public void have(PeerId peer, Collection<Digest> assets, Holding holding) {
		assets
			.forEach((asset) -> this.holders.computeIfAbsent(asset, (key) -> ConcurrentHashMap.newKeySet()).add(peer));
		this.told.add("have " + assets.size() + " " + holding);
	}

	@Override
	public void drop(PeerId peer, Collection<Digest> assets) {
		this.told.add("drop " + assets.size());
	}

	@Override
	public List<Match> want(PeerId receiver, List<Digest> assets, Set<PeerId> avoid) {
		this.told.add("want " + assets.size());
		return assets.stream().map((asset) -> match(receiver, asset, avoid)).toList();
	}

	private Match match(PeerId receiver, Digest asset, Set<PeerId> avoid) {
		List<PeerId> peers = this.holders.getOrDefault(asset, Set.of())
			.stream()
			.filter((peer) -> !peer.equals(receiver) && !avoid.contains(peer) && this.sharing.getOrDefault(peer, false))
			.toList();
		return new Match(asset, peers, this.patience);
	}

	@Override
	public void cancel(PeerId receiver, Collection<Digest> assets) {
		this.told.add("cancel " + assets.size());
	}

	@Override
	public void failed(PeerId receiver, PeerId holder) {
		this.told.add("failed");
	}

	@Override
	public Set<PeerId> revoke(Digest asset) {
		Set<PeerId> revoked = this.holders.remove(asset);
		return (revoked != null) ? revoked : Set.of();
	}

	@Override
	public int countHolders(Digest asset) {
		return this.holders.getOrDefault(asset, Set.of()).size();
	}

	@Override
	public boolean isActive(Digest asset) {
		return countHolders(asset) > 0;
	}

	void setPatience(Duration patience) {
		this.patience = patience;
	}

	Set<PeerId> sharing() {
		return this.sharing.entrySet()
			.stream()
			.filter(Map.Entry::getValue)
			.map(Map.Entry::getKey)
			.collect(Collectors.toSet());
	}

	Set<PeerId> present() {
		return Set.copyOf(this.sharing.keySet());
	}

	List<String> told() {
		return List.copyOf(this.told);
	}

}
