package io.peerconnect.websocket.tomcat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import org.apache.coyote.http11.Http11Nio2Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TomcatUpgrade} with a real Tomcat.
 */
class TomcatSocketIntegrationTests {

	private static EchoSite site;

	@BeforeAll
	static void start() {
		site = EchoSite.start("server.tomcat.max-connections=50");
	}

	@AfterAll
	static void stop() {
		site.close();
	}

	@AfterEach
	void everyEndHeardOfItsClose() {
		Awaitility.await().untilAsserted(() -> assertThat(site.ends().open()).isZero());
	}

	@Test
	void handshakeIsThatOfTheStandard() throws Exception {
		try (RawSocket client = new RawSocket(site.port())) {
			assertThat(client.head()).startsWith("HTTP/1.1 101")
				.containsIgnoringCase("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
				.doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
		}
	}

	@Test
	void wrongHandshakesAreRefused() throws Exception {
		for (String headers : List.of("Sec-WebSocket-Version: 13\r\n",
				"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 8\r\n",
				"Sec-WebSocket-Key: short\r\nSec-WebSocket-Version: 13\r\n",
				"Sec-WebSocket-Key: ?\r\nSec-WebSocket-Version: 13\r\n")) {
			try (RawSocket client = new RawSocket(site.port(), RawSocket.handshake(headers), new byte[0])) {
				assertThat(client.head()).startsWith("HTTP/1.1 426").contains("Sec-WebSocket-Version: 13");
			}
		}
	}

	@Test
	void messagesAreHandledByTheLoop() throws Exception {
		try (RawSocket client = new RawSocket(site.port())) {
			client.sendText("whose thread?");
			assertThat(client.read()).isEqualTo("1 peerconnect-socket-1");
			client.sendText("Hello");
			assertThat(client.read()).isEqualTo("1 Hello");
		}
	}

	@Test
	void whatComesInOnePacketWithTheHandshakeIsRead() throws Exception {
		byte[] early = FrameReaderTests.frame(0x81, "early", 7);
		try (RawSocket client = new RawSocket(site.port(), early)) {
			assertThat(client.read()).isEqualTo("1 early");
			client.sendText("late");
			assertThat(client.read()).isEqualTo("1 late");
		}
	}

	@Test
	void longMessagesGoBothWays() throws Exception {
		String text = "y".repeat(EchoSite.MAX_MESSAGE);
		try (RawSocket client = new RawSocket(site.port())) {
			client.sendText(text);
			assertThat(client.read()).isEqualTo("1 " + text);
			client.sendText(text + "!");
			assertThat(client.read()).isEqualTo("8 \u0003\u00f1too large");
		}
	}

	@Test
	void slowReaderHoldsNobodyUpAndMissesNothing() throws Exception {
		try (RawSocket slow = new RawSocket(site.port()); RawSocket other = new RawSocket(site.port())) {
			slow.sendText("flood me");
			other.sendText("Hello");
			assertThat(other.read()).isEqualTo("1 Hello");
			slow.send(FrameReaderTests.frame(0x89, "still there?", 1));
			int pongs = 0;
			for (int i = 0; i < 200; i++) {
				String next = slow.read();
				if (next.equals("10 still there?")) {
					pongs++;
					next = slow.read();
				}
				assertThat(next).isEqualTo("1 " + i + "x".repeat(50_000));
			}
			if (pongs == 0) {
				assertThat(slow.read()).isEqualTo("10 still there?");
			}
		}
	}

	/* An answer to each would have to wait in memory. */
	@Test
	void whoPingsAndDoesNotReadIsNotAnsweredEveryTime() throws Exception {
		ByteArrayOutputStream pings = new ByteArrayOutputStream();
		for (int i = 0; i < 1000; i++) {
			pings.writeBytes(FrameReaderTests.frame(0x89, "?".repeat(125), i));
		}
		try (RawSocket client = new RawSocket(site.port())) {
			int sent = 0;
			for (; sent < 200_000; sent += 1000) {
				client.send(pings.toByteArray());
			}
			client.sendText("Hello");
			int pongs = 0;
			while (!client.read().equals("1 Hello")) {
				pongs++;
			}
			assertThat(pongs).isBetween(1, sent - 1);
		}
	}

	@Test
	void pingsAreAnsweredBothWays() throws Exception {
		try (RawSocket client = new RawSocket(site.port())) {
			client.send(FrameReaderTests.frame(0x89, "there?", 3));
			assertThat(client.read()).isEqualTo("10 there?");
			client.sendText("ping me");
			assertThat(client.read()).isEqualTo("9 ");
			client.send(FrameReaderTests.frame(0x8a, "", 3));
			assertThat(site.ends().pongs().poll(10, TimeUnit.SECONDS)).isEqualTo("pong");
		}
	}

	@Test
	void closeOfTheClientIsAnswered() throws Exception {
		site.ends().closed().clear();
		try (RawSocket client = new RawSocket(site.port())) {
			client.send(FrameReaderTests.frame(0x88, "\u0003\u00e9bye", 3));
			assertThat(client.read()).isEqualTo("8 \u0003\u00e9");
			assertThat(client.read()).isEqualTo("end");
			Awaitility.await().untilAsserted(() -> assertThat(site.ends().closed()).contains(1001));
		}
	}

	@Test
	void closeOfTheServerWaitsForTheClientButNotForEver() throws Exception {
		try (RawSocket polite = new RawSocket(site.port()); RawSocket rude = new RawSocket(site.port())) {
			polite.sendText("close me");
			assertThat(polite.read()).isEqualTo("8 \u000f\u00a3as you wish");
			polite.sendText("too late");
			polite.send(FrameReaderTests.frame(0x88, "\u000f\u00a3", 3));
			assertThat(polite.read()).isEqualTo("end");
			rude.sendText("close me");
			assertThat(rude.read()).isEqualTo("8 \u000f\u00a3as you wish");
			assertThat(rude.read()).isEqualTo("end");
		}
	}

	@ParameterizedTest
	@CsvSource({ "81024869, 1002", "c1816f6f6f6f00, 1002", "81826f6f6f6f9090, 1007", "83806f6f6f6f, 1002",
			"88820000000003ee, 1002" })
	void whoBreaksTheProtocolIsSentAway(String frame, int code) throws Exception {
		try (RawSocket client = new RawSocket(site.port())) {
			client.send(HexFormat.of().parseHex(frame));
			assertThat(client.read()).startsWith("8 " + (char) (code >> 8) + (char) (code & 0xff));
			assertThat(client.read()).isEqualTo("end");
		}
	}

	@Test
	void failureOfOneConnectionIsNoMatterToAnother() throws Exception {
		try (RawSocket other = new RawSocket(site.port())) {
			try (RawSocket failing = new RawSocket(site.port())) {
				failing.sendText("fail");
				assertThat(failing.read()).isEqualTo("end");
			}
			other.sendText("Hello");
			assertThat(other.read()).isEqualTo("1 Hello");
		}
	}

	/* Tomcat closes connections that wait too long for a request: this is none. */
	@Test
	void idleConnectionsStay() throws Exception {
		try (EchoSite impatient = EchoSite.start("server.tomcat.connection-timeout=500ms",
				"server.tomcat.keep-alive-timeout=500ms"); RawSocket client = new RawSocket(impatient.port())) {
			Thread.sleep(3_000);
			client.sendText("Hello");
			assertThat(client.read()).isEqualTo("1 Hello");
		}
	}

	/* Tomcat counts connections that it gave away, and counts them down again. */
	@Test
	void connectionsAreGivenBack() throws Exception {
		for (int round = 0; round < 4; round++) {
			List<RawSocket> clients = new ArrayList<>();
			for (int i = 0; i < 30; i++) {
				clients.add(new RawSocket(site.port()));
			}
			for (RawSocket client : clients) {
				client.sendText("Hello");
				assertThat(client.read()).isEqualTo("1 Hello");
				client.close();
			}
		}
	}

	/* Nobody would read, or close, what is gone by the time that it is taken over. */
	@Test
	void connectionsOfThoseWhoLeaveAtOnceAreGivenBack() throws Exception {
		for (int i = 0; i < 200; i++) {
			try (Socket hasty = new Socket(InetAddress.getLoopbackAddress(), site.port())) {
				hasty.getOutputStream().write(RawSocket.HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
			}
		}
		try (RawSocket client = new RawSocket(site.port())) {
			client.sendText("Hello");
			assertThat(client.read()).isEqualTo("1 Hello");
		}
	}

	@Test
	void clientsOfAStoppedServerHearOfIt() throws Exception {
		EchoSite stopping = EchoSite.start();
		try (RawSocket client = new RawSocket(stopping.port())) {
			client.sendText("Hello");
			assertThat(client.read()).isEqualTo("1 Hello");
			stopping.close();
			assertThat(client.read()).isEqualTo("end");
		}
		assertThat(Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter("peerconnect-socket-1"::equals)).hasSizeLessThanOrEqualTo(1);
	}

	@Test
	void otherConnectorsOfTheSiteKeepTheirWebSockets() throws Exception {
		String other = Http11Nio2Protocol.class.getName();
		try (EchoSite left = EchoSite.start("echo.protocol=" + other); RawSocket client = new RawSocket(left.port())) {
			assertThat(left.protocol()).isEqualTo(Http11Nio2Protocol.class);
			client.sendText("whose thread?");
			assertThat(client.read()).startsWith("1 http-nio2-");
		}
	}

	@Test
	void operatorMayLeaveWebSocketsToTomcat() throws Exception {
		assertThat(site.protocol()).isEqualTo(ReleasingProtocol.class);
		try (EchoSite left = EchoSite.start("peerconnect.sockets.take-over=false");
				RawSocket client = new RawSocket(left.port())) {
			assertThat(left.protocol()).isEqualTo(Http11NioProtocol.class);
			client.sendText("whose thread?");
			assertThat(client.read()).startsWith("1 http-nio-");
		}
	}

	@Test
	void webSocketsWithTlsAreLeftToTomcat(@TempDir Path folder) throws Exception {
		Path keys = folder.resolve("keys.p12");
		keytool("-genkeypair", "-alias", "site", "-keyalg", "EC", "-dname", "CN=localhost", "-storetype", "PKCS12",
				"-keystore", keys.toString(), "-storepass", "changeit");
		try (EchoSite secure = EchoSite.start("server.ssl.key-store=" + keys.toUri(),
				"server.ssl.key-store-password=changeit")) {
			CompletableFuture<String> heard = new CompletableFuture<>();
			WebSocket socket = HttpClient.newBuilder()
				.sslContext(trusting())
				.build()
				.newWebSocketBuilder()
				.buildAsync(URI.create("wss://localhost:" + secure.port() + "/echo"), new WebSocket.Listener() {

					@Override
					public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
						heard.complete(text.toString());
						return CompletableFuture.completedFuture(null);
					}

				})
				.join();
			socket.sendText("whose thread?", true).join();
			assertThat(heard.get(20, TimeUnit.SECONDS)).startsWith("https-");
			socket.abort();
		}
	}

	private static void keytool(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
		command.addAll(List.of(arguments));
		Process keytool = new ProcessBuilder(command).inheritIO().start();
		assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(keytool.exitValue()).isZero();
	}

	private static SSLContext trusting() throws Exception {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, new TrustManager[] { new TrustingEverybody() }, new SecureRandom());
		return context;
	}

	private static final class TrustingEverybody extends X509ExtendedTrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
