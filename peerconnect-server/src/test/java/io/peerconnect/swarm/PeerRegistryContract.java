package io.peerconnect.swarm;

import java.util.List;
import java.util.Set;

import io.peerconnect.geo.Location;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.peerconnect.swarm.SwarmFixtures.ALICE;
import static io.peerconnect.swarm.SwarmFixtures.BERLIN;
import static io.peerconnect.swarm.SwarmFixtures.BOB;
import static io.peerconnect.swarm.SwarmFixtures.CAROL;
import static io.peerconnect.swarm.SwarmFixtures.LION;
import static io.peerconnect.swarm.SwarmFixtures.TIGER;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every {@link PeerRegistry} must do.
 */
abstract class PeerRegistryContract {

	/** Return a new registry. */
	abstract PeerRegistry registry(int maxAssetsPerPeer, int maxPeersPerSwarm);

	private final Search anyone = new Search(CAROL, BERLIN, Set.of(), 10);

	private PeerRegistry registry;

	@BeforeEach
	void start() {
		this.registry = registry(100, 100);
	}

	private void share(PeerId peer, Location location) {
		this.registry.enter(peer, location);
		this.registry.setSharing(peer, true);
		this.registry.have(peer, List.of(LION), Holding.COMPLETE);
	}

	@Test
	void holderThatSharesIsFoundAndCounted() {
		share(ALICE, BERLIN);
		assertThat(this.registry.countHolders(LION)).isOne();
		assertThat(this.registry.isSharing(ALICE, LION)).isTrue();
		assertThat(this.registry.find(LION, this.anyone))
			.isEqualTo(new Candidates(1, List.of(new Holder(ALICE, BERLIN, Holding.COMPLETE))));
	}

	@Test
	void peerThatDoesNotShareIsNeitherFoundNorCounted() {
		this.registry.enter(ALICE, BERLIN);
		this.registry.have(ALICE, List.of(LION), Holding.COMPLETE);
		assertThat(this.registry.countHolders(LION)).isZero();
		assertThat(this.registry.isSharing(ALICE, LION)).isFalse();
		assertThat(this.registry.find(LION, this.anyone)).isEqualTo(Candidates.NONE);
		assertThat(this.registry.setSharing(ALICE, true)).containsExactly(LION);
		assertThat(this.registry.countHolders(LION)).isOne();
		this.registry.setSharing(ALICE, false);
		assertThat(this.registry.countHolders(LION)).isZero();
	}

	@Test
	void partialHolderIsFoundAndNotCounted() {
		this.registry.enter(ALICE, BERLIN);
		this.registry.setSharing(ALICE, true);
		this.registry.have(ALICE, List.of(LION), Holding.PARTIAL);
		assertThat(this.registry.countHolders(LION)).isZero();
		assertThat(this.registry.find(LION, this.anyone))
			.isEqualTo(new Candidates(0, List.of(new Holder(ALICE, BERLIN, Holding.PARTIAL))));
	}

	@Test
	void partialHolderThatCompletesIsCounted() {
		this.registry.enter(ALICE, BERLIN);
		this.registry.setSharing(ALICE, true);
		this.registry.have(ALICE, List.of(LION), Holding.PARTIAL);
		this.registry.have(ALICE, List.of(LION), Holding.COMPLETE);
		assertThat(this.registry.countHolders(LION)).isOne();
	}

	@Test
	void latePartialDoesNotUndoComplete() {
		share(ALICE, BERLIN);
		this.registry.have(ALICE, List.of(LION), Holding.PARTIAL);
		assertThat(this.registry.countHolders(LION)).isOne();
	}

	@Test
	void receiverIsNeitherFoundNorCountedForItself() {
		share(ALICE, BERLIN);
		share(CAROL, BERLIN);
		assertThat(this.registry.find(LION, this.anyone))
			.isEqualTo(new Candidates(1, List.of(new Holder(ALICE, BERLIN, Holding.COMPLETE))));
	}

	@Test
	void haveTwiceCountsOnce() {
		share(ALICE, BERLIN);
		this.registry.have(ALICE, List.of(LION, LION), Holding.COMPLETE);
		assertThat(this.registry.countHolders(LION)).isOne();
	}

	@Test
	void droppedAssetIsNoLongerFound() {
		share(ALICE, BERLIN);
		this.registry.drop(ALICE, List.of(LION, TIGER));
		assertThat(this.registry.countHolders(LION)).isZero();
		assertThat(this.registry.countSwarms()).isZero();
	}

	@Test
	void leaveReturnsWhatThePeerHeldAndForgetsIt() {
		share(ALICE, BERLIN);
		assertThat(this.registry.leave(ALICE)).containsExactly(LION);
		assertThat(this.registry.leave(ALICE)).isEmpty();
		assertThat(this.registry.countHolders(LION)).isZero();
		assertThat(this.registry.countPeers()).isZero();
		assertThat(this.registry.countSwarms()).isZero();
	}

	@Test
	void peerThatNeverEnteredIsIgnored() {
		this.registry.have(ALICE, List.of(LION), Holding.COMPLETE);
		this.registry.drop(ALICE, List.of(LION));
		assertThat(this.registry.setSharing(ALICE, true)).isEmpty();
		assertThat(this.registry.countSwarms()).isZero();
	}

	@Test
	void enteringTwiceReplacesTheLocationAndKeepsWhatIsHeld() {
		share(ALICE, new Location("AS64500", "FR", null));
		this.registry.enter(ALICE, BERLIN);
		assertThat(this.registry.find(LION, this.anyone))
			.isEqualTo(new Candidates(1, List.of(new Holder(ALICE, BERLIN, Holding.COMPLETE))));
	}

	@Test
	void revokeReturnsAllHoldersAndForgetsTheSwarm() {
		share(ALICE, BERLIN);
		share(BOB, BERLIN);
		this.registry.setSharing(BOB, false);
		assertThat(this.registry.revoke(LION)).containsExactlyInAnyOrder(ALICE, BOB);
		assertThat(this.registry.revoke(LION)).isEmpty();
		assertThat(this.registry.countHolders(LION)).isZero();
		assertThat(this.registry.leave(ALICE)).isEmpty();
	}

	@Test
	void assetsAboveTheLimitOfAPeerAreRefusedAndCounted() {
		this.registry = registry(1, 10);
		this.registry.enter(ALICE, BERLIN);
		this.registry.setSharing(ALICE, true);
		this.registry.have(ALICE, List.of(LION, TIGER), Holding.COMPLETE);
		assertThat(this.registry.countHolders(LION)).isOne();
		assertThat(this.registry.countHolders(TIGER)).isZero();
		assertThat(this.registry.countRefused()).isOne();
	}

	@Test
	void peersAboveTheLimitOfASwarmAreRefusedAndCounted() {
		this.registry = registry(10, 1);
		share(ALICE, BERLIN);
		share(BOB, BERLIN);
		assertThat(this.registry.countHolders(LION)).isOne();
		assertThat(this.registry.countRefused()).isOne();
		this.registry.leave(ALICE);
		this.registry.have(BOB, List.of(LION), Holding.COMPLETE);
		assertThat(this.registry.countHolders(LION)).isOne();
	}

	@Test
	void searchInLargeSwarmNamesTheNeighbourAndAFewOthers() {
		this.registry = registry(10, 1000);
		for (PeerId peer : SwarmFixtures.peers(500)) {
			share(peer, new Location("far", "FR", null));
		}
		share(ALICE, BERLIN);
		Candidates found = registry.find(LION, this.anyone);
		assertThat(found.complete()).isEqualTo(501);
		assertThat(found.holders()).hasSizeBetween(2, 10).extracting(Holder::peer).contains(ALICE);
	}

	@Test
	void searchInLargeSwarmNamesFamiliarPeersInAnyCase() {
		this.registry = registry(10, 1000);
		for (PeerId peer : SwarmFixtures.peers(500)) {
			share(peer, BERLIN);
		}
		share(ALICE, new Location("far", "FR", null));
		assertThat(this.registry.find(LION, new Search(CAROL, BERLIN, Set.of(ALICE, BOB), 10)).holders())
			.extracting(Holder::peer)
			.contains(ALICE)
			.doesNotContain(BOB);
	}

}
