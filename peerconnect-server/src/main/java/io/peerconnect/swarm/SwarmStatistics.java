package io.peerconnect.swarm;

/**
 * What a matchmaker has to do now and has done since its start.
 *
 * @param peers peers that entered
 * @param swarms assets that at least one peer holds
 * @param waiting wants that wait for a holder now
 * @param promises wants that have holders now and are not fulfilled yet
 * @param matched wants that were given peers
 * @param waited wants that had to wait
 * @param sentToOrigin wants that were sent to the origin
 * @param refused holdings that were not taken note of because a limit was reached
 */
public record SwarmStatistics(int peers, int swarms, int waiting, int promises, long matched, long waited,
		long sentToOrigin, long refused) {

}
