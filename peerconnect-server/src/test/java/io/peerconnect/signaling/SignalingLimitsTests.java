package io.peerconnect.signaling;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.peerconnect.protocol.ClientMessage;
import io.peerconnect.swarm.PeerId;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.BinaryWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the limits of signalling, and for its life beside the rest of a site, with a
 * real server and real clients.
 */
class SignalingLimitsTests {

	private static final String LION = FakeAssets.LION.digest().value();

	@Test
	void floodIsRefusedAndItsAddressBannedForAWhile() {
		try (TestSite site = TestSite.start("peerconnect.signaling.messages-per-second=1",
				"peerconnect.signaling.messages-burst=5"); TestPeer alice = TestPeer.welcomed(site)) {
			for (int i = 0; i < 4; i++) {
				alice.sync();
			}
			for (int i = 0; i < 10; i++) {
				alice.send("{\"type\":\"resolve\",\"urls\":[]}");
				assertThat(alice.next("failure").get("code").asString()).isEqualTo("rate-limited");
			}
			assertThat(alice.closeCode()).isEqualTo(1008);
			assertThat(TestPeer.handshake(site, "/peerconnect/signaling", site.origin())).isEqualTo(429);
			assertThat(site.matchmaker().present()).isEmpty();
		}
	}

	@Test
	void badMessagesEndTheSession() {
		try (TestSite site = TestSite.start(); TestPeer alice = TestPeer.welcomed(site)) {
			for (int i = 0; i < 10; i++) {
				alice.send("{\"type\":\"shout\"}");
				assertThat(alice.next("failure").get("code").asString()).isEqualTo("unknown-type");
			}
			assertThat(alice.closeCode()).isEqualTo(1008);
		}
	}

	@Test
	void whoAsksForTooMuchIsSentToTheOrigin() {
		try (TestSite site = TestSite.start("peerconnect.signaling.wants-per-second-per-address=1");
				TestPeer alice = TestPeer.welcomed(site);
				TestPeer bob = TestPeer.connect(site)) {
			bob.hello(",\"have\":[\"" + LION + "\"]");
			bob.sync();
			List<Integer> peers = new ArrayList<>();
			for (int i = 0; i < 40; i++) {
				alice.send("{\"type\":\"want\",\"assets\":[\"" + LION + "\"]}");
				peers.add(alice.next("sources").at("/assets/0/peers").size());
			}
			assertThat(peers).startsWith(1, 1, 1).contains(0);
		}
	}

	@Test
	void sessionsOfOneAddressAndOfTheNodeAreLimited() {
		try (TestSite site = TestSite.start("peerconnect.signaling.max-sessions-per-address=2",
				"peerconnect.signaling.max-sessions=3"); TestPeer alice = TestPeer.connect(site)) {
			try (TestPeer bob = TestPeer.connect(site)) {
				assertThat(TestPeer.handshake(site, "/peerconnect/signaling", site.origin())).isEqualTo(429);
				bob.leave(1000);
			}
			try (TestPeer carol = TestPeer.connect(site)) {
				assertThat(carol.hello("")).isFalse();
			}
		}
		try (TestSite site = TestSite.start("peerconnect.signaling.max-sessions=1");
				TestPeer alice = TestPeer.connect(site)) {
			assertThat(TestPeer.handshake(site, "/peerconnect/signaling", site.origin())).isEqualTo(503);
		}
	}

	@Test
	void silenceAfterTheHandshakeIsClosed() {
		try (TestSite site = TestSite.start("peerconnect.signaling.hello-timeout=1s");
				TestPeer alice = TestPeer.connect(site)) {
			assertThat(alice.closeCode()).isEqualTo(4002);
		}
	}

	@Test
	void peerThatStaysAwayIsForgotten() {
		try (TestSite site = TestSite.start("peerconnect.signaling.resume-grace=0s");
				TestPeer alice = TestPeer.welcomed(site);
				TestPeer bob = TestPeer.connect(site)) {
			bob.hello(",\"have\":[\"" + LION + "\"]");
			bob.sync();
			alice.send("{\"type\":\"want\",\"assets\":[\"" + LION + "\"]}");
			alice.next("sources");
			bob.vanish();
			assertThat(alice.next("gone").get("peer").asString()).isEqualTo(bob.id());
			assertThat(site.matchmaker().present()).containsExactly(new PeerId(alice.id()));
		}
	}

	@Test
	void restartIsToldToClients() {
		try (TestSite site = TestSite.start();
				TestPeer alice = TestPeer.welcomed(site);
				TestPeer bob = TestPeer.connect(site)) {
			site.bean(SignalingServer.class).stop();
			assertThat(alice.closeCode()).isEqualTo(1012);
			assertThat(bob.closeCode()).isEqualTo(1012);
			assertThat(TestPeer.handshake(site, "/peerconnect/signaling", site.origin())).isEqualTo(503);
			site.bean(SignalingServer.class).start();
			assertThat(TestPeer.handshake(site, "/peerconnect/signaling", site.origin())).isEqualTo(101);
		}
	}

	@Test
	void closingTheApplicationTellsClientsBeforeTheWebServerStops() {
		TestSite site = TestSite.start();
		try (TestPeer alice = TestPeer.welcomed(site)) {
			site.close();
			assertThat(alice.closeCode()).isEqualTo(1012);
		}
	}

	@Test
	void compressionIsNotAgreedTo() throws IOException {
		try (TestSite site = TestSite.start(); RawClient client = new RawClient(site.port(), site.origin())) {
			assertThat(client.response()).startsWith("HTTP/1.1 101").doesNotContainIgnoringCase("extensions");
		}
	}

	@Test
	void proxyThatTellsOfTheSitesOriginIsBelieved() throws IOException {
		try (TestSite site = TestSite.start("server.forward-headers-strategy=native");
				RawClient client = new RawClient(site.port(), "https://shop.example", "X-Forwarded-For: 192.0.2.7\r\n",
						"X-Forwarded-Proto: https\r\n", "X-Forwarded-Host: shop.example\r\n",
						"X-Forwarded-Port: 443\r\n")) {
			assertThat(client.response()).startsWith("HTTP/1.1 101");
		}
	}

	@Test
	void clientThatDoesNotReadHoldsUpNobodyAndIsClosed() throws IOException {
		String sdp = "v".repeat(16_000);
		try (TestSite site = TestSite.start("peerconnect.signaling.messages-burst=5000",
				"peerconnect.signaling.messages-per-second-per-address=5000");
				TestPeer alice = TestPeer.welcomed(site);
				TestPeer bob = TestPeer.connect(site);
				RawClient slow = new RawClient(site.port(), site.origin())) {
			slow.send("{\"type\":\"hello\",\"token\":\"good for " + site.origin() + "\",\"sharing\":true,\"have\":[\""
					+ LION + "\"]}");
			String slowId = slow.read().split("\"")[7];
			bob.hello(",\"have\":[\"" + LION + "\"]");
			bob.sync();
			alice.send("{\"type\":\"want\",\"assets\":[\"" + LION + "\"]}");
			assertThat(alice.next("sources").at("/assets/0/peers").toString()).contains(slowId, bob.id());
			// Fills the socket, then the queue; then the connection is closed, resumable.
			for (int i = 0; i < 1000 && site.matchmaker().sharing().contains(new PeerId(slowId)); i++) {
				alice.send("{\"type\":\"offer\",\"to\":\"" + slowId + "\",\"sdp\":\"" + sdp + "\"}");
				alice.send("{\"type\":\"offer\",\"to\":\"" + bob.id() + "\",\"sdp\":\"" + i + "\"}");
				assertThat(bob.next("offer").get("sdp").asString()).isEqualTo(String.valueOf(i));
			}
			assertThat(site.matchmaker().sharing()).doesNotContain(new PeerId(slowId)).contains(new PeerId(bob.id()));
		}
	}

	@Test
	void nodeLivesThroughNoise() throws IOException {
		Random random = new Random(7);
		try (TestSite site = TestSite.start("peerconnect.signaling.messages-per-second-per-address=100000");
				TestPeer alice = TestPeer.welcomed(site)) {
			for (int i = 0; i < 50; i++) {
				try (RawClient client = new RawClient(site.port(), site.origin())) {
					byte[] noise = new byte[random.nextInt(2000)];
					random.nextBytes(noise);
					client.sendRaw(noise);
				}
			}
			alice.sync();
		}
	}

	@Test
	void contextPathAndOtherEndpointsOfTheSiteAreRespected() {
		try (TestSite site = TestSite.start(List.of(BusySite.class), "server.servlet.context-path=/shop",
				"peerconnect.path=/p2p", "peerconnect.signaling.allowed-origins=https://partner.example",
				"peerconnect.domain-name=https://shop.example")) {
			assertThat(TestPeer.handshake(site, "/shop/p2p/signaling", site.origin())).isEqualTo(101);
			assertThat(TestPeer.handshake(site, "/shop/p2p/signaling", "https://partner.example")).isEqualTo(101);
			assertThat(TestPeer.handshake(site, "/shop/p2p/signaling", "https://SHOP.example:443")).isEqualTo(101);
			assertThat(TestPeer.handshake(site, "/shop/p2p/signaling", "http://shop.example")).isEqualTo(403);
			try (TestPeer echo = TestPeer.connect(site, "/shop/echo", site.origin())) {
				echo.send("{\"type\":\"echo\",\"long\":\"" + "x".repeat(7000) + "\"}");
				assertThat(echo.next("echo").get("long").asString()).hasSize(7000);
			}
			assertThat(site.bean(TaskScheduler.class)).isSameAs(site.bean(BusySite.class).scheduler);
		}
	}

	@Test
	void plainRequestIsToldToUpgrade() throws Exception {
		try (TestSite site = TestSite.start(List.of(BusySite.class))) {
			var response = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create(site.origin() + "/peerconnect/signaling")).build(),
						HttpResponse.BodyHandlers.ofString());
			assertThat(response.statusCode()).isEqualTo(426);
		}
	}

	@Test
	void everyMessageTypeHasAHandler() throws IOException {
		try (TestSite site = TestSite.start(); TestPeer alice = TestPeer.welcomed(site)) {
			// Groups of messages belong to other features.
			List<Class<?>> own = Stream.of(ClientMessage.class.getPermittedSubclasses())
				.filter(Class::isRecord)
				.toList();
			for (Class<?> type : own) {
				String name = type.getSimpleName().toLowerCase(Locale.ROOT);
				alice.send(Files.readString(Path.of("src/test/resources/protocol/client", name + ".json")));
			}
			alice.send("\u0000");
			List<String> codes = new ArrayList<>();
			while (!codes.contains("malformed")) {
				codes.add(alice.next().path("code").asString("none"));
			}
			assertThat(codes).contains("already-open", "not-paired").doesNotContain("internal", "unknown-type");
		}
	}

	/* A site with sockets, scheduling and a controller in our way. */
	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	@EnableScheduling
	@RestController
	static class BusySite implements WebSocketConfigurer {

		private final SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();

		@Override
		public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
			registry.addHandler(new BinaryWebSocketHandler() {
				@Override
				protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) throws IOException {
					session.sendMessage(message);
				}
			}, "/echo");
		}

		@Bean
		TaskScheduler taskScheduler() {
			return this.scheduler;
		}

		@GetMapping({ "/p2p/**", "/peerconnect/**" })
		String everything() {
			return "everything";
		}

	}

}
