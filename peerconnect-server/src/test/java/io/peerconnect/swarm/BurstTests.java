package io.peerconnect.swarm;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.peerconnect.asset.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.peerconnect.swarm.SwarmFixtures.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Simulates bursts of newcomers in virtual time: one holder, and receivers that all come
 * at once and want a whole page.
 */
class BurstTests {

	private static final int UPLOADS = 4;

	private static final MatchingRules RULES = new MatchingRules(1, 3, 6, UPLOADS, Duration.ofSeconds(10),
			Duration.ofSeconds(10), Duration.ofSeconds(2));

	private final TestClock clock = new TestClock();

	private BurstSimulation burst(Duration transfer) {
		return new BurstSimulation(this.clock, transfer,
				(listener) -> new LocalMatchmaker(new LocalPeerRegistry(1000, 1000, new Random(1)), RULES, listener,
						this.clock, new Random(2)));
	}

	@ParameterizedTest
	@CsvSource({ "8, 1", "8, 10", "40, 1", "100, 5" })
	void newcomersSpreadAnAssetLikeATreeAndSpareTheOrigin(int newcomers, int images) {
		BurstSimulation burst = burst(Duration.ofMillis(40));
		burst.run(ALICE, SwarmFixtures.peers(newcomers), SwarmFixtures.digests(images));
		assertThat(burst.fromOrigin()).isZero();
		assertThat(burst.fromPeers()).isEqualTo(newcomers * images);
		assertThat(burst.highestLoad()).isLessThanOrEqualTo(UPLOADS);
		assertThat(burst.servers()).hasSizeGreaterThan(1 + newcomers / 10);
		assertThat(burst.matchmaker().statistics().promises()).isZero();
		assertThat(burst.matchmaker().statistics().waiting()).isZero();
	}

	@Test
	void aSlowHolderSendsEachAssetOnceOrTwiceAndTheNewcomersDoTheRest() {
		// 30 images of 150 kB, uploads of 1 MB in a second.
		BurstSimulation burst = burst(Duration.ofMillis(150));
		List<Digest> page = SwarmFixtures.digests(30);
		burst.run(ALICE, SwarmFixtures.peers(8), page);
		assertThat(burst.fromOrigin()).isLessThan(8 * 30 / 10);
		assertThat(burst.sentBy(ALICE)).isLessThan(2 * 30);
		// The holder alone would take 36 seconds.
		assertThat(burst.duration()).isLessThan(Duration.ofSeconds(9));
	}

	@Test
	void theOriginGivesTheSwarmWhatASlowHolderCannotSendSoon() {
		// 30 images of 1 MB: the holder alone needs half a minute to send each once.
		BurstSimulation burst = burst(Duration.ofSeconds(1));
		burst.run(ALICE, SwarmFixtures.peers(40), SwarmFixtures.digests(30));
		assertThat(burst.fromOrigin()).isLessThan(40 * 30 / 5);
		assertThat(burst.servers()).hasSizeGreaterThan(30);
	}

	@Test
	void whenTheHolderLeavesTheNewcomersGoOnWithWhatTheyHave() {
		BurstSimulation burst = burst(Duration.ofMillis(40));
		burst.after(Duration.ofSeconds(1), (matchmaker) -> matchmaker.leave(ALICE));
		burst.run(ALICE, SwarmFixtures.peers(8), SwarmFixtures.digests(30));
		assertThat(burst.fromOrigin() + burst.fromPeers()).isEqualTo(8 * 30);
		assertThat(burst.fromPeers()).isGreaterThan(8 * 30 / 2);
		assertThat(burst.matchmaker().countHolders(SwarmFixtures.digests(1).get(0))).isEqualTo(8);
		assertThat(Set.copyOf(burst.servers())).hasSizeGreaterThan(4);
	}

}
