package io.peerconnect.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

import io.peerconnect.asset.Digest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.peerconnect.swarm.SwarmFixtures.ALICE;
import static io.peerconnect.swarm.SwarmFixtures.BERLIN;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Simulates bursts of newcomers in virtual time: one holder, and receivers that all come
 * at once and want a whole page.
 */
class BurstTests {

	private static final int UPLOADS = 4;

	/** What an image takes from a holder to one receiver. */
	private static final Duration TRANSFER = Duration.ofMillis(40);

	private final TestClock clock = new TestClock();

	private final PriorityQueue<Arrival> arrivals = new PriorityQueue<>(Comparator.comparing(Arrival::at));

	private final Map<PeerId, Long> busyUntil = new HashMap<>();

	private final Set<PeerId> servers = new HashSet<>();

	private int fromOrigin;

	private int fromPeers;

	private int highestLoad;

	private final LocalMatchmaker matchmaker = new LocalMatchmaker(new LocalPeerRegistry(1000, 1000, new Random(1)),
			new MatchingRules(1, 3, 6, UPLOADS, Duration.ofSeconds(10), Duration.ofSeconds(2)), this::receive,
			this.clock, new Random(2));

	@ParameterizedTest
	@CsvSource({ "8, 1", "8, 10", "40, 1", "100, 5" })
	void newcomersSpreadAnAssetLikeATreeAndSpareTheOrigin(int newcomers, int images) {
		List<Digest> page = SwarmFixtures.digests(images);
		enter(ALICE);
		this.matchmaker.have(ALICE, page, Holding.COMPLETE);
		List<PeerId> receivers = SwarmFixtures.peers(newcomers);
		receivers.forEach(this::enter);
		for (PeerId receiver : receivers) {
			List<Match> matches = new ArrayList<>(this.matchmaker.want(receiver, page, Set.of()));
			matches.forEach((match) -> receive(receiver, match));
			observeLoad();
		}
		run();
		assertThat(this.fromOrigin).isZero();
		assertThat(this.fromPeers).isEqualTo(newcomers * images);
		assertThat(this.highestLoad).isLessThanOrEqualTo(UPLOADS);
		assertThat(this.servers).hasSizeGreaterThan(1 + newcomers / 10);
		assertThat(this.matchmaker.statistics().promises()).isZero();
		assertThat(this.matchmaker.statistics().waiting()).isZero();
	}

	private void enter(PeerId peer) {
		this.matchmaker.enter(peer, BERLIN);
		this.matchmaker.setSharing(peer, true);
	}

	/** Begin what a match allows: a holder sends one image after the other. */
	private void receive(PeerId receiver, Match match) {
		if (!match.peers().isEmpty()) {
			PeerId holder = match.peers().get(0);
			this.servers.add(holder);
			long done = Math.max(this.clock.millis(), this.busyUntil.getOrDefault(holder, 0L)) + TRANSFER.toMillis();
			this.busyUntil.put(holder, done);
			this.arrivals.add(new Arrival(done, receiver, match.asset()));
		}
		else if (match.patience().isZero()) {
			this.fromOrigin++;
		}
	}

	private void run() {
		while (!this.arrivals.isEmpty() || this.matchmaker.statistics().waiting() > 0) {
			this.clock.advance(Duration.ofMillis(10));
			while (!this.arrivals.isEmpty() && this.arrivals.element().at() <= this.clock.millis()) {
				Arrival arrival = this.arrivals.remove();
				this.fromPeers++;
				this.matchmaker.have(arrival.receiver(), List.of(arrival.asset()), Holding.COMPLETE);
				observeLoad();
			}
			this.matchmaker.sweep();
		}
	}

	private void observeLoad() {
		for (PeerId holder : this.servers) {
			this.highestLoad = Math.max(this.highestLoad, this.matchmaker.load(holder));
		}
	}

	private record Arrival(long at, PeerId receiver, Digest asset) {

	}

}
