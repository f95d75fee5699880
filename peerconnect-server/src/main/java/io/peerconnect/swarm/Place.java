package io.peerconnect.swarm;

/**
 * A place that a receiver had at a holder.
 *
 * @param holder the holder
 * @param receiver the receiver
 */
record Place(PeerId holder, PeerId receiver) {

}
