package io.peerconnect.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import io.peerconnect.asset.Digest;
import org.jspecify.annotations.Nullable;

/**
 * Receivers that do what our client does, in virtual time: they ask each peer that they
 * were given for what fewest others have, and tell of what they got. A holder sends one
 * asset after the other.
 */
final class BurstSimulation {

	private static final Duration STEP = Duration.ofMillis(10);

	/** What the origin takes for an asset. */
	private static final Duration ORIGIN = Duration.ofMillis(60);

	private final TestClock clock;

	private final Duration transfer;

	private final LocalMatchmaker matchmaker;

	private final Random random = new Random(3);

	private final PriorityQueue<Arrival> arrivals = new PriorityQueue<>(Comparator.comparing(Arrival::at));

	private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparing(Event::at));

	private final Map<Wish, List<PeerId>> open = new LinkedHashMap<>();

	private final Map<PeerId, Long> busyUntil = new HashMap<>();

	private final Map<PeerId, Integer> sent = new HashMap<>();

	private final Set<Wish> underWay = new HashSet<>();

	private final long startedAt;

	private int fromOrigin;

	private int fromPeers;

	private int highestLoad;

	BurstSimulation(TestClock clock, Duration transfer, Function<MatchListener, LocalMatchmaker> matchmaker) {
		this.clock = clock;
		this.transfer = transfer;
		this.startedAt = clock.millis();
		this.matchmaker = matchmaker.apply(this::receive);
	}

	void after(Duration delay, Consumer<Matchmaker> action) {
		this.events.add(new Event(this.clock.millis() + delay.toMillis(), action));
	}

	void run(PeerId holder, List<PeerId> receivers, List<Digest> page) {
		enter(holder);
		this.matchmaker.have(holder, page, Holding.COMPLETE);
		receivers.forEach(this::enter);
		for (PeerId receiver : receivers) {
			List<Match> matches = new ArrayList<>(this.matchmaker.want(receiver, page, Set.of()));
			matches.forEach((match) -> receive(receiver, match));
		}
		while (!this.arrivals.isEmpty() || !this.open.isEmpty()) {
			step();
		}
	}

	private void enter(PeerId peer) {
		this.matchmaker.enter(peer, SwarmFixtures.BERLIN);
		this.matchmaker.setSharing(peer, true);
	}

	private void receive(PeerId receiver, Match match) {
		Wish wish = new Wish(receiver, match.asset());
		if (match.peers().isEmpty() && match.patience().isZero()) {
			this.open.remove(wish);
			this.fromOrigin++;
			this.arrivals.add(new Arrival(this.clock.millis() + ORIGIN.toMillis(), wish));
		}
		else if (!this.underWay.contains(wish)) {
			this.open.put(wish, match.peers());
		}
	}

	private void step() {
		for (PeerId holder : holders()) {
			if (this.busyUntil.getOrDefault(holder, 0L) <= this.clock.millis()) {
				send(holder);
			}
			this.highestLoad = Math.max(this.highestLoad, this.matchmaker.load(holder));
		}
		this.clock.advance(STEP);
		while (!this.events.isEmpty() && this.events.element().at() <= this.clock.millis()) {
			this.events.remove().action().accept(this.matchmaker);
		}
		while (!this.arrivals.isEmpty() && this.arrivals.element().at() <= this.clock.millis()) {
			Wish wish = this.arrivals.remove().wish();
			this.matchmaker.have(wish.receiver(), List.of(wish.asset()), Holding.COMPLETE);
		}
		this.matchmaker.sweep();
	}

	private Set<PeerId> holders() {
		Set<PeerId> holders = new HashSet<>();
		this.open.values().forEach(holders::addAll);
		return holders;
	}

	private void send(PeerId holder) {
		Wish wish = findRarest(holder);
		if (wish != null) {
			this.open.remove(wish);
			this.underWay.add(wish);
			this.fromPeers++;
			this.sent.merge(holder, 1, Integer::sum);
			long done = this.clock.millis() + this.transfer.toMillis();
			this.busyUntil.put(holder, done);
			this.arrivals.add(new Arrival(done, wish));
		}
	}

	private @Nullable Wish findRarest(PeerId holder) {
		List<Wish> wishes = new ArrayList<>();
		int fewest = Integer.MAX_VALUE;
		for (Map.Entry<Wish, List<PeerId>> entry : this.open.entrySet()) {
			int peers = entry.getValue().size();
			if (entry.getValue().contains(holder) && peers <= fewest) {
				if (peers < fewest) {
					wishes.clear();
				}
				fewest = peers;
				wishes.add(entry.getKey());
			}
		}
		return wishes.isEmpty() ? null : wishes.get(this.random.nextInt(wishes.size()));
	}

	Duration duration() {
		return Duration.ofMillis(this.clock.millis() - this.startedAt);
	}

	LocalMatchmaker matchmaker() {
		return this.matchmaker;
	}

	int fromOrigin() {
		return this.fromOrigin;
	}

	int fromPeers() {
		return this.fromPeers;
	}

	int highestLoad() {
		return this.highestLoad;
	}

	Set<PeerId> servers() {
		return this.sent.keySet();
	}

	int sentBy(PeerId holder) {
		return this.sent.getOrDefault(holder, 0);
	}

	private record Wish(PeerId receiver, Digest asset) {

	}

	private record Arrival(long at, Wish wish) {

	}

	private record Event(long at, Consumer<Matchmaker> action) {

	}

}
