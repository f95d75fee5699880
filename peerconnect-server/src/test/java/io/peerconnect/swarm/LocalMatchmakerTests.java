package io.peerconnect.swarm;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static io.peerconnect.swarm.SwarmFixtures.ALICE;
import static io.peerconnect.swarm.SwarmFixtures.BERLIN;
import static io.peerconnect.swarm.SwarmFixtures.BOB;
import static io.peerconnect.swarm.SwarmFixtures.CAROL;
import static io.peerconnect.swarm.SwarmFixtures.LION;
import static io.peerconnect.swarm.SwarmFixtures.TIGER;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LocalMatchmaker}.
 */
class LocalMatchmakerTests extends MatchmakerContract {

	@Override
	Matchmaker matchmaker(MatchingRules rules, MatchListener listener) {
		return new LocalMatchmaker(new LocalPeerRegistry(1000, 1000, new Random(1)), rules, listener, this.clock,
				new Random(2));
	}

	@Override
	void elapse(Matchmaker matchmaker) {
		((LocalMatchmaker) matchmaker).sweep();
	}

	@Test
	void statisticsTellWhatIsAndWhatWas() {
		MatchingRules rules = new MatchingRules(1, 1, 1, 1, Duration.ofSeconds(10), Duration.ofSeconds(2),
				Duration.ofSeconds(2));
		LocalMatchmaker matchmaker = (LocalMatchmaker) matchmaker(rules, (receiver, match) -> {
		});
		for (PeerId peer : List.of(ALICE, BOB, CAROL)) {
			matchmaker.enter(peer, BERLIN);
		}
		matchmaker.setSharing(ALICE, true);
		matchmaker.have(ALICE, List.of(LION), Holding.COMPLETE);
		matchmaker.want(BOB, List.of(LION, TIGER), Set.of());
		matchmaker.want(CAROL, List.of(LION), Set.of());
		assertThat(matchmaker.statistics()).isEqualTo(new SwarmStatistics(3, 1, 1, 1, 1, 1, 1, 0));
		this.clock.advance(Duration.ofSeconds(10));
		matchmaker.sweep();
		assertThat(matchmaker.statistics()).isEqualTo(new SwarmStatistics(3, 1, 0, 0, 1, 1, 2, 0));
	}

	@Test
	void holderAppearingBetweenTheSearchAndTheWaitIsNotMissed() {
		// A registry that lets Bob appear right after it was searched for the first time,
		// when
		// nobody stands in the queue yet.
		LocalPeerRegistry local = new LocalPeerRegistry(10, 10, new Random(1));
		LateHolder registry = new LateHolder(local);
		MatchingRules rules = new MatchingRules(1, 1, 1, 1, Duration.ofSeconds(10), Duration.ofSeconds(2),
				Duration.ofSeconds(2));
		LocalMatchmaker matchmaker = new LocalMatchmaker(registry.asRegistry(), rules,
				(receiver, match) -> this.heard.add(new Heard(receiver, match)), this.clock, new Random(2));
		for (PeerId peer : List.of(ALICE, BOB, CAROL, SwarmFixtures.DAVE)) {
			matchmaker.enter(peer, BERLIN);
			matchmaker.setSharing(peer, true);
		}
		matchmaker.have(ALICE, List.of(LION), Holding.COMPLETE);
		matchmaker.want(SwarmFixtures.DAVE, List.of(LION), Set.of());
		registry.afterNextSearch(() -> matchmaker.have(BOB, List.of(LION), Holding.COMPLETE));
		assertThat(matchmaker.want(CAROL, List.of(LION), Set.of()))
			.containsExactly(new Match(LION, List.of(BOB), Duration.ZERO));
		assertThat(this.heard).isEmpty();
	}

}
