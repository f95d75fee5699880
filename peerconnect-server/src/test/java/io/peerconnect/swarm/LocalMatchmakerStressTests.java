package io.peerconnect.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.peerconnect.asset.Digest;
import io.peerconnect.geo.Location;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lets many threads do everything at once to a {@link LocalMatchmaker} and checks that
 * its books are right.
 */
class LocalMatchmakerStressTests {

	private static final int THREADS = 8;

	private static final int OPERATIONS = 4000;

	private static final int UPLOADS = 2;

	private static final List<PeerId> PEERS = SwarmFixtures.peers(40);

	private static final List<Digest> ASSETS = SwarmFixtures.digests(12);

	private final TestClock clock = new TestClock();

	private final LocalPeerRegistry registry = new LocalPeerRegistry(10, 30, new Random(1));

	private final AtomicInteger overloaded = new AtomicInteger();

	private final LocalMatchmaker matchmaker = new LocalMatchmaker(this.registry,
			new MatchingRules(1, 2, 4, UPLOADS, Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(2)),
			this::checkLoad, this.clock, new Random(2));

	private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	@Test
	void booksAreRightAfterRandomOperationsOfManyThreads()
			throws InterruptedException, ExecutionException, TimeoutException {
		List<Future<?>> running = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			Random random = new Random(i);
			running.add(this.threads.submit(() -> {
				for (int n = 0; n < OPERATIONS; n++) {
					operate(random);
				}
			}));
		}
		for (Future<?> future : running) {
			// Far more than it takes: a deadlock fails the test instead of stopping the
			// build.
			future.get(2, TimeUnit.MINUTES);
		}
		assertThat(this.overloaded).hasValue(0);
		assertThat(this.matchmaker.statistics().matched()).isPositive();
		for (Digest asset : ASSETS) {
			long holders = PEERS.stream().filter((peer) -> holdsCompletely(peer, asset)).count();
			assertThat(this.matchmaker.countHolders(asset)).isEqualTo((int) holders);
		}
		this.clock.advance(Duration.ofSeconds(10));
		this.matchmaker.sweep();
		assertThat(this.matchmaker.statistics().waiting()).isZero();
		assertThat(this.matchmaker.statistics().promises()).isZero();
		assertThat(PEERS).allSatisfy((peer) -> assertThat(this.matchmaker.load(peer)).isZero());
		PEERS.forEach(this.matchmaker::leave);
		assertThat(this.registry.countSwarms()).isZero();
		assertThat(this.registry.countPeers()).isZero();
		assertThat(this.matchmaker.isIdle()).isTrue();
	}

	/** A peer that is found alone in what is left when all others are out of the way. */
	private boolean holdsCompletely(PeerId peer, Digest asset) {
		Search search = new Search(new PeerId("somebody-else"), new Location("", null, null), Set.of(peer), 1);
		return this.registry.find(asset, search).holders().contains(new Holder(peer, location(peer), Holding.COMPLETE));
	}

	private void operate(Random random) {
		PeerId peer = PEERS.get(random.nextInt(PEERS.size()));
		List<Digest> some = List.of(asset(random), asset(random), asset(random));
		switch (random.nextInt(16)) {
			case 0, 1 -> this.matchmaker.enter(peer, location(peer));
			case 2 -> this.matchmaker.leave(peer);
			case 3, 4 -> this.matchmaker.setSharing(peer, random.nextInt(4) > 0);
			case 5, 6, 7 -> this.matchmaker.have(peer, some, Holding.COMPLETE);
			case 8 -> this.matchmaker.have(peer, some, Holding.PARTIAL);
			case 9 -> this.matchmaker.drop(peer, some);
			case 10 -> this.matchmaker.cancel(peer, some);
			case 11 -> this.matchmaker.failed(peer, PEERS.get(random.nextInt(PEERS.size())));
			case 12 -> {
				this.clock.advance(Duration.ofMillis(50));
				this.matchmaker.sweep();
				if (random.nextInt(20) == 0) {
					this.matchmaker.revoke(asset(random));
				}
			}
			default -> this.matchmaker.want(peer, some, Set.of()).forEach((match) -> checkLoad(peer, match));
		}
	}

	private void checkLoad(PeerId receiver, Match match) {
		for (PeerId holder : match.peers()) {
			if (this.matchmaker.load(holder) > UPLOADS) {
				this.overloaded.incrementAndGet();
			}
		}
	}

	private static Digest asset(Random random) {
		return ASSETS.get(random.nextInt(ASSETS.size()));
	}

	private static Location location(PeerId peer) {
		return new Location("AS" + peer.value().length(), "DE", null);
	}

}
