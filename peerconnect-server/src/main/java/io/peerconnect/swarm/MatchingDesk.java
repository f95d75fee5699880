package io.peerconnect.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

import io.peerconnect.asset.Digest;
import io.peerconnect.geo.Location;

import org.jspecify.annotations.Nullable;

/**
 * The books of a matchmaker: who wants what, who waits, who was promised to whom. Not
 * safe for use by many threads at once.
 */
final class MatchingDesk {

	/** Most open wants of one receiver; what exceeds it takes the origin. */
	static final int MAX_WANTS = 512;

	private static final int FIRST_CHOICE_WEIGHT = 3;

	private static final int RESERVE_WEIGHT = 1;

	/** How soon after one asset a receiver takes another from the origin for others. */
	private static final long SEED_INTERVAL_MILLIS = 2000;

	/** The same when there was nothing to take. */
	private static final long SEED_RETRY_MILLIS = 500;

	private final Map<PeerId, Receiver> receivers = new HashMap<>();

	private final Uploads uploads = new Uploads();

	private final Acquaintances acquaintances = new Acquaintances();

	private final Failures failures = new Failures();

	private final WaitingRoom waiting = new WaitingRoom();

	/** Those that were promised fewer peers than they may have. */
	private final WaitingRoom hungry = new WaitingRoom();

	private final SeedTurns turns = new SeedTurns();

	private final Seeds seeds;

	private final Deadlines waitDeadlines = new Deadlines();

	private final Deadlines promiseDeadlines = new Deadlines();

	private final MatchingRules rules;

	private final HolderChoice choice;

	private int promised;

	MatchingDesk(MatchingRules rules, RandomGenerator random) {
		this.rules = rules;
		this.seeds = new Seeds(rules);
		this.choice = new HolderChoice(rules, this.uploads, this.acquaintances, this.failures, random);
	}

	void enter(PeerId peer, Location location) {
		Receiver known = this.receivers.get(peer);
		if (known != null) {
			known.location = location;
		}
		else {
			this.receivers.put(peer, new Receiver(location));
		}
	}

	List<Place> leave(PeerId peer) {
		List<Place> freed = new ArrayList<>();
		Receiver receiver = this.receivers.get(peer);
		if (receiver != null) {
			List.copyOf(receiver.wants.values()).forEach((want) -> close(want, freed));
			this.receivers.remove(peer);
		}
		for (PeerId served : this.uploads.receiversOf(peer)) {
			withdraw(served, peer, freed);
		}
		this.acquaintances.forget(peer);
		this.failures.forget(peer);
		return freed;
	}

	/** Open a want, or return {@code null} if the receiver may have no further one. */
	@Nullable Want open(PeerId receiver, Digest asset, Set<PeerId> avoid) {
		Receiver known = this.receivers.get(receiver);
		if (known == null || known.wants.size() >= MAX_WANTS || known.wants.containsKey(asset)) {
			return null;
		}
		Want want = new Want(receiver, asset, avoid);
		known.wants.put(asset, want);
		return want;
	}

	/** End a receiver's wants of assets that have arrived. */
	List<Place> fulfil(PeerId receiver, Collection<Digest> assets, long now) {
		Receiver known = this.receivers.get(receiver);
		if (known == null) {
			return List.of();
		}
		known.arrivedAt = now;
		for (Digest asset : assets) {
			Want want = known.wants.get(asset);
			if (want != null) {
				this.seeds.succeed(want, now);
			}
		}
		return end(receiver, assets);
	}

	/** End a receiver's wants of some assets. */
	List<Place> end(PeerId receiver, Collection<Digest> assets) {
		Receiver known = this.receivers.get(receiver);
		if (known == null || known.wants.isEmpty()) {
			return List.of();
		}
		List<Place> freed = new ArrayList<>();
		for (Digest asset : assets) {
			Want want = known.wants.get(asset);
			if (want != null) {
				close(want, freed);
			}
		}
		return freed;
	}

	/** Let the promises of some assets last longer, as they are being kept. */
	List<Place> renew(PeerId receiver, Collection<Digest> assets, long now) {
		Receiver known = this.receivers.get(receiver);
		if (known != null) {
			for (Digest asset : assets) {
				Want want = known.wants.get(asset);
				if (want != null && want.isDecided()) {
					this.seeds.renew(want, now);
					expirePromiseLater(want, now);
				}
			}
		}
		return List.of();
	}

	/**
	 * Return whom to look for, or {@code null} if the want has no need of it any more.
	 */
	@Nullable Search search(Want want, Set<PeerId> hints, int limit) {
		Receiver receiver = findReceiver(want);
		if (receiver == null || want.isDecided()) {
			return null;
		}
		Set<PeerId> familiar = new HashSet<>(this.acquaintances.of(want.receiver()));
		familiar.addAll(hints);
		return new Search(want.receiver(), receiver.location, familiar, limit);
	}

	/**
	 * Decide on a want, or return {@code null} if there is nothing to decide any more.
	 */
	@Nullable Match decide(Want want, Candidates candidates, long now) {
		Receiver receiver = findReceiver(want);
		if (receiver == null || want.isDecided()) {
			return null;
		}
		List<Holder> willing = (candidates.complete() < this.rules.threshold()) ? List.of()
				: candidates.holders().stream().filter((holder) -> mayMeet(want, holder.peer(), now)).toList();
		List<PeerId> chosen = this.choice.choose(want.receiver(), receiver.location, willing, now);
		if (!chosen.isEmpty()) {
			promise(want, chosen, now);
			return new Match(want.asset(), chosen, Duration.ZERO);
		}
		if (willing.isEmpty() || this.rules.burstWindow().isZero()) {
			close(want, new ArrayList<>());
			return Match.origin(want.asset());
		}
		if (!want.isWaiting()) {
			await(want, now);
		}
		return new Match(want.asset(), List.of(), Duration.ofMillis(Math.max(1, want.deadline() - now)));
	}

	private boolean mayMeet(Want want, PeerId holder, long now) {
		return !want.avoid().contains(holder) && !this.failures.isBarred(want.receiver(), holder, now);
	}

	private void promise(Want want, List<PeerId> chosen, long now) {
		stopWaiting(want);
		for (PeerId holder : chosen) {
			promise(want, holder);
		}
		this.promised++;
		expirePromiseLater(want, now);
	}

	private void promise(Want want, PeerId holder) {
		int weight = want.promised().isEmpty() ? FIRST_CHOICE_WEIGHT : RESERVE_WEIGHT;
		want.promised().put(holder, weight);
		this.uploads.begin(holder, want.receiver(), weight);
		this.acquaintances.introduce(want.receiver(), holder, this.rules.maxPeers(), this.uploads);
		feedOrNot(want);
	}

	/**
	 * Promise one more peer to a receiver that was promised few, or return {@code null}.
	 */
	@Nullable Match extend(Want want, PeerId holder, long now) {
		if (findReceiver(want) == null || !want.isHungry() || want.receiver().equals(holder)
				|| want.promised().containsKey(holder) || !mayMeet(want, holder, now)
				|| !this.choice.mayHelp(want.receiver(), holder)) {
			return null;
		}
		// First of all: it has just begun to serve, and those before it are busy.
		List<PeerId> peers = new ArrayList<>(List.of(holder));
		peers.addAll(want.promised().keySet());
		promise(want, holder);
		return new Match(want.asset(), peers, Duration.ZERO);
	}

	/** See to it that those, and only those, are hungry that lack peers. */
	private void feedOrNot(Want want) {
		int peers = want.promised().size();
		boolean hungry = peers > 0 && peers < this.rules.sources();
		if (hungry && !want.isHungry()) {
			this.hungry.add(want);
		}
		else if (!hungry && want.isHungry()) {
			this.hungry.remove(want);
		}
		want.setHungry(hungry);
	}

	private void expirePromiseLater(Want want, long now) {
		this.promiseDeadlines.set(want, now + this.rules.promiseTimeout().toMillis());
	}

	private void await(Want want, long now) {
		want.setWaiting(true);
		this.waiting.add(want);
		this.waitDeadlines.set(want, now + this.rules.burstWindow().toMillis());
		this.turns.add(want.receiver(), now + this.rules.seedAfter().toMillis());
	}

	private void stopWaiting(Want want) {
		if (want.isWaiting()) {
			want.setWaiting(false);
			this.waiting.remove(want);
		}
	}

	private void close(Want want, List<Place> freed) {
		Receiver receiver = findReceiver(want);
		if (receiver == null) {
			return;
		}
		receiver.wants.remove(want.asset());
		stopWaiting(want);
		if (!want.promised().isEmpty()) {
			this.promised--;
		}
		want.promised().forEach((holder, weight) -> release(holder, want.receiver(), weight, freed));
		want.promised().clear();
		feedOrNot(want);
		this.seeds.end(want);
	}

	private void release(PeerId holder, PeerId receiver, int weight, List<Place> freed) {
		if (this.uploads.end(holder, receiver, weight)) {
			freed.add(new Place(holder, receiver));
		}
	}

	/** Return what became of a want that was decided on another thread. */
	Match outcome(Want want) {
		return new Match(want.asset(), List.copyOf(want.promised().keySet()), Duration.ZERO, want.isSeeding());
	}

	List<Place> failed(PeerId receiver, PeerId holder, long now) {
		if (!this.acquaintances.contains(receiver, holder)) {
			return List.of();
		}
		List<Place> freed = new ArrayList<>();
		this.failures.add(receiver, holder, now);
		this.acquaintances.forget(receiver, holder);
		withdraw(receiver, holder, freed);
		return freed;
	}

	/** Take back all that a holder promised a receiver. */
	private void withdraw(PeerId receiver, PeerId holder, List<Place> freed) {
		Receiver known = this.receivers.get(receiver);
		if (known == null) {
			return;
		}
		for (Want want : List.copyOf(known.wants.values())) {
			if (want.promised().keySet().equals(Set.of(holder))) {
				close(want, freed);
			}
			else {
				Integer weight = want.promised().remove(holder);
				if (weight != null) {
					release(holder, receiver, weight, freed);
					feedOrNot(want);
				}
			}
		}
	}

	/** End the waits for some assets and return them. */
	List<Want> endWaits(Collection<Digest> assets) {
		List<Want> ended = this.waiting.forAssets(assets, Integer.MAX_VALUE);
		ended.forEach((want) -> close(want, new ArrayList<>()));
		return ended;
	}

	/** End what is over: add the waits to a list, and return the places. */
	List<Place> expire(long now, List<Want> late) {
		List<Place> freed = new ArrayList<>();
		for (Want want : this.waitDeadlines.due(now)) {
			if (want.isWaiting() && hasArrivals(want, now, this.rules.burstWindow())) {
				this.waitDeadlines.set(want, now + this.rules.burstWindow().toMillis());
			}
			else if (want.isWaiting()) {
				close(want, freed);
				late.add(want);
			}
		}
		for (Want want : this.promiseDeadlines.due(now)) {
			if (hasArrivals(want, now, this.rules.promiseTimeout())) {
				expirePromiseLater(want, now);
			}
			else {
				close(want, freed);
			}
		}
		return freed;
	}

	/** Return whether the receiver of an open want got something else lately. */
	private boolean hasArrivals(Want want, long now, Duration lately) {
		Receiver receiver = findReceiver(want);
		return receiver != null && now - receiver.arrivedAt < lately.toMillis();
	}

	/** Let receivers that wait take the origin for others, and return what for. */
	List<Want> seed(long now) {
		this.seeds.expire(now);
		List<Want> seeds = new ArrayList<>();
		for (PeerId receiver : this.turns.due(now)) {
			List<Want> waits = this.waiting.of(receiver);
			Optional<Want> seed = waits.stream().filter((want) -> maySeed(want, now)).findFirst();
			seed.ifPresent((want) -> {
				stopWaiting(want);
				this.seeds.begin(want, now);
				expirePromiseLater(want, now);
				seeds.add(want);
			});
			if (!waits.isEmpty()) {
				this.turns.add(receiver, now + (seed.isPresent() ? SEED_INTERVAL_MILLIS : SEED_RETRY_MILLIS));
			}
		}
		return seeds;
	}

	private boolean maySeed(Want want, long now) {
		long seedAfter = this.rules.seedAfter().toMillis();
		long since = want.deadline() - this.rules.burstWindow().toMillis();
		return now - since >= seedAfter && this.seeds.mayBegin(want.asset(), now);
	}

	/** Find the receiver of a want, unless the want was ended. */
	private @Nullable Receiver findReceiver(Want want) {
		Receiver receiver = this.receivers.get(want.receiver());
		return (receiver != null && receiver.wants.get(want.asset()) == want) ? receiver : null;
	}

	List<Want> waitingFor(Collection<Digest> assets, int countOfEach) {
		return this.waiting.forAssets(assets, countOfEach);
	}

	List<Want> hungryFor(Collection<Digest> assets, int countOfEach) {
		return this.hungry.forAssets(assets, countOfEach);
	}

	List<Want> waitsOf(PeerId receiver) {
		return this.waiting.of(receiver);
	}

	List<List<Want>> longestWaiting(int receivers) {
		return this.waiting.first(receivers);
	}

	int load(PeerId holder) {
		return this.uploads.load(holder);
	}

	int countWaiting() {
		return this.waiting.size();
	}

	int countPromised() {
		return this.promised;
	}

	boolean isEmpty() {
		return this.receivers.isEmpty() && this.uploads.isEmpty() && this.acquaintances.isEmpty()
				&& this.waiting.isEmpty() && this.hungry.isEmpty() && this.seeds.isEmpty() && this.promised == 0;
	}

	private static final class Receiver {

		private final Map<Digest, Want> wants = new HashMap<>();

		private Location location;

		private long arrivedAt = Long.MIN_VALUE / 2;

		Receiver(Location location) {
			this.location = location;
		}

	}

}
