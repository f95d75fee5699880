package io.peerconnect.lease;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

import io.peerconnect.asset.MutableClock;
import io.peerconnect.protocol.PieceRange;
import io.peerconnect.protocol.ServerMessage;
import io.peerconnect.protocol.SwarmPeerId;
import io.peerconnect.protocol.VideoEvent;
import io.peerconnect.protocol.VideoEvent.Elsewhere;
import io.peerconnect.protocol.VideoMessage;
import io.peerconnect.protocol.VideoMessage.Watch;
import io.peerconnect.swarm.PeerId;
import io.peerconnect.torrent.InfoHash;
import io.peerconnect.torrent.Torrent;
import io.peerconnect.torrent.TorrentLibrary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Audiences}.
 */
class AudiencesTests {

	private static final PeerId ALICE = new PeerId("n1-alice000");

	private static final PeerId BOB = new PeerId("n1-bob00000");

	private static final PeerId CAROL = new PeerId("n1-carol000");

	private static final Torrent FOREST = torrent("a", "/videos/forest walk.mp4", 256 * 1024);

	private static final Torrent SEA = torrent("b", "/videos/sea.mp4", 1024 * 1024);

	private final Map<PeerId, List<ServerMessage>> heard = new HashMap<>();

	private final Set<PeerId> gone = new HashSet<>();

	private final MutableClock clock = new MutableClock();

	private final Audiences audiences = audiences(1);

	@Test
	void firstWatcherIsServedByTheSiteAlone() {
		assertThat(watch(ALICE)).isEqualTo(new VideoEvent.Watched("/videos/forest%20walk.mp4",
				new VideoEvent.Video(FOREST.infoHash(), FOREST.length(), FOREST.pieceLength(), FOREST.mediaType()),
				false, 0));
	}

	@Test
	void unknownVideosAreNobodysToShare() {
		for (String path : List.of("/videos/unknown.mp4", "/videos/%zz", "/videos/%2e%2e/secret", "/")) {
			assertThat(this.audiences.watch(ALICE, new Watch(path, true)))
				.isEqualTo(new VideoEvent.Watched(path, null, false, 0));
		}
	}

	@Test
	void swarmBeginsWithTheWatcherAfterTheThreshold() {
		Audiences audiences = audiences(2);
		assertThat(audiences.watch(ALICE, forest(true)).active()).isFalse();
		assertThat(audiences.watch(BOB, forest(true)).active()).isFalse();
		assertThat(this.heard).isEmpty();

		assertThat(audiences.watch(CAROL, forest(true)).active()).isTrue();

		VideoEvent.Swarm begun = new VideoEvent.Swarm(FOREST.infoHash(), true, 2);
		assertThat(this.heard).isEqualTo(Map.of(ALICE, List.of(begun), BOB, List.of(begun)));
	}

	@Test
	void watchersThatShareNothingDoNotCountForTheThreshold() {
		assertThat(this.audiences.watch(ALICE, forest(false)).active()).isFalse();
		assertThat(this.audiences.watch(BOB, forest(false)).active()).isFalse();
		assertThat(this.audiences.watch(CAROL, forest(true)).active()).isTrue();
	}

	@Test
	void swarmLastsUntilOneIsLeft() {
		Audiences audiences = audiences(2);
		List.of(ALICE, BOB, CAROL).forEach((peer) -> audiences.watch(peer, forest(true)));
		this.heard.clear();

		audiences.left(ALICE);
		VideoEvent.Swarm withoutAlice = new VideoEvent.Swarm(FOREST.infoHash(), true, 1);
		assertThat(this.heard).isEqualTo(Map.of(BOB, List.of(withoutAlice), CAROL, List.of(withoutAlice)));
		assertThat(audiences.activeSwarms()).isOne();
		this.heard.clear();

		audiences.unwatch(BOB, FOREST.infoHash());
		assertThat(this.heard).isEqualTo(Map.of(CAROL, List.of(new VideoEvent.Swarm(FOREST.infoHash(), false, 0))));
		assertThat(audiences.activeSwarms()).isZero();
	}

	@Test
	void swarmEndsWhenNobodySharesAnyMore() {
		watch(ALICE);
		watch(BOB);
		this.audiences.watch(ALICE, forest(false));
		assertThat(this.audiences.activeSwarms()).isOne();
		this.heard.clear();

		assertThat(this.audiences.watch(BOB, forest(false)).active()).isFalse();

		assertThat(this.heard).isEqualTo(Map.of(ALICE, List.of(new VideoEvent.Swarm(FOREST.infoHash(), false, 1))));
	}

	@Test
	void pagesAreToldWhereOneMoreWouldFindASwarm() {
		Audiences audiences = audiences(2);
		JoinableVideos joinable = new JoinableVideos(audiences, this.clock);
		audiences.watch(ALICE, forest(true));
		audiences.watch(BOB, forest(false));
		assertThat(joinable.get()).isEmpty();

		audiences.watch(BOB, forest(true));
		assertThat(joinable.get()).as("of this second").isEmpty();
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(joinable.get()).containsExactly("/videos/forest%20walk.mp4");

		List.of(ALICE, BOB, CAROL).forEach((peer) -> audiences.watch(peer, new Watch("/videos/sea.mp4", true)));
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(joinable.get()).as("largest audience first")
			.containsExactly("/videos/sea.mp4", "/videos/forest%20walk.mp4");

		List.of(ALICE, BOB).forEach(audiences::left);
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(joinable.get()).isEmpty();
	}

	@Test
	void pagesAreToldOfTheLargestAudiencesOnly() {
		List<Torrent> torrents = IntStream.range(0, 20)
			.mapToObj((i) -> torrent("%02x".formatted(i), "/videos/" + i + ".mp4", 256 * 1024))
			.toList();
		Audiences audiences = audiences(1, torrents);
		for (Torrent torrent : torrents) {
			audiences.watch(ALICE, new Watch(torrent.path(), true));
		}
		audiences.watch(BOB, new Watch("/videos/19.mp4", true));
		assertThat(new JoinableVideos(audiences, this.clock).get()).hasSize(16).startsWith("/videos/19.mp4");
	}

	@Test
	void peerThatLeftMeanwhileIsNotKept() {
		this.gone.add(ALICE);
		watch(ALICE);
		assertThat(watch(BOB).others()).isZero();
	}

	@Test
	void peerWatchesABoundedNumberOfVideos() {
		List<Torrent> many = IntStream.range(0, 40)
			.mapToObj((i) -> torrent(Integer.toHexString(i % 16) + Integer.toHexString(i / 16), "/v/" + i, 1024))
			.toList();
		Audiences audiences = new Audiences(new Library(many), new LeaseRules(1, Duration.ofSeconds(4)), (peer) -> true,
				(peer, message) -> {
				}, this.clock);
		long watched = many.stream()
			.map((torrent) -> audiences.watch(ALICE, new Watch(torrent.path(), true)))
			.filter((answer) -> answer.video() != null)
			.count();
		assertThat(watched).isEqualTo(32);
	}

	@Test
	void watchersOfOnePlaceDivideWhatComesNext() {
		begin(ALICE, BOB, CAROL);
		assertThat(claim(ALICE, pieces(0, 12)).granted()).isEqualTo(pieces(0, 4));
		assertThat(claim(BOB, pieces(0, 12)).granted()).isEqualTo(pieces(4, 8));
		VideoEvent.Leases carols = claim(CAROL, pieces(0, 12));
		assertThat(carols.granted()).isEqualTo(pieces(8, 12));
		assertThat(carols.elsewhere()).extracting(Elsewhere::piece).isEqualTo(pieces(0, 8));
		assertThat(carols.elsewhere()).extracting(Elsewhere::peer)
			.startsWith(swarmId(ALICE))
			.endsWith(swarmId(BOB))
			.containsOnly(swarmId(ALICE), swarmId(BOB));
	}

	@Test
	void whoFollowsTakesItsShareOfWhatTheFirstNeeds() {
		begin(ALICE, BOB);
		claim(BOB, List.of(), List.of(new PieceRange(0, 20)), everybody());
		this.heard.clear();

		VideoEvent.Leases alices = claim(ALICE, pieces(0, 6));

		assertThat(alices.granted()).containsExactly(0, 2, 4);
		assertThat(alices.elsewhere()).extracting(Elsewhere::piece).containsExactly(1, 3, 5);
		assertThat(this.heard.get(BOB)).last()
			.isEqualTo(new VideoEvent.Leases(FOREST.infoHash(), List.of(1, 3, 5), 4000, List.of()));
		assertThat(claim(BOB, List.of(), List.of(new PieceRange(3, 20)), everybody()).granted()).containsExactly(3, 5);
	}

	@Test
	void whoWasSilentForLongIsGivenNothing() {
		begin(ALICE, BOB);
		claim(BOB, List.of(), List.of(new PieceRange(0, 20)), everybody());
		this.clock.advance(Duration.ofMillis(2001));
		assertThat(claim(ALICE, List.of(0, 1)).granted()).containsExactly(0, 1);
	}

	@Test
	void whoSharesNothingTakesNothingForOthers() {
		begin(ALICE, BOB);
		claim(BOB, List.of(), List.of(new PieceRange(0, 20)), everybody());
		this.audiences.watch(BOB, forest(false));
		assertThat(claim(ALICE, List.of(0, 1)).granted()).containsExactly(0, 1);
	}

	@Test
	void pieceThatAnotherHoldsIsNotGranted() {
		begin(ALICE, BOB);
		tell(ALICE, new PieceRange(0, 9));
		VideoEvent.Leases bobs = claim(BOB, List.of(8, 9, 10));
		assertThat(bobs.granted()).containsExactly(10);
		assertThat(bobs.elsewhere()).containsExactly(new Elsewhere(8, swarmId(ALICE)),
				new Elsewhere(9, swarmId(ALICE)));
	}

	@Test
	void pieceThatWasLostIsGrantedAgain() {
		begin(ALICE, BOB);
		tell(ALICE, new PieceRange(0, 9));
		this.audiences.claim(ALICE, new VideoMessage.Claim(FOREST.infoHash(), swarmId(ALICE), List.of(), List.of(),
				List.of(), List.of(new PieceRange(8, 8)), null));
		assertThat(claim(BOB, List.of(8, 9)).granted()).containsExactly(8);
	}

	@Test
	void whatAStrangerHoldsIsOfNoUse() {
		begin(ALICE, BOB);
		this.clock.advance(Duration.ofMillis(3001));
		tell(ALICE, new PieceRange(0, 9));
		assertThat(claim(BOB, List.of(8), List.of()).granted()).containsExactly(8);
	}

	@Test
	void connectionCountsOnceOneEndNoticed() {
		begin(ALICE, BOB);
		this.clock.advance(Duration.ofMillis(3001));
		tell(ALICE, new PieceRange(0, 9));
		claim(ALICE, List.of(), List.of(swarmId(BOB)));
		assertThat(claim(BOB, List.of(8), List.of()).granted()).isEmpty();

		claim(ALICE, List.of(), List.of());
		assertThat(claim(BOB, List.of(8), List.of()).granted()).containsExactly(8);
	}

	@Test
	void connectionCountsThatAFirstClaimNames() {
		begin(BOB);
		this.clock.advance(Duration.ofMillis(3001));
		begin(ALICE);
		tell(ALICE, new PieceRange(0, 9));
		this.clock.advance(Duration.ofMillis(3001));
		assertThat(claim(BOB, List.of(8), List.of()).granted()).isEmpty();
	}

	@Test
	void fewAreAboutToBeConnectedWithANewcomer() {
		begin(ALICE);
		tell(ALICE, new PieceRange(0, 9));
		this.clock.advance(Duration.ofMinutes(1));
		begin(BOB);
		assertThat(claim(BOB, List.of(8, 10), List.of()).elsewhere()).containsExactly(new Elsewhere(8, swarmId(ALICE)));
	}

	@Test
	void ofManyWhoKnowsWhomANewcomerMeets() {
		begin(ALICE);
		tell(ALICE, new PieceRange(0, 9));
		for (int i = 0; i < 6; i++) {
			begin(new PeerId("n1-other00" + i));
		}
		begin(BOB);
		assertThat(claim(BOB, List.of(8), List.of()).granted()).containsExactly(8);
	}

	@Test
	void connectionsOfOneWhoLeftAreForgotten() {
		begin(ALICE, BOB);
		this.clock.advance(Duration.ofMillis(3001));
		claim(ALICE, List.of(), List.of(swarmId(BOB)));
		this.audiences.left(ALICE);
		begin(ALICE);
		tell(ALICE, new PieceRange(0, 9));
		this.clock.advance(Duration.ofMillis(3001));
		claim(ALICE, List.of(), List.of());
		assertThat(claim(BOB, List.of(8), List.of()).granted()).containsExactly(8);
	}

	@Test
	void fewAreToldOfEverybodyWhoComesAndManyAreNot() {
		watch(ALICE);
		watch(BOB);
		this.heard.clear();
		watch(CAROL);
		VideoEvent.Swarm withCarol = new VideoEvent.Swarm(FOREST.infoHash(), true, 2);
		assertThat(this.heard).isEqualTo(Map.of(ALICE, List.of(withCarol), BOB, List.of(withCarol)));

		for (int i = 0; i < 3; i++) {
			watch(new PeerId("n1-other00" + i));
		}
		this.heard.clear();
		watch(new PeerId("n1-other003"));
		assertThat(this.heard).isEmpty();
	}

	@Test
	void whatAWatcherKeepsToItselfIsOfNoUse() {
		begin(ALICE, BOB);
		tell(ALICE, new PieceRange(0, 9));
		this.audiences.watch(ALICE, forest(false));
		assertThat(claim(BOB, List.of(8)).granted()).containsExactly(8);
	}

	@Test
	void leaseThatExpiredGoesToTheNextWhoAsks() {
		begin(ALICE, BOB);
		assertThat(claim(ALICE, List.of(5)).granted()).containsExactly(5);
		this.clock.advance(Duration.ofMillis(3999));
		assertThat(claim(BOB, List.of(5)).granted()).isEmpty();
		this.clock.advance(Duration.ofMillis(1));
		assertThat(claim(BOB, List.of(5)).granted()).containsExactly(5);
	}

	@Test
	void leaseIsRenewedByAskingAgain() {
		begin(ALICE, BOB);
		claim(ALICE, List.of(5));
		this.clock.advance(Duration.ofSeconds(3));
		assertThat(claim(ALICE, List.of(5)).granted()).containsExactly(5);
		this.clock.advance(Duration.ofSeconds(3));
		assertThat(claim(BOB, List.of(5)).granted()).isEmpty();
	}

	@Test
	void leaseEndsWhenItIsNotWantedAnyMore() {
		begin(ALICE, BOB);
		claim(ALICE, List.of(5));
		claim(ALICE, List.of());
		assertThat(claim(BOB, List.of(5)).granted()).containsExactly(5);
	}

	@Test
	void leasesOfAWatcherThatLeftAreFree() {
		begin(ALICE, BOB);
		claim(ALICE, List.of(5));
		this.audiences.left(ALICE);
		assertThat(claim(BOB, List.of(5)).granted()).containsExactly(5);
	}

	@Test
	void nobodyTakesTheNameOfAnother() {
		begin(ALICE, BOB);
		tell(ALICE, new PieceRange(0, 9));
		this.audiences.watch(CAROL, forest(true));
		this.audiences.claim(CAROL, new VideoMessage.Claim(FOREST.infoHash(), swarmId(ALICE), List.of(), List.of(),
				List.of(), List.of(), List.of()));
		assertThat(claim(BOB, List.of(8)).elsewhere()).containsExactly(new Elsewhere(8, swarmId(ALICE)));
	}

	@Test
	void longPiecesAreGrantedTwoAtATime() {
		for (PeerId peer : List.of(ALICE, BOB)) {
			this.audiences.watch(peer, new Watch("/videos/sea.mp4", true));
		}
		VideoEvent.Leases leases = this.audiences.claim(ALICE, new VideoMessage.Claim(SEA.infoHash(), swarmId(ALICE),
				pieces(0, 8), List.of(), List.of(), List.of(), List.of()));
		assertThat(Objects.requireNonNull(leases).granted()).isEqualTo(pieces(0, 2));
	}

	@Test
	void whoDoesNotWatchClaimsNothing() {
		VideoMessage.Claim claim = new VideoMessage.Claim(FOREST.infoHash(), swarmId(ALICE), List.of(0), List.of(),
				List.of(), List.of(), null);
		assertThat(this.audiences.claim(ALICE, claim)).isNull();
		watch(BOB);
		assertThat(this.audiences.claim(ALICE, claim)).isNull();
	}

	@Test
	void piecesThatTheVideoDoesNotHaveAreRefused() {
		begin(ALICE, BOB);
		assertThatIllegalArgumentException().isThrownBy(() -> claim(ALICE, List.of(FOREST.pieces())))
			.withMessage("The video has 81 pieces");
		assertThatIllegalArgumentException().isThrownBy(() -> tell(ALICE, new PieceRange(0, FOREST.pieces())));
	}

	@Test
	void watchersOfAVideoThatIsGoneAreTold() {
		begin(ALICE, BOB);
		this.heard.clear();
		this.audiences.removed(FOREST);
		VideoEvent.Withdrawn withdrawn = new VideoEvent.Withdrawn(FOREST.infoHash());
		assertThat(this.heard).isEqualTo(Map.of(ALICE, List.of(withdrawn), BOB, List.of(withdrawn)));
		assertThat(this.audiences.activeSwarms()).isZero();
		this.audiences.left(ALICE);
	}

	private void begin(PeerId... peers) {
		for (PeerId peer : peers) {
			watch(peer);
			claim(peer, List.of());
		}
	}

	private VideoEvent.Watched watch(PeerId peer) {
		return this.audiences.watch(peer, forest(true));
	}

	private void tell(PeerId peer, PieceRange got) {
		this.audiences.claim(peer, new VideoMessage.Claim(FOREST.infoHash(), swarmId(peer), List.of(), List.of(),
				List.of(got), List.of(), null));
	}

	private VideoEvent.Leases claim(PeerId peer, List<Integer> want) {
		return claim(peer, want, everybody());
	}

	private static List<SwarmPeerId> everybody() {
		return List.of(swarmId(ALICE), swarmId(BOB), swarmId(CAROL));
	}

	private VideoEvent.Leases claim(PeerId peer, List<Integer> want, List<SwarmPeerId> connected) {
		return claim(peer, want, List.of(), connected);
	}

	private VideoEvent.Leases claim(PeerId peer, List<Integer> want, List<PieceRange> spare,
			List<SwarmPeerId> connected) {
		VideoEvent.Leases leases = this.audiences.claim(peer,
				new VideoMessage.Claim(FOREST.infoHash(), swarmId(peer), want, spare, List.of(), List.of(), connected));
		return Objects.requireNonNull(leases);
	}

	private Audiences audiences(int threshold) {
		return audiences(threshold, List.of(FOREST, SEA));
	}

	private Audiences audiences(int threshold, List<Torrent> torrents) {
		return new Audiences(new Library(torrents), new LeaseRules(threshold, Duration.ofSeconds(4)),
				(peer) -> !this.gone.contains(peer),
				(peer, message) -> this.heard.computeIfAbsent(peer, (key) -> new ArrayList<>()).add(message),
				this.clock);
	}

	private static Watch forest(boolean sharing) {
		return new Watch("/videos/forest%20walk.mp4", sharing);
	}

	private static List<Integer> pieces(int from, int to) {
		return IntStream.range(from, to).boxed().toList();
	}

	private static SwarmPeerId swarmId(PeerId peer) {
		return new SwarmPeerId("%040x".formatted(peer.hashCode() & 0xffff));
	}

	private static Torrent torrent(String digits, String path, int pieceLength) {
		return new Torrent(new InfoHash(digits.repeat(40).substring(0, 40)), path.substring(path.lastIndexOf('/') + 1),
				path, Path.of("unused"), 21_162_134, Instant.EPOCH, "video/mp4", pieceLength);
	}

	private record Library(List<Torrent> torrents) implements TorrentLibrary {

		@Override
		public @Nullable Torrent find(InfoHash infoHash) {
			return this.torrents.stream()
				.filter((torrent) -> torrent.infoHash().equals(infoHash))
				.findFirst()
				.orElse(null);
		}

		@Override
		public @Nullable Torrent findByPath(String path) {
			return this.torrents.stream().filter((torrent) -> torrent.path().equals(path)).findFirst().orElse(null);
		}

		@Override
		public Collection<Torrent> all() {
			return this.torrents;
		}

	}

}
