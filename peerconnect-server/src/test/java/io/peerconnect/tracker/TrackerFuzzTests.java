package io.peerconnect.tracker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

import io.peerconnect.asset.MutableClock;
import io.peerconnect.geo.NetworkLocator;
import io.peerconnect.protocol.Mutations;
import io.peerconnect.websocket.AddressLimits;
import io.peerconnect.websocket.AddressRate;
import io.peerconnect.websocket.Rate;
import io.peerconnect.websocket.Wire;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static io.peerconnect.tracker.FakeLibrary.FOREST;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends the tracker what no client should.
 */
class TrackerFuzzTests {

	private static final int MESSAGES = 30_000;

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final String TORRENT = BinaryId.of(FOREST.infoHash()).json();

	private static final List<String> GOOD = List.of("{\"action\":\"announce\",\"info_hash\":" + TORRENT
			+ ",\"peer_id\":\"-WW0300-abcdefghijkl\",\"left\":0,"
			+ "\"event\":\"started\",\"numwant\":2,\"offers\":[{\"offer\":{\"type\":\"offer\",\"sdp\":\"v=0\\r\\n\"},"
			+ "\"offer_id\":\"\\u0000bcdefghijklmnopqrs\u00ff\"}]}",
			"{\"action\":\"announce\",\"info_hash\":" + TORRENT + ",\"peer_id\":\"-WW0300-abcdefghijkl\",\"left\":9,"
					+ "\"offers\":[{\"offer\":{\"type\":\"offer\",\"sdp\":\"\"},\"offer_id\":\"abcdefghijklmnopqrst\"}]}",
			"{\"action\":\"announce\",\"info_hash\":" + TORRENT + ",\"peer_id\":\"-WW0300-mnopqrstuvwx\","
					+ "\"to_peer_id\":\"-WW0300-abcdefghijkl\",\"offer_id\":\"abcdefghijklmnopqrst\","
					+ "\"answer\":{\"type\":\"answer\",\"sdp\":\"v=0\"}}",
			"{\"action\":\"announce\",\"info_hash\":" + TORRENT + ",\"peer_id\":\"-WW0300-mnopqrstuvwx\","
					+ "\"event\":\"stopped\"}",
			"{\"action\":\"scrape\",\"info_hash\":[" + TORRENT + "]}");

	private final Random random = new Random(20_261_127);

	/**
	 * Whatever comes in, what goes out is JSON of a documented form, nothing fails
	 * inside, and nothing grows.
	 */
	@Test
	void mutatedMessagesAreAnsweredAndLeaveNothingBehind() throws Exception {
		MutableClock clock = new MutableClock();
		TrackerSettings settings = new TrackerSettings(
				new TrackerSettings.Web(Duration.ofMinutes(2), 1000, 1000, 3, Duration.ofSeconds(45),
						new Rate(1_000_000, 1_000_000), 65_536),
				new TrackerSettings.Http(Duration.ofMinutes(10), Duration.ofMinutes(1), 4), 500, 50,
				new Rate(1_000_000, 1_000_000), true, true);
		Map<TrackerRefusal, Integer> refusals = new ConcurrentHashMap<>();
		AddressLimits addresses = new AddressLimits(1000);
		AddressRate requests = new AddressRate(settings.requestsPerAddress());
		SwarmTable swarms = new SwarmTable(new FakeLibrary(), 50, new AddressLimits(4), this.random);
		WebConnections connections = new WebConnections(settings.web(), addresses, requests, new NetworkLocator(),
				Runnable::run, clock);
		connections.startAccepting();
		WebTracker tracker = new WebTracker(settings, swarms, new AnnouncePace(500, () -> 1, this.random), addresses,
				requests, new TrackerObserver() {

					@Override
					public void refused(TrackerRefusal reason) {
						refusals.merge(reason, 1, Integer::sum);
					}

				}, clock);
		Checker checker = new Checker();
		WebConnection[] clients = new WebConnection[20];
		for (int i = 0; i < MESSAGES; i++) {
			int client = this.random.nextInt(clients.length);
			if (clients[client] == null || !clients[client].isOpen() || this.random.nextInt(500) == 0) {
				if (clients[client] != null) {
					connections.closed(clients[client]);
				}
				// Who sent too much nonsense is kept out for a while.
				clients[client] = connections.accept(InetAddress.getByName("198.51." + i / 256 + "." + i % 256));
				clients[client].open(checker);
			}
			tracker.receive(clients[client], message());
			clock.advance(Duration.ofMillis(10));
		}
		assertThat(refusals).doesNotContainKey(TrackerRefusal.INTERNAL);
		assertThat(refusals).containsKeys(TrackerRefusal.MALFORMED, TrackerRefusal.UNEXPECTED_ANSWER,
				TrackerRefusal.UNKNOWN_TORRENT);
		assertThat(checker.heard).isGreaterThan(MESSAGES / 2);
		assertThat(swarms.statistics().webPeers()).isLessThanOrEqualTo(3 * clients.length);
		for (WebConnection client : clients) {
			connections.closed(client);
		}
		assertThat(swarms.statistics()).isEqualTo(new TrackerStatistics(0, 0, 0));
	}

	private byte[] message() {
		String good = GOOD.get(this.random.nextInt(GOOD.size()));
		byte[] message = ((this.random.nextInt(4) == 0) ? good : Mutations.of(good, this.random))
			.getBytes(StandardCharsets.UTF_8);
		if (message.length > 0 && this.random.nextInt(4) == 0) {
			message[this.random.nextInt(message.length)] = (byte) this.random.nextInt(256);
		}
		return message;
	}

	@Test
	void mutatedQueriesAreAnsweredAndTheNodeLives() throws IOException {
		try (TrackerSite site = TrackerSite
			.start("peerconnect.video.tracker.messages-per-second-per-address=1000000")) {
			String announce = "/peerconnect/announce?info_hash=" + "%F0".repeat(20)
					+ "&peer_id=-XX0000-abcdefghijkl&port=6881&left=0&numwant=50&compact=1&event=started";
			for (int i = 0; i < 1_500; i++) {
				String query = Mutations.of((i % 3 == 0) ? announce.replace("announce", "scrape") : announce,
						this.random);
				String response = get(site, query.replaceAll("[\\x00-\\x20\\x7f]", "%20"));
				assertThat(response).as(query).matches("(?s)HTTP/1\\.1 (200|400|404|505) .*");
				if (response.startsWith("HTTP/1.1 200")) {
					Bencode.dictionary(
							response.substring(response.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1));
				}
				assertThat(response).doesNotContain("Exception");
			}
			assertThat(get(site, announce)).startsWith("HTTP/1.1 200");
			assertThat(site.bean(TrackerServer.class).statistics().httpPeers()).isBetween(1, 500);
		}
	}

	private static String get(TrackerSite site, String path) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.port())) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream()
				.write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
					.getBytes(StandardCharsets.ISO_8859_1));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		}
	}

	/** Reads what the tracker sends. */
	private static final class Checker implements Wire {

		private int heard;

		@Override
		public void send(byte[] message, Completion completion) {
			JsonNode json = JSON.readTree(message);
			assertThat(json.get("action").asString()).isIn("announce", "scrape");
			this.heard++;
			completion.completed(null);
		}

		@Override
		public void ping() {
		}

		@Override
		public void close(int code, String reason) {
		}

	}

}
