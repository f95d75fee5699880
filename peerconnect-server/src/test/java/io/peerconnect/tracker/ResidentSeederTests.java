package io.peerconnect.tracker;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

import io.peerconnect.torrent.InfoHash;
import io.peerconnect.torrent.SeederAddress;
import io.peerconnect.tracker.HttpPeer.Endpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.peerconnect.tracker.FakeLibrary.FOREST;
import static io.peerconnect.tracker.FakeLibrary.RIVER;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for how {@link Reach} tells clients of the resident seeder.
 */
class ResidentSeederTests {

	private final FakeSeeder seeder = new FakeSeeder();

	private final Reach reach = new Reach(this.seeder);

	@Test
	void clientsAreToldOfTheSeederBeforeItAnnouncesItself() throws Exception {
		assertThat(this.reach.findSeeder(address("203.0.113.2"), FOREST.infoHash()))
			.isEqualTo(new Endpoint(address("192.0.2.7"), 7000));
		assertThat(this.reach.findSeeder(address("127.0.0.1"), FOREST.infoHash()))
			.isEqualTo(new Endpoint(address("127.0.0.1"), 6891));
		assertThat(this.seeder.prepared).containsExactly(FOREST.infoHash(), FOREST.infoHash());
	}

	@Test
	void theyAreNotToldOfOneThatHasNotTheVideoOrDoesNotRun() throws Exception {
		assertThat(this.reach.findSeeder(address("203.0.113.2"), RIVER.infoHash())).isNull();
		this.seeder.port = 0;
		assertThat(this.reach.findSeeder(address("203.0.113.2"), FOREST.infoHash())).isNull();
		assertThat(new Reach(null).findSeeder(address("203.0.113.2"), FOREST.infoHash())).isNull();
	}

	@Test
	void seederIsToldFromOtherPeersOfItsMachine() throws Exception {
		assertThat(this.reach.isSeeder(new Endpoint(address("127.0.0.1"), 6891))).isTrue();
		assertThat(this.reach.isSeeder(new Endpoint(address("127.0.0.1"), 6892))).isFalse();
		assertThat(this.reach.isSeeder(new Endpoint(address("203.0.113.2"), 6891))).isFalse();
		assertThat(new Reach(null).isSeeder(new Endpoint(address("127.0.0.1"), 6891))).isFalse();
	}

	@Test
	void privateAddressOfTheSeederIsForPrivateClients() throws Exception {
		this.seeder.known = new InetSocketAddress("10.0.0.7", 6891);
		assertThat(this.reach.findSeeder(address("203.0.113.2"), FOREST.infoHash())).isNull();
		assertThat(this.reach.findSeeder(address("10.1.1.1"), FOREST.infoHash())).isNotNull();
		this.seeder.known = null;
		assertThat(this.reach.findSeeder(address("10.1.1.1"), FOREST.infoHash())).isNull();
	}

	private static InetAddress address(String address) throws UnknownHostException {
		return InetAddress.getByName(address);
	}

	private static final class FakeSeeder implements SeederAddress {

		private final List<InfoHash> prepared = new ArrayList<>();

		private @Nullable InetSocketAddress known = new InetSocketAddress("192.0.2.7", 7000);

		private int port = 6891;

		@Override
		public @Nullable InetSocketAddress find() {
			return this.known;
		}

		@Override
		public int port() {
			return this.port;
		}

		@Override
		public boolean prepare(InfoHash infoHash) {
			if (!infoHash.equals(FOREST.infoHash())) {
				return false;
			}
			this.prepared.add(infoHash);
			return true;
		}

	}

}
