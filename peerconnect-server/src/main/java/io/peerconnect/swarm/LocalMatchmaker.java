package io.peerconnect.swarm;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import io.peerconnect.asset.Digest;
import io.peerconnect.geo.Location;

import org.jspecify.annotations.Nullable;

/**
 * A {@link Matchmaker} for the receivers of this node. Who holds what, here or elsewhere,
 * a {@link PeerRegistry} tells it.
 */
public final class LocalMatchmaker implements Matchmaker {

	/*
	 * A want is in one of three states: promised (it was given peers, and each of them
	 * counts as serving the receiver until it has the asset, gives up, or the promise
	 * times out), waiting (for a holder that appears, or for a holder that has a place
	 * again), or seeding (the receiver takes the origin, and others wait for it).
	 *
	 * Spreading. A holder serves few receivers at once, because upload is the scarce
	 * good: eight that share one uplink all finish late, while four that finish at once
	 * serve the next four. That is the tree of Maygh and of BitTorrent's flash-crowd
	 * analyses [1], and it needs no plan: those without a place wait, and whoever
	 * finishes an asset is a holder in the same call. Load counts receivers and not
	 * assets, as a pair has one connection. Those that have a place profit, too: who was
	 * promised few peers is told of each new holder, so that nobody has to send the same
	 * asset to all of its receivers.
	 *
	 * Seeding. All of it can come no faster than the first holders send it once. So who
	 * has waited for a while takes one asset in two seconds from the origin, of those
	 * that nobody takes just now, and the others get it from there. A burst of any size
	 * costs the origin about one copy more, and the larger it is, the sooner it has it.
	 *
	 * Waking. An event wakes as many receivers as it can serve, longest wait first, and
	 * never all: a new holder of an asset, as many that wait for this asset as it has
	 * places; a place that becomes free, the first that waits for anything its holder
	 * has. Between looking for holders and joining the queue, a holder may have appeared
	 * and found the queue empty. So whoever joins the queue looks once more.
	 *
	 * Locks. All of this is guarded by one lock, though assets would suggest stripes: a
	 * promise of one asset takes a place that thirty other assets compete for, so a
	 * decision reads and writes across assets anyway. It is held for microseconds,
	 * because the work is bounded (SAMPLE candidates) and the registry is asked and
	 * listeners are called without it. What pages ask, countHolders and isActive, does
	 * not take it at all.
	 *
	 * [1] Zhang, Carlin, Liu et al., "Maygh: Building a CDN from client web browsers",
	 * EuroSys 2013; Yang and de Veciana, "Service capacity of peer to peer networks",
	 * INFOCOM 2004.
	 */

	/** How many strangers a receiver is compared with for one asset. */
	private static final int SAMPLE = 32;

	/** The same, for a receiver that knows peers enough who have the asset. */
	private static final int SMALL_SAMPLE = 4;

	/** How many waiting receivers are looked at when a place becomes free. */
	private static final int WAKE_SCAN = 32;

	private final PeerRegistry registry;

	private final MatchingRules rules;

	private final MatchListener listener;

	private final Clock clock;

	private final LongAdder matched = new LongAdder();

	private final LongAdder waited = new LongAdder();

	private final LongAdder sentToOrigin = new LongAdder();

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by {@link #lock}. */
	private final MatchingDesk desk;

	/**
	 * Create a matchmaker.
	 * @param registry who holds what
	 * @param rules the limits to keep
	 * @param listener hears of waits that are over
	 * @param clock tells the time
	 * @param random keeps equals from being flattened one after the other; safe for use
	 * by many threads at once
	 */
	public LocalMatchmaker(PeerRegistry registry, MatchingRules rules, MatchListener listener, Clock clock,
			RandomGenerator random) {
		this.registry = registry;
		this.rules = rules;
		this.listener = listener;
		this.clock = clock;
		this.desk = new MatchingDesk(rules, random);
	}

	@Override
	public void enter(PeerId peer, Location location) {
		this.registry.enter(peer, location);
		this.lock.lock();
		try {
			this.desk.enter(peer, location);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void leave(PeerId peer) {
		Set<Digest> held = this.registry.leave(peer);
		wake(withLock(() -> this.desk.leave(peer)));
		endHopelessWaits(held);
	}

	@Override
	public void setSharing(PeerId peer, boolean sharing) {
		Set<Digest> held = this.registry.setSharing(peer, sharing);
		if (sharing) {
			wakeFor(peer, held);
		}
		else {
			endHopelessWaits(held);
		}
	}

	@Override
	public void have(PeerId peer, Collection<Digest> assets, Holding holding) {
		this.registry.have(peer, assets, holding);
		wake(withLock(() -> (holding == Holding.COMPLETE) ? this.desk.fulfil(peer, assets, this.clock.millis())
				: this.desk.renew(peer, assets, this.clock.millis())));
		wakeFor(peer, assets);
	}

	@Override
	public void drop(PeerId peer, Collection<Digest> assets) {
		this.registry.drop(peer, assets);
		endHopelessWaits(assets);
	}

	@Override
	public List<Match> want(PeerId receiver, List<Digest> assets, Set<PeerId> avoid) {
		Set<PeerId> avoided = Set.copyOf(avoid);
		List<Place> freed = withLock(() -> this.desk.end(receiver, assets));
		List<Match> matches = new ArrayList<>(assets.size());
		for (Digest asset : assets) {
			Want want = withLock(() -> this.desk.open(receiver, asset, avoided));
			matches.add((want != null) ? meet(want) : Match.origin(asset));
		}
		matches.forEach(this::count);
		wake(freed);
		return matches;
	}

	private Match meet(Want want) {
		Match match = seek(want, Set.of(), SMALL_SAMPLE);
		if (match == null) {
			return Match.origin(want.asset());
		}
		if (!isWait(match)) {
			return match;
		}
		this.waited.increment();
		// Now that the want is in the queue, whoever becomes a holder will find it there.
		// Who
		// did a moment before would not.
		Match again = seek(want, Set.of(), SAMPLE);
		return (again != null) ? again : withLock(() -> this.desk.outcome(want));
	}

	/**
	 * Look for holders and decide.
	 * @param want the want
	 * @param hints peers to look at in any case
	 * @param sample how many strangers to look at if enough familiar peers have the asset
	 * @return the decision, or {@code null} if somebody else made it already
	 */
	private @Nullable Match seek(Want want, Set<PeerId> hints, int sample) {
		Search search = withLock(() -> this.desk.search(want, hints, sample));
		if (search == null) {
			return null;
		}
		Candidates found = this.registry.find(want.asset(), search);
		boolean enough = sample == SAMPLE || found.countAmong(search.familiar()) >= this.rules.sources();
		Candidates candidates = enough ? found : this.registry.find(want.asset(), search.withLimit(SAMPLE));
		return withLock(() -> this.desk.decide(want, candidates, this.clock.millis()));
	}

	@Override
	public void cancel(PeerId receiver, Collection<Digest> assets) {
		wake(withLock(() -> this.desk.end(receiver, assets)));
	}

	@Override
	public void failed(PeerId receiver, PeerId holder) {
		wake(withLock(() -> this.desk.failed(receiver, holder, this.clock.millis())));
	}

	@Override
	public Set<PeerId> revoke(Digest asset) {
		Set<PeerId> holders = this.registry.revoke(asset);
		sendToOrigin(withLock(() -> this.desk.endWaits(Set.of(asset))));
		return holders;
	}

	@Override
	public int countHolders(Digest asset) {
		return this.registry.countHolders(asset);
	}

	@Override
	public boolean isActive(Digest asset) {
		return this.registry.countHolders(asset) >= this.rules.threshold();
	}

	/**
	 * End the waits and the promises whose time is over. To be called several times a
	 * second.
	 */
	public void sweep() {
		List<Want> late = new ArrayList<>();
		List<Place> freed = withLock(() -> this.desk.expire(this.clock.millis(), late));
		sendToOrigin(late);
		wake(freed);
		for (Want want : withLock(() -> this.desk.seed(this.clock.millis()))) {
			tell(want.receiver(), Match.seed(want.asset()));
		}
	}

	/**
	 * Return what there is to do now and was done since the start.
	 * @return the figures
	 */
	public SwarmStatistics statistics() {
		return withLock(() -> new SwarmStatistics(this.registry.countPeers(), this.registry.countSwarms(),
				this.desk.countWaiting(), this.desk.countPromised(), this.matched.sum(), this.waited.sum(),
				this.sentToOrigin.sum(), this.registry.countRefused()));
	}

	/** Return how many receivers a holder serves now. */
	int load(PeerId holder) {
		return withLock(() -> this.desk.load(holder));
	}

	/** Return whether nothing is remembered of any peer. */
	boolean isIdle() {
		return withLock(this.desk::isEmpty);
	}

	/** Let those that wait have places that became free. */
	private void wake(List<Place> freed) {
		for (Place place : freed) {
			for (List<Want> wants : withLock(() -> this.desk.longestWaiting(WAKE_SCAN))) {
				if (retry(wants, place.holder())) {
					break;
				}
			}
			// It could not meet another peer as long as it knew too many busy ones.
			for (Want want : withLock(() -> this.desk.waitsOf(place.receiver()))) {
				retry(want, place.holder());
			}
		}
	}

	private boolean retry(List<Want> wants, PeerId holder) {
		boolean matched = false;
		for (Want want : wants) {
			if (this.registry.isSharing(holder, want.asset())) {
				matched |= retry(want, holder);
			}
		}
		return matched;
	}

	/** Let those that could do with a new holder of assets know of it. */
	private void wakeFor(PeerId holder, Collection<Digest> assets) {
		for (Want want : withLock(() -> this.desk.waitingFor(assets, this.rules.uploadsPerPeer()))) {
			retry(want, holder);
		}
		for (Want want : withLock(() -> this.desk.hungryFor(assets, this.rules.uploadsPerPeer()))) {
			Match match = this.registry.isSharing(holder, want.asset())
					? withLock(() -> this.desk.extend(want, holder, this.clock.millis())) : null;
			if (match != null) {
				this.listener.matched(want.receiver(), match);
			}
		}
	}

	private boolean retry(Want want, PeerId holder) {
		Match match = seek(want, Set.of(holder), SAMPLE);
		if (match == null || isWait(match)) {
			return false;
		}
		tell(want.receiver(), match);
		return !match.peers().isEmpty();
	}

	private void endHopelessWaits(Collection<Digest> assets) {
		List<Digest> inactive = assets.stream().filter((asset) -> !isActive(asset)).toList();
		if (!inactive.isEmpty()) {
			sendToOrigin(withLock(() -> this.desk.endWaits(inactive)));
		}
	}

	private void sendToOrigin(List<Want> wants) {
		wants.forEach((want) -> tell(want.receiver(), Match.origin(want.asset())));
	}

	private void tell(PeerId receiver, Match match) {
		count(match);
		this.listener.matched(receiver, match);
	}

	private void count(Match match) {
		if (!match.peers().isEmpty()) {
			this.matched.increment();
		}
		else if (match.patience().isZero()) {
			this.sentToOrigin.increment();
		}
	}

	private static boolean isWait(Match match) {
		return !match.patience().isZero();
	}

	private <T extends @Nullable Object> T withLock(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

}
