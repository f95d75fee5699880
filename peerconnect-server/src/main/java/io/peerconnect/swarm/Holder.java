package io.peerconnect.swarm;

import io.peerconnect.geo.Location;

/**
 * A peer that shares an asset now.
 *
 * @param peer the peer
 * @param location where it is
 * @param holding how much of the asset it holds
 */
public record Holder(PeerId peer, Location location, Holding holding) {

}
