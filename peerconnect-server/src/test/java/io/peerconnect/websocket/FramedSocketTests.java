package io.peerconnect.websocket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import io.peerconnect.websocket.SocketSettings.Format;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.peerconnect.websocket.FrameReader.BINARY;
import static io.peerconnect.websocket.FrameReader.CLOSE;
import static io.peerconnect.websocket.FrameReader.PING;
import static io.peerconnect.websocket.FrameReader.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FramedSocket}.
 */
class FramedSocketTests {

	private final List<String> events = new ArrayList<>();

	private final Pipe pipe = new Pipe();

	private final FramedSocket socket = socket(Format.BINARY);

	private FramedSocket socket(Format format) {
		return new FramedSocket(new SocketSettings(1000, 1, 1, format), new Listener(), this.pipe);
	}

	@BeforeEach
	void open() {
		this.socket.open();
		assertThat(this.events).containsExactly("opened");
		this.events.clear();
	}

	@Test
	void messageIsReceived() {
		receive(ClientFrames.frame(TEXT, "hello"));
		assertThat(this.events).containsExactly("received hello");
	}

	@Test
	void messageIsSentInOneFrame() {
		this.socket.send(utf8("hello"), this::sent);
		assertThat(this.pipe.hex()).isEqualTo("8205" + hex("hello"));
		assertThat(this.events).containsExactly("sent");
		FramedSocket text = socket(Format.TEXT);
		this.pipe.bytes.reset();
		text.send(utf8("hello"), this::sent);
		assertThat(this.pipe.hex()).isEqualTo("8105" + hex("hello"));
	}

	@ParameterizedTest
	@CsvSource({ "125, 827d", "126, 827e007e", "65535, 827effff", "65536, 827f0000000000010000" })
	void lengthTakesTheFewestBytes(int length, String header) {
		this.socket.send(new byte[length], this::sent);
		assertThat(this.pipe.hex()).startsWith(header).hasSize(header.length() + 2 * length);
	}

	@Test
	void messageThatCannotBeWrittenAtOnceIsCompletedLater() {
		this.pipe.full = true;
		this.socket.send(utf8("hello"), this::sent);
		assertThat(this.events).isEmpty();
		this.socket.writable();
		assertThat(this.events).isEmpty();
		this.pipe.full = false;
		this.socket.writable();
		assertThat(this.events).containsExactly("sent");
		this.socket.writable();
		assertThat(this.events).hasSize(1);
	}

	@Test
	void pingIsAnsweredWithWhatItCarries() {
		receive(ClientFrames.frame(PING, "abc"));
		assertThat(this.pipe.hex()).isEqualTo("8a03" + hex("abc"));
		assertThat(this.events).isEmpty();
	}

	@Test
	void whileAMessageIsUnderWayTheLastPingIsAnswered() {
		this.pipe.full = true;
		this.socket.send(utf8("hello"), this::sent);
		for (int i = 0; i < 1000; i++) {
			receive(ClientFrames.frame(PING, String.valueOf(i)));
		}
		this.pipe.full = false;
		this.socket.writable();
		assertThat(this.pipe.hex()).isEqualTo("8205" + hex("hello") + "8a03" + hex("999"));
	}

	@Test
	void pongIsHeard() {
		this.socket.ping();
		assertThat(this.pipe.hex()).isEqualTo("8900");
		receive(ClientFrames.frame(FrameReader.PONG, ""));
		assertThat(this.events).containsExactly("ponged");
	}

	@Test
	void clientThatClosesIsAnsweredAndTheConnectionEnds() {
		receive(ClientFrames.close(3001, "bye"));
		assertThat(this.pipe.hex()).isEqualTo("88020bb9");
		assertThat(this.events).containsExactly("closed 3001");
		assertThat(this.pipe.closed).isTrue();
		receive(ClientFrames.frame(TEXT, "late"));
		this.socket.send(utf8("late"), this::sent);
		this.socket.ended();
		assertThat(this.events).containsExactly("closed 3001", "not sent");
	}

	@Test
	void clientThatClosesWithoutACodeIsAnsweredWithout() {
		receive(ClientFrames.frame(CLOSE, new byte[0]));
		assertThat(this.pipe.hex()).isEqualTo("8800");
		assertThat(this.events).containsExactly("closed 1005");
	}

	@Test
	void whoIsClosedHearsWhyAndMayAnswer() {
		this.socket.close(1008, "Too many bad messages");
		assertThat(this.pipe.hex()).isEqualTo("881703f0" + hex("Too many bad messages"));
		assertThat(this.events).containsExactly("closed 1008");
		assertThat(this.pipe.closed).isFalse();
		receive(ClientFrames.frame(TEXT, "late"));
		this.socket.tick();
		assertThat(this.pipe.closed).isFalse();
		receive(ClientFrames.close(1008, ""));
		assertThat(this.pipe.closed).isTrue();
		assertThat(this.events).containsExactly("closed 1008");
	}

	@Test
	void closeWaitsForTheMessageThatIsUnderWay() {
		this.pipe.full = true;
		this.socket.send(utf8("hello"), this::sent);
		this.socket.close(1001, "");
		receive(ClientFrames.close(1001, ""));
		assertThat(this.pipe.closed).isFalse();
		this.pipe.full = false;
		this.socket.writable();
		assertThat(this.pipe.hex()).isEqualTo("8205" + hex("hello") + "880203e9");
		assertThat(this.pipe.closed).isTrue();
		assertThat(this.events).containsExactly("closed 1001", "sent");
	}

	@Test
	void longReasonIsCutBetweenCharacters() {
		this.socket.close(1008, "ö".repeat(100));
		assertThat(this.pipe.hex()).startsWith("887c03f0").endsWith(hex("ö"));
	}

	@Test
	void clientThatBreaksTheRulesIsToldAndNotListenedToAnyMore() {
		receive(new byte[] { (byte) 0x81, 1, 'a' });
		assertThat(this.pipe.hex()).startsWith("88").contains("03ea");
		assertThat(this.events).containsExactly("closed 1002");
		receive(ClientFrames.frame(TEXT, "late"));
		assertThat(this.events).hasSize(1);
		this.socket.ended();
		assertThat(this.pipe.closed).isTrue();
	}

	@Test
	void connectionThatEndsWithoutACloseIsAbnormal() {
		this.pipe.full = true;
		this.socket.send(utf8("hello"), this::sent);
		this.socket.ended();
		assertThat(this.events).containsExactly("closed 1006", "not sent");
		assertThat(this.pipe.closed).isTrue();
	}

	@Test
	void connectionThatBreaksWhileSendingIsClosed() {
		this.pipe.broken = true;
		this.socket.send(utf8("hello"), this::sent);
		assertThat(this.events).containsExactly("not sent", "closed 1006");
		assertThat(this.pipe.closed).isTrue();
	}

	@Test
	void messageThatIsTooLargeIsTold() {
		receive(ClientFrames.frame(BINARY, new byte[1001]));
		assertThat(this.events).containsExactly("too large");
	}

	private void receive(byte[] bytes) {
		this.socket.received(ByteBuffer.wrap(bytes));
	}

	private void sent(@Nullable Throwable failure) {
		this.events.add((failure != null) ? "not sent" : "sent");
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String hex(String text) {
		return HexFormat.of().formatHex(utf8(text));
	}

	/* Takes everything, or nothing until it is asked again. */
	private static final class Pipe implements FramedSocket.Transport {

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		private byte[] left = {};

		private boolean full;

		private boolean broken;

		private boolean closed;

		@Override
		public boolean write(byte[] frame) throws IOException {
			if (this.broken) {
				throw new IOException("Broken pipe");
			}
			this.left = frame;
			return flush();
		}

		@Override
		public boolean flush() {
			if (!this.full) {
				this.bytes.writeBytes(this.left);
				this.left = new byte[0];
			}
			return !this.full;
		}

		@Override
		public void close() {
			this.closed = true;
		}

		String hex() {
			return HexFormat.of().formatHex(this.bytes.toByteArray());
		}

	}

	private final class Listener implements SocketListener {

		@Override
		public void opened(Wire wire) {
			FramedSocketTests.this.events.add("opened");
		}

		@Override
		public void received(byte[] message) {
			FramedSocketTests.this.events.add("received " + new String(message, StandardCharsets.UTF_8));
		}

		@Override
		public void receivedTooLarge() {
			FramedSocketTests.this.events.add("too large");
		}

		@Override
		public void ponged() {
			FramedSocketTests.this.events.add("ponged");
		}

		@Override
		public void closed(int code) {
			FramedSocketTests.this.events.add("closed " + code);
		}

	}

}
