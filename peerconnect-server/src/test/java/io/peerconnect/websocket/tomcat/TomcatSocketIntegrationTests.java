package io.peerconnect.websocket.tomcat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for connections taken over from Tomcat, with real clients on each kind of
 * connector.
 */
class TomcatSocketIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/* The key and the answer are those of RFC 6455 §1.3. */
	private static final String HANDSHAKE = "GET /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
			+ "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
			+ "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n";

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "nio", "nio2", "tls" })
	void messagesOfAllSizesComeBack(String connector) {
		try (EchoSite site = EchoSite.start(connector, this.folder);
				EchoClient alice = EchoClient.connect(site.url())) {
			Random random = new Random(1);
			for (int size : new int[] { 1, 125, 126, 65_535, 65_536, 300_000, EchoSite.MAX_MESSAGE, 21 }) {
				byte[] message = new byte[size];
				random.nextBytes(message);
				alice.send(message);
				assertThat(alice.next()).as("%d bytes", size).isEqualTo(message);
			}
			alice.socket().sendText("in ", false).join();
			alice.socket().sendText("parts, and as a text", true).join();
			assertThat(alice.next()).asString(StandardCharsets.UTF_8).isEqualTo("in parts, and as a text");
			alice.socket().sendPing(ByteBuffer.wrap(new byte[] { 7 })).join();
			assertThat(alice.pong()).containsExactly(7);
			alice.send("ping me".getBytes(StandardCharsets.UTF_8));
			Awaitility.await().atMost(PATIENCE).until(() -> site.events().contains("ponged"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "nio", "nio2", "tls" })
	void eitherSideCloses(String connector) {
		try (EchoSite site = EchoSite.start(connector, this.folder);
				EchoClient alice = EchoClient.connect(site.url());
				EchoClient bob = EchoClient.connect(site.url());
				EchoClient carol = EchoClient.connect(site.url())) {
			alice.socket().sendClose(3001, "bye").join();
			assertThat(alice.closeCode()).isEqualTo(3001);
			bob.send("close me".getBytes(StandardCharsets.UTF_8));
			assertThat(bob.closeCode()).isEqualTo(4001);
			carol.socket().abort();
			Awaitility.await()
				.atMost(PATIENCE)
				.untilAsserted(() -> assertThat(site.events()).contains("closed 3001", "closed 4001", "closed 1006")
					.hasSize(6));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "nio", "nio2", "tls" })
	void manyTalkAtOnce(String connector) {
		try (EchoSite site = EchoSite.start(connector, this.folder)) {
			List<CompletableFuture<Void>> clients = new ArrayList<>();
			for (int i = 0; i < 40; i++) {
				Random random = new Random(i);
				clients.add(CompletableFuture.runAsync(() -> {
					try (EchoClient client = EchoClient.connect(site.url())) {
						for (int n = 0; n < 30; n++) {
							byte[] message = new byte[1 + random.nextInt(20_000)];
							random.nextBytes(message);
							client.send(message);
							assertThat(client.next()).isEqualTo(message);
						}
						client.socket().sendClose(1000, "").join();
						assertThat(client.closeCode()).isEqualTo(1000);
					}
				}));
			}
			CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).join();
			assertThat(site.events()).doesNotContain("closed 1006", "overflow", "not sent");
		}
	}

	@Test
	void clientThatReadsLateGetsAllOfIt() throws IOException {
		try (EchoSite site = EchoSite.start("nio", this.folder); Socket socket = handshake(site, "")) {
			byte[] message = new byte[60_000];
			new Random(3).nextBytes(message);
			int count = 200;
			CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
				for (int i = 0; i < count; i++) {
					write(socket, frame(0x82, message));
				}
			});
			sending.join();
			InputStream in = socket.getInputStream();
			for (int i = 0; i < count; i++) {
				assertThat(in.readNBytes(4)).containsExactly(0x82, 126, message.length >> 8, (byte) message.length);
				assertThat(in.readNBytes(message.length)).isEqualTo(message);
			}
		}
	}

	@Test
	void framesRightBehindTheHandshakeAreNotLost() throws IOException {
		try (EchoSite site = EchoSite.start("nio", this.folder);
				Socket socket = handshake(site, new String(frame(0x81, "early".getBytes(StandardCharsets.UTF_8)),
						StandardCharsets.ISO_8859_1))) {
			assertThat(socket.getInputStream().readNBytes(7)).asString(StandardCharsets.ISO_8859_1)
				.isEqualTo("\u0082\u0005early");
		}
	}

	@ParameterizedTest
	@CsvSource({ "81016f, 1002", "c1816f6f6f6f00, 1002", "81826f6f6f6f9090, 1007", "83806f6f6f6f, 1002" })
	void whoBreaksTheRulesIsToldAndTheConnectionEnds(String frame, int code) throws IOException {
		try (EchoSite site = EchoSite.start("nio", this.folder); Socket socket = handshake(site, "")) {
			write(socket, HexFormat.of().parseHex(frame));
			InputStream in = socket.getInputStream();
			byte[] head = in.readNBytes(4);
			assertThat(head[0]).isEqualTo((byte) 0x88);
			assertThat((head[2] & 0xFF) << 8 | head[3] & 0xFF).isEqualTo(code);
			socket.shutdownOutput();
			in.readAllBytes();
			assertThat(site.events()).containsExactly("opened", "closed " + code);
		}
	}

	@Test
	void messageThatIsTooLargeIsRefused() throws IOException {
		try (EchoSite site = EchoSite.start("nio", this.folder); Socket socket = handshake(site, "")) {
			write(socket,
					ByteBuffer.allocate(14)
						.put((byte) 0x82)
						.put((byte) 0xFF)
						.putLong(EchoSite.MAX_MESSAGE + 1)
						.putInt(0)
						.array());
			byte[] head = socket.getInputStream().readNBytes(4);
			assertThat((head[2] & 0xFF) << 8 | head[3] & 0xFF).isEqualTo(1009);
		}
	}

	@Test
	void clientThatDoesNotAnswerACloseIsCutOff() throws IOException {
		try (EchoSite site = EchoSite.start("nio", this.folder); Socket socket = handshake(site, "")) {
			write(socket, frame(0x81, "close me".getBytes(StandardCharsets.UTF_8)));
			// Ends only when the server closes the connection.
			assertThat(socket.getInputStream().readAllBytes()).asString(StandardCharsets.ISO_8859_1)
				.endsWith("as you wish");
		}
	}

	@Test
	void listenerThatFailsCostsItsOwnConnectionAlone() {
		try (EchoSite site = EchoSite.start("nio", this.folder);
				EchoClient alice = EchoClient.connect(site.url());
				EchoClient bob = EchoClient.connect(site.url());
				EchoClient carol = EchoClient.connect(site.url())) {
			alice.send("break".getBytes(StandardCharsets.UTF_8));
			assertThat(alice.closeCode()).isEqualTo(1006);
			for (EchoClient other : List.of(bob, carol)) {
				other.send(new byte[] { 1 });
				assertThat(other.next()).containsExactly(1);
			}
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "Upgrade: websocket | Upgrade: h2c | 426", "Connection: Upgrade | Connection: close | 400",
					"Sec-WebSocket-Version: 13 | Sec-WebSocket-Version: 8 | 426",
					"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ== | Sec-WebSocket-Key: short | 400", "GET | POST | 426",
					"Sec-WebSocket-Version: 13 | X-Other: 13 | 426" })
	void handshakeThatIsNotInOrderIsRefused(String good, String bad, int status) throws IOException {
		try (EchoSite site = EchoSite.start("nio", this.folder)) {
			assertThat(status(site, HANDSHAKE.replace(good, bad))).isEqualTo(status);
			assertThat(status(site, HANDSHAKE.replace("Connection: Upgrade", "connection: keep-alive, UPGRADE")))
				.isEqualTo(101);
		}
	}

	private static Socket handshake(EchoSite site, String rest) throws IOException {
		Socket socket = connect(site);
		write(socket, (HANDSHAKE + rest).getBytes(StandardCharsets.ISO_8859_1));
		assertThat(head(socket)).startsWith("HTTP/1.1 101")
			.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
			.doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
		return socket;
	}

	private static int status(EchoSite site, String handshake) throws IOException {
		try (Socket socket = connect(site)) {
			write(socket, handshake.getBytes(StandardCharsets.ISO_8859_1));
			return Integer.parseInt(head(socket).substring(9, 12));
		}
	}

	private static Socket connect(EchoSite site) throws IOException {
		Socket socket = new Socket();
		socket.setSoTimeout((int) PATIENCE.toMillis());
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), site.port()));
		return socket;
	}

	private static String head(Socket socket) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			head.append((char) socket.getInputStream().read());
		}
		return head.toString();
	}

	private static void write(Socket socket, byte[] bytes) {
		try {
			socket.getOutputStream().write(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/* With mask 0, which leaves the payload as it is. */
	private static byte[] frame(int first, byte[] payload) {
		ByteBuffer frame = ByteBuffer.allocate(8 + payload.length).put((byte) first);
		if (payload.length < 126) {
			frame.put((byte) (0x80 | payload.length));
		}
		else {
			frame.put((byte) 0xFE).putShort((short) payload.length);
		}
		frame.putInt(0).put(payload);
		return Arrays.copyOf(frame.array(), frame.position());
	}

}
