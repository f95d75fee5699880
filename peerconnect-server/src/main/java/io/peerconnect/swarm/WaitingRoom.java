package io.peerconnect.swarm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.peerconnect.asset.Digest;

/**
 * The wants that wait, in the order of their coming. Not safe for use by many threads at
 * once.
 */
final class WaitingRoom {

	/** Most wants of one receiver that are looked at in one go. */
	private static final int MAX_WANTS = 64;

	private final Map<Digest, Set<Want>> byAsset = new LinkedHashMap<>();

	private final Map<PeerId, Set<Want>> byReceiver = new LinkedHashMap<>();

	private int size;

	int size() {
		return this.size;
	}

	boolean isEmpty() {
		return this.byAsset.isEmpty() && this.byReceiver.isEmpty() && this.size == 0;
	}

	void add(Want want) {
		this.byAsset.computeIfAbsent(want.asset(), (key) -> new LinkedHashSet<>()).add(want);
		this.byReceiver.computeIfAbsent(want.receiver(), (key) -> new LinkedHashSet<>()).add(want);
		this.size++;
	}

	void remove(Want want) {
		remove(this.byAsset, want.asset(), want);
		remove(this.byReceiver, want.receiver(), want);
		this.size--;
	}

	private static <K> void remove(Map<K, Set<Want>> sets, K key, Want want) {
		sets.computeIfPresent(key, (present, set) -> {
			set.remove(want);
			return set.isEmpty() ? null : set;
		});
	}

	/** Return the first that wait for each of some assets. */
	List<Want> forAssets(Collection<Digest> assets, int countOfEach) {
		List<Want> wants = new ArrayList<>();
		if (this.size > 0) {
			for (Digest asset : assets) {
				this.byAsset.getOrDefault(asset, Set.of()).stream().limit(countOfEach).forEach(wants::add);
			}
		}
		return wants;
	}

	List<Want> of(PeerId receiver) {
		return this.byReceiver.getOrDefault(receiver, Set.of()).stream().limit(MAX_WANTS).toList();
	}

	/** Return what the receivers that came first wait for, one list for each of them. */
	List<List<Want>> first(int receivers) {
		return this.byReceiver.keySet().stream().limit(receivers).map(this::of).toList();
	}

}
