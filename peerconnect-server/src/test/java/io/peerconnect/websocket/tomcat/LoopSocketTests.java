package io.peerconnect.websocket.tomcat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.peerconnect.websocket.SocketListener;
import io.peerconnect.websocket.SocketSettings;
import io.peerconnect.websocket.SocketSettings.Format;
import io.peerconnect.websocket.Wire;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LoopSocket} with a loop of its own, and a connection within this
 * machine.
 */
class LoopSocketTests {

	/** More than the system keeps for both ends. */
	private static final int FLOOD = 16 * 1024 * 1024;

	private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

	private @Nullable EventLoop loop;

	private @Nullable SocketChannel client;

	@BeforeEach
	void start() throws IOException {
		this.loop = new EventLoop("loop of a test");
	}

	@AfterEach
	void stop() throws IOException {
		client().close();
		Objects.requireNonNull(this.loop).stop();
	}

	@ParameterizedTest
	@EnumSource(Format.class)
	void messageIsSentInOneFrame(Format format) throws Exception {
		open(format).send(utf8("hello"), this::sent);
		assertThat(receive(7)).isEqualTo((format == Format.TEXT) ? "810568656c6c6f" : "820568656c6c6f");
		assertHeard("sent");
	}

	@Test
	void messageThatIsNotTakenAtOnceIsCompletedLater() throws Exception {
		open(Format.BINARY).send(new byte[FLOOD], this::sent);
		assertThat(this.heard.poll(200, TimeUnit.MILLISECONDS)).isNull();
		assertThat(receive(10 + FLOOD)).startsWith("827f0000000001000000").hasSize(2 * (10 + FLOOD));
		assertHeard("sent");
	}

	@Test
	void closeComesAfterTheMessageThatIsUnderWay() throws Exception {
		Wire wire = open(Format.BINARY);
		wire.send(new byte[FLOOD], this::sent);
		wire.close(1001, "bye");
		assertHeard("closed 1001");
		receive(10 + FLOOD);
		assertThat(receive(7)).isEqualTo("880503e9627965");
		assertHeard("sent");
		wire.send(utf8("late"), this::sent);
		assertHeard("not sent");
	}

	@Test
	void messageThatIsUnderWayFailsWhenTheConnectionEnds() throws Exception {
		open(Format.BINARY).send(new byte[FLOOD], this::sent);
		client().close();
		assertThat(this.heard.poll(10, TimeUnit.SECONDS)).isIn("closed 1006", "not sent");
		assertThat(this.heard.poll(10, TimeUnit.SECONDS)).isIn("closed 1006", "not sent");
	}

	/* Its client answers a close in the middle of a message that it does not read. */
	@Test
	void messageThatIsUnderWayFailsWhenTheClientCloses() throws Exception {
		open(Format.BINARY).send(new byte[FLOOD], this::sent);
		write(FrameReaderTests.frame(0x88, "\u000b\u00b9", 3));
		assertHeard("closed 3001");
		assertHeard("not sent");
	}

	@Test
	void clientThatClosesWithoutACodeIsAnsweredWithout() throws Exception {
		Wire wire = open(Format.BINARY);
		write(FrameReaderTests.frame(0x88, "", 3));
		assertThat(receive(2)).isEqualTo("8800");
		assertHeard("closed 1005");
		assertThat(client().read(ByteBuffer.allocate(1))).isEqualTo(-1);
		wire.send(utf8("late"), this::sent);
		assertHeard("not sent");
		assertThat(this.heard).isEmpty();
	}

	@Test
	void whoBreaksTheProtocolHearsHow() throws Exception {
		open(Format.BINARY);
		write(FrameReaderTests.frame(0x81, "\u00ff", 3));
		assertThat(receive(4)).startsWith("88").endsWith("03ef");
		assertHeard("closed 1007");
	}

	private Wire open(Format format) throws Exception {
		EventLoop loop = Objects.requireNonNull(this.loop);
		try (ServerSocketChannel server = ServerSocketChannel.open()) {
			server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			this.client = SocketChannel.open().setOption(StandardSocketOptions.SO_RCVBUF, 8 * 1024);
			client().connect(server.getLocalAddress());
			SocketChannel channel = server.accept();
			channel.configureBlocking(false);
			LoopSocket socket = new LoopSocket(channel, loop, new SocketSettings(1000, 1, 1, format), new Listener(),
					() -> close(channel));
			loop.add(socket, ByteBuffer.allocate(0));
			assertHeard("opened");
			return socket;
		}
	}

	private static void close(SocketChannel channel) {
		try {
			channel.close();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private SocketChannel client() {
		return Objects.requireNonNull(this.client);
	}

	private void write(byte[] bytes) throws IOException {
		client().write(ByteBuffer.wrap(bytes));
	}

	private String receive(int count) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(count);
		while (bytes.hasRemaining()) {
			assertThat(client().read(bytes)).isPositive();
		}
		return HexFormat.of().formatHex(bytes.array());
	}

	private void assertHeard(String what) throws InterruptedException {
		assertThat(this.heard.poll(10, TimeUnit.SECONDS)).isEqualTo(what);
	}

	private void sent(@Nullable Throwable failure) {
		this.heard.add((failure != null) ? "not sent" : "sent");
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private final class Listener implements SocketListener {

		@Override
		public void opened(Wire wire) {
			LoopSocketTests.this.heard.add("opened");
		}

		@Override
		public void received(byte[] message) {
			LoopSocketTests.this.heard.add("received " + new String(message, StandardCharsets.UTF_8));
		}

		@Override
		public void receivedTooLarge() {
			LoopSocketTests.this.heard.add("too large");
		}

		@Override
		public void ponged() {
			LoopSocketTests.this.heard.add("ponged");
		}

		@Override
		public void closed(int code) {
			LoopSocketTests.this.heard.add("closed " + code);
		}

	}

}
