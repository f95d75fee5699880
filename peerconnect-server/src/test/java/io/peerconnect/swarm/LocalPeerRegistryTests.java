package io.peerconnect.swarm;

import java.util.Random;

/**
 * Tests for {@link LocalPeerRegistry}.
 */
class LocalPeerRegistryTests extends PeerRegistryContract {

	@Override
	PeerRegistry registry(int maxAssetsPerPeer, int maxPeersPerSwarm) {
		return new LocalPeerRegistry(maxAssetsPerPeer, maxPeersPerSwarm, new Random(1));
	}

}
