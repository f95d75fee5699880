package io.peerconnect.swarm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

import io.peerconnect.asset.Digest;
import io.peerconnect.geo.Location;

/**
 * Peers and assets to test with.
 */
final class SwarmFixtures {

	static final PeerId ALICE = new PeerId("node-alice");

	static final PeerId BOB = new PeerId("node-bob");

	static final PeerId CAROL = new PeerId("node-carol");

	static final PeerId DAVE = new PeerId("node-dave");

	static final Digest LION = digest("lion");

	static final Digest TIGER = digest("tiger");

	static final Location BERLIN = new Location("198.51.100.0/24", "DE", null);

	private SwarmFixtures() {
	}

	static Digest digest(String name) {
		try {
			return Digest.of(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static List<Digest> digests(int count) {
		List<Digest> digests = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			digests.add(digest("asset " + i));
		}
		return digests;
	}

	static PeerId peer(int number) {
		return new PeerId("node-peer-" + number);
	}

	static List<PeerId> peers(int count) {
		List<PeerId> peers = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			peers.add(peer(i));
		}
		return peers;
	}

}
