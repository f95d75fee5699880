package io.peerconnect.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.peerconnect.asset.Digest;
import io.peerconnect.geo.Location;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.peerconnect.swarm.SwarmFixtures.ALICE;
import static io.peerconnect.swarm.SwarmFixtures.BERLIN;
import static io.peerconnect.swarm.SwarmFixtures.BOB;
import static io.peerconnect.swarm.SwarmFixtures.CAROL;
import static io.peerconnect.swarm.SwarmFixtures.DAVE;
import static io.peerconnect.swarm.SwarmFixtures.LION;
import static io.peerconnect.swarm.SwarmFixtures.TIGER;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every {@link Matchmaker} must do.
 */
abstract class MatchmakerContract {

	/** Whoever waits does so for two seconds, and nobody takes the origin for others. */
	static final MatchingRules RULES = new MatchingRules(1, 3, 6, 4, Duration.ofSeconds(10), Duration.ofSeconds(2),
			Duration.ofSeconds(2));

	/**
	 * One receiver at a time, and after a second somebody takes the origin for others.
	 */
	private static final MatchingRules SEEDING = new MatchingRules(1, 3, 6, 1, Duration.ofSeconds(10),
			Duration.ofSeconds(8), Duration.ofSeconds(1));

	final TestClock clock = new TestClock();

	final List<Heard> heard = new ArrayList<>();

	private Matchmaker matchmaker;

	/** Return a new matchmaker that runs on the clock and tells the listener. */
	abstract Matchmaker matchmaker(MatchingRules rules, MatchListener listener);

	/** Let the matchmaker do what is due by now. */
	abstract void elapse(Matchmaker matchmaker);

	@BeforeEach
	void start() {
		start(RULES);
	}

	private void start(MatchingRules rules) {
		this.matchmaker = matchmaker(rules, (receiver, match) -> this.heard.add(new Heard(receiver, match)));
	}

	private static MatchingRules rules(int threshold, int sources, int maxPeers, int uploads) {
		return new MatchingRules(threshold, sources, maxPeers, uploads, RULES.promiseTimeout(), RULES.burstWindow(),
				RULES.seedAfter());
	}

	private void enter(PeerId peer, Location location) {
		this.matchmaker.enter(peer, location);
		this.matchmaker.setSharing(peer, true);
	}

	private void share(PeerId peer, Digest... assets) {
		enter(peer, BERLIN);
		this.matchmaker.have(peer, List.of(assets), Holding.COMPLETE);
	}

	private Match want(PeerId receiver, Digest asset) {
		return this.matchmaker.want(receiver, List.of(asset), Set.of()).get(0);
	}

	private void elapse(Duration duration) {
		this.clock.advance(duration);
		elapse(this.matchmaker);
	}

	@Test
	void withThresholdThreeTheFourthLoadsFromPeers() {
		start(rules(3, 3, 6, 4));
		List<PeerId> visitors = List.of(ALICE, BOB, CAROL, DAVE);
		for (PeerId visitor : visitors.subList(0, 3)) {
			enter(visitor, BERLIN);
			assertThat(this.matchmaker.isActive(LION)).isFalse();
			assertThat(want(visitor, LION)).isEqualTo(Match.origin(LION));
			this.matchmaker.have(visitor, List.of(LION), Holding.COMPLETE);
		}
		enter(DAVE, BERLIN);
		assertThat(this.matchmaker.isActive(LION)).isTrue();
		assertThat(want(DAVE, LION).peers()).containsExactlyInAnyOrder(ALICE, BOB, CAROL);
	}

	@Test
	void receiverDoesNotCountTowardsItsOwnThreshold() {
		start(rules(2, 3, 6, 4));
		share(ALICE, LION);
		share(BOB, LION);
		assertThat(want(BOB, LION)).isEqualTo(Match.origin(LION));
	}

	@Test
	void holderThatStopsSharingIsNotHandedOut() {
		share(ALICE, LION);
		this.matchmaker.setSharing(ALICE, false);
		enter(BOB, BERLIN);
		assertThat(want(BOB, LION)).isEqualTo(Match.origin(LION));
	}

	@Test
	void receiverThatDoesNotShareIsServed() {
		share(ALICE, LION);
		this.matchmaker.enter(BOB, BERLIN);
		assertThat(want(BOB, LION).peers()).containsExactly(ALICE);
	}

	@Test
	void receiverThatNeverEnteredTakesTheOrigin() {
		share(ALICE, LION);
		assertThat(want(BOB, LION)).isEqualTo(Match.origin(LION));
	}

	@Test
	void matchesComeInTheOrderOfTheAssets() {
		share(ALICE, TIGER);
		enter(BOB, BERLIN);
		assertThat(this.matchmaker.want(BOB, List.of(LION, TIGER), Set.of())).containsExactly(Match.origin(LION),
				new Match(TIGER, List.of(ALICE), Duration.ZERO));
	}

	@Test
	void avoidedPeerIsNotHandedOut() {
		share(ALICE, LION);
		share(BOB, LION);
		enter(CAROL, BERLIN);
		assertThat(this.matchmaker.want(CAROL, List.of(LION), Set.of(ALICE)).get(0).peers()).containsExactly(BOB);
		assertThat(this.matchmaker.want(CAROL, List.of(LION), Set.of(ALICE, BOB))).containsExactly(Match.origin(LION));
	}

	@Test
	void nearestHolderIsFirst() {
		enter(ALICE, new Location("AS1", "US", null));
		enter(BOB, new Location("AS2", "DE", null));
		enter(CAROL, BERLIN);
		for (PeerId peer : List.of(ALICE, BOB, CAROL)) {
			this.matchmaker.have(peer, List.of(LION), Holding.COMPLETE);
		}
		enter(DAVE, BERLIN);
		assertThat(want(DAVE, LION).peers()).containsExactly(CAROL, BOB, ALICE);
	}

	@Test
	void completeHolderGoesBeforeNearerPartialOne() {
		enter(ALICE, new Location("AS1", "US", null));
		this.matchmaker.have(ALICE, List.of(LION), Holding.COMPLETE);
		enter(BOB, BERLIN);
		this.matchmaker.have(BOB, List.of(LION), Holding.PARTIAL);
		enter(CAROL, BERLIN);
		assertThat(want(CAROL, LION).peers()).containsExactly(ALICE, BOB);
	}

	@Test
	void partialHoldersAloneAreBelowTheThreshold() {
		enter(ALICE, BERLIN);
		this.matchmaker.have(ALICE, List.of(LION), Holding.PARTIAL);
		enter(BOB, BERLIN);
		assertThat(want(BOB, LION)).isEqualTo(Match.origin(LION));
	}

	@Test
	void loadIsSpreadOverEqualHolders() {
		start(rules(1, 1, 6, 4));
		List<PeerId> holders = SwarmFixtures.peers(8);
		holders.forEach((holder) -> share(holder, LION));
		List<PeerId> served = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			enter(SwarmFixtures.peer(100 + i), BERLIN);
			served.addAll(want(SwarmFixtures.peer(100 + i), LION).peers());
		}
		assertThat(served).containsExactlyInAnyOrderElementsOf(holders);
	}

	@Test
	void holderServesNoMoreReceiversThanItsLimitAndTheNextOneWaits() {
		share(ALICE, LION);
		for (PeerId receiver : SwarmFixtures.peers(4)) {
			enter(receiver, BERLIN);
			assertThat(want(receiver, LION).peers()).containsExactly(ALICE);
		}
		enter(BOB, BERLIN);
		assertThat(want(BOB, LION)).isEqualTo(new Match(LION, List.of(), RULES.burstWindow()));
	}

	@Test
	void receiverWithAPlaceHasItForAllAssetsOfTheHolder() {
		start(rules(1, 3, 6, 1));
		share(ALICE, LION, TIGER);
		enter(BOB, BERLIN);
		assertThat(want(BOB, LION).peers()).containsExactly(ALICE);
		assertThat(want(BOB, TIGER).peers()).containsExactly(ALICE);
	}

	@Test
	void thirtyImagesComeFromFewPeers() {
		List<Digest> assets = SwarmFixtures.digests(30);
		for (PeerId holder : SwarmFixtures.peers(50)) {
			enter(holder, BERLIN);
			this.matchmaker.have(holder, assets, Holding.COMPLETE);
		}
		enter(ALICE, BERLIN);
		List<Match> matches = this.matchmaker.want(ALICE, assets, Set.of());
		assertThat(matches).allSatisfy((match) -> assertThat(match.peers()).hasSize(3));
		assertThat(distinctPeers(matches)).hasSize(3);
		assertThat(matches.stream().map((match) -> match.peers().get(0)).distinct()).hasSize(3);
	}

	@Test
	void receiverMeetsNoMorePeersThanItMay() {
		List<Digest> assets = SwarmFixtures.digests(30);
		for (int i = 0; i < 30; i++) {
			share(SwarmFixtures.peer(i), assets.get(i));
		}
		enter(ALICE, BERLIN);
		List<Match> matches = this.matchmaker.want(ALICE, assets, Set.of());
		assertThat(distinctPeers(matches)).hasSize(6);
		this.matchmaker.have(ALICE, assets.subList(0, 6), Holding.COMPLETE);
		assertThat(this.heard).hasSize(6).allSatisfy((heard) -> assertThat(heard.match().peers()).hasSize(1));
	}

	@Test
	void receiverThatWaitedIsMatchedWhenAPlaceBecomesFree() {
		start(rules(1, 3, 6, 1));
		share(ALICE, LION);
		this.matchmaker.enter(BOB, BERLIN);
		this.matchmaker.enter(CAROL, BERLIN);
		want(BOB, LION);
		want(CAROL, LION);
		assertThat(this.heard).isEmpty();
		this.matchmaker.cancel(BOB, List.of(LION));
		assertThat(this.heard).containsExactly(heard(CAROL, LION, ALICE));
	}

	@Test
	void receiverThatWaitedIsMatchedWithTheReceiverThatFinished() {
		start(rules(1, 3, 6, 1));
		share(ALICE, LION);
		enter(BOB, BERLIN);
		enter(CAROL, BERLIN);
		enter(DAVE, BERLIN);
		want(BOB, LION);
		want(CAROL, LION);
		want(DAVE, LION);
		this.matchmaker.have(BOB, List.of(LION), Holding.COMPLETE);
		assertThat(this.heard).extracting(Heard::receiver).containsExactly(CAROL, DAVE);
		assertThat(this.heard).flatExtracting((heard) -> heard.match().peers()).containsExactlyInAnyOrder(ALICE, BOB);
	}

	@Test
	void placeOfReceiverThatLeavesIsFree() {
		start(rules(1, 3, 6, 1));
		share(ALICE, LION);
		enter(BOB, BERLIN);
		enter(CAROL, BERLIN);
		want(BOB, LION);
		want(CAROL, LION);
		this.matchmaker.leave(BOB);
		assertThat(this.heard).containsExactly(heard(CAROL, LION, ALICE));
	}

	@Test
	void placeOfReceiverThatTellsNothingIsFreeAfterTheTimeout() {
		start(new MatchingRules(1, 3, 6, 1, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(2)));
		share(ALICE, LION);
		enter(BOB, BERLIN);
		enter(CAROL, BERLIN);
		want(BOB, LION);
		want(CAROL, LION);
		elapse(Duration.ofMillis(999));
		assertThat(this.heard).isEmpty();
		elapse(Duration.ofMillis(1));
		assertThat(this.heard).containsExactly(heard(CAROL, LION, ALICE));
	}

	@Test
	void placeOfReceiverThatHasAPieceLastsLonger() {
		start(new MatchingRules(1, 3, 6, 1, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(2)));
		share(ALICE, LION);
		this.matchmaker.enter(BOB, BERLIN);
		enter(CAROL, BERLIN);
		want(BOB, LION);
		elapse(Duration.ofMillis(600));
		this.matchmaker.have(BOB, List.of(LION), Holding.PARTIAL);
		want(CAROL, LION);
		elapse(Duration.ofMillis(600));
		assertThat(this.heard).isEmpty();
		elapse(Duration.ofMillis(400));
		assertThat(this.heard).containsExactly(heard(CAROL, LION, ALICE));
	}

	@Test
	void placeOfReceiverThatHasAnotherAssetLastsLonger() {
		start(new MatchingRules(1, 3, 6, 1, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(2)));
		share(ALICE, LION, TIGER);
		this.matchmaker.enter(BOB, BERLIN);
		enter(CAROL, BERLIN);
		this.matchmaker.want(BOB, List.of(LION, TIGER), Set.of());
		elapse(Duration.ofMillis(600));
		this.matchmaker.have(BOB, List.of(TIGER), Holding.COMPLETE);
		want(CAROL, LION);
		elapse(Duration.ofMillis(400));
		elapse(Duration.ofMillis(999));
		assertThat(this.heard).isEmpty();
		elapse(Duration.ofMillis(1));
		assertThat(this.heard).containsExactly(heard(CAROL, LION, ALICE));
	}

	@Test
	void receiverThatWaitedInVainTakesTheOrigin() {
		start(rules(1, 3, 6, 1));
		share(ALICE, LION);
		enter(BOB, BERLIN);
		enter(CAROL, BERLIN);
		want(BOB, LION);
		want(CAROL, LION);
		elapse(Duration.ofMillis(1999));
		assertThat(this.heard).isEmpty();
		elapse(Duration.ofMillis(1));
		assertThat(this.heard).containsExactly(heard(CAROL, LION));
		elapse(Duration.ofMinutes(1));
		assertThat(this.heard).hasSize(1);
	}

	@Test
	void oneOfThoseThatWaitTakesTheOriginAndTheOthersGetItFromThere() {
		start(SEEDING);
		share(ALICE, LION);
		enter(BOB, BERLIN);
		enter(CAROL, BERLIN);
		enter(DAVE, BERLIN);
		want(BOB, LION);
		want(CAROL, LION);
		want(DAVE, LION);
		elapse(Duration.ofMillis(999));
		assertThat(this.heard).isEmpty();
		elapse(Duration.ofMillis(1));
		assertThat(this.heard).containsExactly(new Heard(CAROL, Match.seed(LION)));
		elapse(Duration.ofMillis(900));
		this.matchmaker.have(CAROL, List.of(LION), Holding.COMPLETE);
		assertThat(this.heard).hasSize(2).contains(heard(DAVE, LION, CAROL));
	}

	@Test
	void thoseThatWaitTakeDifferentAssetsFromTheOriginOneInTwoSeconds() {
		start(SEEDING);
		share(ALICE, LION, TIGER);
		enter(BOB, BERLIN);
		enter(CAROL, BERLIN);
		enter(DAVE, BERLIN);
		want(BOB, LION);
		this.matchmaker.want(CAROL, List.of(LION, TIGER), Set.of());
		this.matchmaker.want(DAVE, List.of(LION, TIGER), Set.of());
		elapse(Duration.ofSeconds(1));
		assertThat(this.heard).containsExactlyInAnyOrder(new Heard(CAROL, Match.seed(LION)),
				new Heard(DAVE, Match.seed(TIGER)));
		elapse(Duration.ofMillis(1999));
		assertThat(this.heard).hasSize(2);
	}

	@Test
	void anotherTakesTheOriginWhenTheFirstIsNotHeardOf() {
		start(SEEDING);
		share(ALICE, LION);
		enter(BOB, BERLIN);
		enter(CAROL, BERLIN);
		enter(DAVE, BERLIN);
		want(BOB, LION);
		want(CAROL, LION);
		want(DAVE, LION);
		elapse(Duration.ofSeconds(1));
		this.heard.clear();
		elapse(Duration.ofSeconds(1));
		assertThat(this.heard).containsExactly(new Heard(DAVE, Match.seed(LION)));
	}

	@Test
	void whatWasTakenFromTheOriginIsNotTakenAgainInTheSameBurst() {
		start(SEEDING);
		share(ALICE, LION);
		enter(BOB, BERLIN);
		this.matchmaker.enter(CAROL, BERLIN);
		enter(DAVE, BERLIN);
		want(BOB, LION);
		want(CAROL, LION);
		want(DAVE, LION);
		elapse(Duration.ofSeconds(1));
		this.matchmaker.have(CAROL, List.of(LION), Holding.COMPLETE);
		this.heard.clear();
		elapse(Duration.ofMillis(6999));
		assertThat(this.heard).isEmpty();
	}

	@Test
	void thoseThatTakeTheOriginForOthersAreForgottenWhenTheyLeave() {
		start(SEEDING);
		share(ALICE, LION);
		enter(BOB, BERLIN);
		enter(CAROL, BERLIN);
		want(BOB, LION);
		want(CAROL, LION);
		elapse(Duration.ofSeconds(1));
		this.matchmaker.leave(CAROL);
		this.heard.clear();
		enter(DAVE, BERLIN);
		want(DAVE, LION);
		elapse(Duration.ofSeconds(1));
		assertThat(this.heard).containsExactly(new Heard(DAVE, Match.seed(LION)));
	}

	@Test
	void receiverWithFewPeersHearsOfFurtherOnes() {
		share(ALICE, LION);
		enter(BOB, BERLIN);
		enter(CAROL, BERLIN);
		assertThat(want(BOB, LION).peers()).containsExactly(ALICE);
		assertThat(want(CAROL, LION).peers()).containsExactly(ALICE);
		this.matchmaker.have(BOB, List.of(LION), Holding.COMPLETE);
		assertThat(this.heard).containsExactly(heard(CAROL, LION, BOB, ALICE));
		this.matchmaker.have(CAROL, List.of(LION), Holding.COMPLETE);
		assertThat(this.heard).hasSize(1);
	}

	@Test
	void receiverHearsOfPeersThatHaveSomePieces() {
		share(ALICE, LION);
		enter(BOB, BERLIN);
		enter(CAROL, BERLIN);
		want(BOB, LION);
		want(CAROL, LION);
		this.matchmaker.have(BOB, List.of(LION), Holding.PARTIAL);
		assertThat(this.heard).containsExactly(heard(CAROL, LION, BOB, ALICE));
	}

	@Test
	void receiverHearsOfNoFurtherPeerThatItAvoids() {
		share(ALICE, LION);
		enter(BOB, BERLIN);
		enter(CAROL, BERLIN);
		want(BOB, LION);
		this.matchmaker.want(CAROL, List.of(LION), Set.of(BOB));
		this.matchmaker.have(BOB, List.of(LION), Holding.COMPLETE);
		assertThat(this.heard).isEmpty();
	}

	@Test
	void receiverThatGetsSomethingWaitsOn() {
		start(rules(1, 3, 6, 1));
		share(ALICE, LION, TIGER);
		enter(BOB, BERLIN);
		enter(CAROL, BERLIN);
		want(BOB, LION);
		this.matchmaker.want(CAROL, List.of(LION, TIGER), Set.of());
		elapse(Duration.ofMillis(1500));
		this.matchmaker.have(CAROL, List.of(TIGER), Holding.COMPLETE);
		elapse(Duration.ofMillis(500));
		assertThat(this.heard).isEmpty();
		elapse(Duration.ofSeconds(2));
		assertThat(this.heard).containsExactly(heard(CAROL, LION));
	}

	@Test
	void withoutBurstWindowNobodyWaits() {
		start(new MatchingRules(1, 3, 6, 1, Duration.ofSeconds(10), Duration.ZERO, Duration.ofSeconds(2)));
		share(ALICE, LION);
		enter(BOB, BERLIN);
		enter(CAROL, BERLIN);
		want(BOB, LION);
		assertThat(want(CAROL, LION)).isEqualTo(Match.origin(LION));
	}

	@Test
	void cancelledWaitIsNotHeardOfAgain() {
		start(rules(1, 3, 6, 1));
		share(ALICE, LION);
		enter(BOB, BERLIN);
		enter(CAROL, BERLIN);
		want(BOB, LION);
		want(CAROL, LION);
		this.matchmaker.cancel(CAROL, List.of(LION));
		this.matchmaker.cancel(BOB, List.of(LION));
		elapse(Duration.ofMinutes(1));
		assertThat(this.heard).isEmpty();
	}

	@Test
	void waitEndsWhenTheLastHolderLeaves() {
		start(rules(1, 3, 6, 1));
		share(ALICE, LION);
		enter(BOB, BERLIN);
		enter(CAROL, BERLIN);
		want(BOB, LION);
		want(CAROL, LION);
		this.matchmaker.leave(ALICE);
		assertThat(this.heard).containsExactly(heard(CAROL, LION));
	}

	@Test
	void waitEndsWhenTheAssetIsRevoked() {
		start(rules(1, 3, 6, 1));
		share(ALICE, LION);
		enter(BOB, BERLIN);
		enter(CAROL, BERLIN);
		want(BOB, LION);
		want(CAROL, LION);
		assertThat(this.matchmaker.revoke(LION)).containsExactly(ALICE);
		assertThat(this.heard).containsExactly(heard(CAROL, LION));
		assertThat(this.matchmaker.countHolders(LION)).isZero();
	}

	@Test
	void waitEndsWhenAHolderBeginsToShare() {
		start(rules(1, 3, 6, 1));
		share(ALICE, LION);
		this.matchmaker.enter(DAVE, BERLIN);
		this.matchmaker.have(DAVE, List.of(LION), Holding.COMPLETE);
		enter(BOB, BERLIN);
		enter(CAROL, BERLIN);
		want(BOB, LION);
		want(CAROL, LION);
		this.matchmaker.setSharing(DAVE, true);
		assertThat(this.heard).containsExactly(heard(CAROL, LION, DAVE));
	}

	@Test
	void holderThatFailedAReceiverDoesNotMeetItAgainForAMinute() {
		share(ALICE, LION);
		enter(BOB, BERLIN);
		enter(CAROL, BERLIN);
		want(BOB, LION);
		this.matchmaker.failed(BOB, ALICE);
		assertThat(want(BOB, LION)).isEqualTo(Match.origin(LION));
		assertThat(want(CAROL, LION).peers()).containsExactly(ALICE);
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(want(BOB, LION).peers()).containsExactly(ALICE);
	}

	@Test
	void holderThatFailedOthersComesLast() {
		enter(ALICE, BERLIN);
		enter(BOB, new Location("AS2", "DE", null));
		this.matchmaker.have(ALICE, List.of(LION), Holding.COMPLETE);
		this.matchmaker.have(BOB, List.of(LION), Holding.COMPLETE);
		for (PeerId receiver : SwarmFixtures.peers(2)) {
			enter(receiver, BERLIN);
			assertThat(want(receiver, LION).peers()).startsWith(ALICE);
		}
		SwarmFixtures.peers(2).forEach((receiver) -> this.matchmaker.failed(receiver, ALICE));
		SwarmFixtures.peers(2).forEach(this.matchmaker::leave);
		enter(CAROL, BERLIN);
		assertThat(want(CAROL, LION).peers()).startsWith(BOB);
	}

	@Test
	void oneReceiverCannotTalkAHolderDown() {
		share(ALICE, LION);
		enter(BOB, BERLIN);
		enter(CAROL, BERLIN);
		for (int i = 0; i < 20; i++) {
			want(BOB, LION);
			this.matchmaker.failed(BOB, ALICE);
		}
		this.matchmaker.failed(BOB, DAVE);
		assertThat(want(CAROL, LION).peers()).containsExactly(ALICE);
	}

	@Test
	void manyReceiversBarAHolderThatFailsThemAll() {
		share(ALICE, LION);
		for (PeerId receiver : SwarmFixtures.peers(5)) {
			enter(receiver, BERLIN);
			want(receiver, LION);
			this.matchmaker.failed(receiver, ALICE);
		}
		enter(CAROL, BERLIN);
		assertThat(want(CAROL, LION)).isEqualTo(Match.origin(LION));
	}

	@Test
	void receiverHasABoundedNumberOfWants() {
		List<Digest> assets = SwarmFixtures.digests(600);
		enter(ALICE, BERLIN);
		this.matchmaker.have(ALICE, assets, Holding.COMPLETE);
		enter(BOB, BERLIN);
		assertThat(this.matchmaker.want(BOB, assets, Set.of())).filteredOn((match) -> !match.peers().isEmpty())
			.hasSize(512);
	}

	@Test
	void peerThatLeftIsForgotten() {
		share(ALICE, LION);
		this.matchmaker.leave(ALICE);
		enter(BOB, BERLIN);
		assertThat(this.matchmaker.countHolders(LION)).isZero();
		assertThat(want(BOB, LION)).isEqualTo(Match.origin(LION));
	}

	static Set<PeerId> distinctPeers(Collection<Match> matches) {
		Set<PeerId> peers = new HashSet<>();
		matches.forEach((match) -> peers.addAll(match.peers()));
		return peers;
	}

	private static Heard heard(PeerId receiver, Digest asset, PeerId... peers) {
		return new Heard(receiver, new Match(asset, List.of(peers), Duration.ZERO));
	}

	record Heard(PeerId receiver, Match match) {

	}

}
