package io.peerconnect.swarm;

/**
 * Hears what became of receivers that were told to wait. Called on any thread; must not
 * block or throw. A wait may be over before the call of {@link Matchmaker#want} that
 * began it has returned.
 */
@FunctionalInterface
public interface MatchListener {

	/**
	 * Take note that the wait of a receiver is over.
	 * @param receiver the receiver
	 * @param match its peers, or none: it takes the origin now
	 */
	void matched(PeerId receiver, Match match);

}
