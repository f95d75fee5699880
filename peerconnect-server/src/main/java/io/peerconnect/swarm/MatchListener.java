package io.peerconnect.swarm;

/**
 * Hears what became of receivers that were told to wait, and of further peers for those
 * that were given few. Called on any thread; must not block or throw. A wait may be over
 * before the call of {@link Matchmaker#want} that began it has returned.
 */
@FunctionalInterface
public interface MatchListener {

	/**
	 * Take note that there is news for a receiver.
	 * @param receiver the receiver
	 * @param match its peers, those that it was given before among them, or none: it
	 * takes the origin now
	 */
	void matched(PeerId receiver, Match match);

}
