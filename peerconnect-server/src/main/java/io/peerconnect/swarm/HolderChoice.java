package io.peerconnect.swarm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

import io.peerconnect.geo.Location;

/**
 * Chooses the holders that a receiver is given for one asset. Not safe for use by many
 * threads at once.
 */
final class HolderChoice {

	/*
	 * Familiar holders go before nearer strangers: a connection costs several round
	 * trips, and thirty images of one page should come over two to four connections and
	 * not over thirty. A stranger is the first choice where no familiar holder has the
	 * asset and a place, and a further choice while the receiver knows fewer peers than
	 * one asset may have.
	 *
	 * Only the first choice may take a holder's last places. The others are reserves, and
	 * a reserve that keeps a newcomer waiting would do harm: they come from holders that
	 * stay half free.
	 */

	/** Enough to mix peers of one street, too little to prefer another country. */
	private static final double RANDOMNESS = 0.3;

	private static final Comparator<Option> BEST_FIRST = Comparator
		.comparing((Option option) -> option.holder().holding(), Comparator.reverseOrder())
		.thenComparing(Option::familiar, Comparator.reverseOrder())
		.thenComparingDouble(Option::cost);

	private final MatchingRules rules;

	private final Uploads uploads;

	private final Acquaintances acquaintances;

	private final Failures failures;

	private final RandomGenerator random;

	HolderChoice(MatchingRules rules, Uploads uploads, Acquaintances acquaintances, Failures failures,
			RandomGenerator random) {
		this.rules = rules;
		this.uploads = uploads;
		this.acquaintances = acquaintances;
		this.failures = failures;
		this.random = random;
	}

	/** Return the chosen ones, best first, or none if nobody has a place. */
	List<PeerId> choose(PeerId receiver, Location near, List<Holder> holders, long now) {
		List<Option> options = new ArrayList<>(holders.size());
		for (Holder holder : holders) {
			Option option = option(receiver, near, holder, now);
			if (option.serving() || option.load() < this.rules.uploadsPerPeer()) {
				options.add(option);
			}
		}
		options.sort(BEST_FIRST);
		List<PeerId> chosen = new ArrayList<>();
		int acquainted = this.acquaintances.count(receiver);
		for (Option option : options) {
			if (chosen.size() == this.rules.sources()) {
				break;
			}
			if (chosen.isEmpty() ? isFirstChoice(receiver, option) : isReserve(option, acquainted)) {
				chosen.add(option.holder().peer());
				acquainted += option.familiar() ? 0 : 1;
			}
		}
		return chosen;
	}

	/** Return whether a holder may serve a receiver that has others. */
	boolean mayHelp(PeerId receiver, PeerId holder) {
		boolean familiar = this.acquaintances.contains(receiver, holder);
		return this.uploads.isServing(holder, receiver) || (this.uploads.load(holder) < this.rules.uploadsPerPeer()
				&& (familiar || this.acquaintances.count(receiver) < this.rules.maxPeers()));
	}

	private Option option(PeerId receiver, Location near, Holder holder, long now) {
		PeerId peer = holder.peer();
		int load = this.uploads.load(peer);
		double cost = NearestPeersFirst.cost(near, holder.location(), load / (double) this.rules.uploadsPerPeer(),
				this.uploads.outstanding(peer, receiver), this.failures.score(peer, now));
		return new Option(holder, this.acquaintances.contains(receiver, peer), this.uploads.isServing(peer, receiver),
				load, cost + RANDOMNESS * this.random.nextDouble());
	}

	private boolean isFirstChoice(PeerId receiver, Option option) {
		return option.familiar() || this.acquaintances.hasRoom(receiver, this.rules.maxPeers(), this.uploads);
	}

	private boolean isReserve(Option option, int acquainted) {
		if (option.serving()) {
			return true;
		}
		boolean halfFree = (option.load() + 1) * 2 <= this.rules.uploadsPerPeer();
		// A first choice may just have taken the room of an idle acquaintance: perhaps
		// this.
		boolean meets = option.familiar() ? acquainted <= this.rules.maxPeers() : acquainted < this.rules.sources();
		return halfFree && meets;
	}

	private record Option(Holder holder, boolean familiar, boolean serving, int load, double cost) {

	}

}
