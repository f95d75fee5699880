package io.peerconnect.websocket.tomcat;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FrameReader}.
 */
class FrameReaderTests {

	private static final int FIN = 0x80;

	private static final int MAX = 200_000;

	private final List<String> heard = new ArrayList<>();

	private final FrameReader reader = new FrameReader(MAX, new Listening());

	@Test
	void messageIsUnmasked() {
		read(frame(FIN | Opcode.TEXT, "Hello", 0x37fa213d));
		assertThat(this.heard).containsExactly("Hello");
	}

	/* RFC 6455 §5.7. */
	@Test
	void exampleOfTheStandardIsRead() {
		read(new byte[] { (byte) 0x81, (byte) 0x85, 0x37, (byte) 0xfa, 0x21, 0x3d, 0x7f, (byte) 0x9f, 0x4d, 0x51,
				0x58 });
		assertThat(this.heard).containsExactly("Hello");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 7, 8, 9, 125, 126, 127, 4000, 8191, 8192, 8193, 65_535, 65_536, 100_000, MAX })
	void anyLengthIsReadInAnyParts(int length) {
		String text = text(length);
		byte[] frame = frame(FIN | Opcode.BINARY, text, 0x80f1a2b3);
		Random random = new Random(length);
		for (int round = 0; round < 4; round++) {
			for (int at = 0; at < frame.length;) {
				int count = Math.min(frame.length - at, (round == 0) ? frame.length : 1 + random.nextInt(3000));
				this.reader.read(ByteBuffer.wrap(frame, at, count));
				at += count;
			}
		}
		assertThat(this.heard).containsExactly(text, text, text, text);
	}

	@Test
	void frameThatComesByteByByteIsRead() {
		byte[] frame = frame(FIN | Opcode.TEXT, text(300), 0x01020304);
		for (byte next : frame) {
			this.reader.read(ByteBuffer.wrap(new byte[] { next }));
		}
		assertThat(this.heard).containsExactly(text(300));
	}

	@Test
	void severalFramesInOneReadAreSeveralMessages() {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		all.writeBytes(frame(FIN | Opcode.TEXT, "one", 1));
		all.writeBytes(frame(FIN | Opcode.TEXT, "", 2));
		all.writeBytes(frame(FIN | Opcode.BINARY, "three", 3));
		read(all.toByteArray());
		assertThat(this.heard).containsExactly("one", "", "three");
	}

	@Test
	void fragmentsAreJoinedAndPingsMayComeBetween() {
		read(frame(Opcode.TEXT, "one ", 0x11223344));
		read(frame(FIN | Opcode.PING, "there?", 0x55667788));
		read(frame(Opcode.CONTINUATION, "two ", 0x11223344));
		read(frame(FIN | Opcode.PONG, "", 0));
		read(frame(FIN | Opcode.CONTINUATION, "three", 0x11223344));
		read(frame(FIN | Opcode.TEXT, "next", 9));
		assertThat(this.heard).containsExactly("ping there?", "pong", "one two three", "next");
	}

	@Test
	void closeNamesItsCode() {
		read(frame(FIN | Opcode.CLOSE, "\u0003\u00e9bye", 5));
		read(frame(FIN | Opcode.TEXT, "more", 1));
		assertThat(this.heard).containsExactly("close 1001");
	}

	@Test
	void closeWithoutACodeIsOne() {
		read(frame(FIN | Opcode.CLOSE, "", 5));
		assertThat(this.heard).containsExactly("close 1005");
	}

	@Test
	void messageThatIsTooLargeIsNotTakenInAndNeitherIsWhatFollows() {
		read(frame(Opcode.TEXT, text(MAX - 5), 1));
		read(frame(FIN | Opcode.CONTINUATION, "123456", 1));
		read(frame(FIN | Opcode.TEXT, "more", 1));
		assertThat(this.heard).containsExactly("too large");
	}

	@Test
	void lengthThatIsOnlyAnnouncedTakesNoMemory() {
		FrameReader hungry = new FrameReader(Integer.MAX_VALUE, new Listening());
		long before = allocated();
		hungry.read(ByteBuffer.wrap(new byte[] { (byte) 0x82, (byte) 0xff, 0, 0, 0, 0, 0x7f, 0, 0, 0, 0, 0, 0, 0, 1 }));
		assertThat(allocated() - before).isLessThan(1_000_000);
		assertThat(this.heard).isEmpty();
	}

	private static long allocated() {
		return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
			.getThreadAllocatedBytes(Thread.currentThread().getId());
	}

	@Test
	void whatBreaksTheProtocolEndsIt() {
		breaks(frame(FIN | 3, "", 1));
		breaks(frame(FIN | 0x40 | Opcode.TEXT, "", 1));
		breaks(frame(FIN | Opcode.CONTINUATION, "", 1));
		breaks(frame(Opcode.PING, "", 1));
		breaks(frame(FIN | Opcode.PING, text(126), 1));
		breaks(frame(FIN | Opcode.CLOSE, "x", 1));
		breaks(new byte[] { (byte) 0x81, 5, 'H', 'e', 'l', 'l', 'o' });
		breaks(new byte[] { (byte) 0x82, (byte) 0xff, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 });
		ByteArrayOutputStream twice = new ByteArrayOutputStream();
		twice.writeBytes(frame(Opcode.TEXT, "a", 1));
		twice.writeBytes(frame(FIN | Opcode.TEXT, "b", 1));
		breaks(twice.toByteArray());
	}

	private void breaks(byte[] bytes) {
		this.heard.clear();
		FrameReader reader = new FrameReader(MAX, new Listening());
		reader.read(ByteBuffer.wrap(bytes));
		reader.read(ByteBuffer.wrap(frame(FIN | Opcode.TEXT, "more", 1)));
		assertThat(this.heard).containsExactly("violated");
	}

	@Test
	void noiseIsSurvived() {
		Random random = new Random(20_261_127);
		for (int i = 0; i < 20_000; i++) {
			FrameReader reader = new FrameReader(1000, new Listening());
			byte[] noise = new byte[1 + random.nextInt(200)];
			random.nextBytes(noise);
			// Mostly frames that could be.
			noise[0] = (byte) (noise[0] & 0x8f);
			reader.read(ByteBuffer.wrap(noise));
			reader.read(ByteBuffer.wrap(noise));
		}
		assertThat(this.heard).isNotEmpty();
	}

	private void read(byte[] bytes) {
		this.reader.read(ByteBuffer.wrap(bytes));
	}

	private static String text(int length) {
		StringBuilder text = new StringBuilder(length);
		for (int i = 0; i < length; i++) {
			text.append((char) ('a' + i % 26));
		}
		return text.toString();
	}

	static byte[] frame(int first, String latin1, int mask) {
		byte[] payload = latin1.getBytes(StandardCharsets.ISO_8859_1);
		ByteBuffer frame = ByteBuffer.allocate(payload.length + 14).put((byte) first);
		if (payload.length < 126) {
			frame.put((byte) (0x80 | payload.length));
		}
		else if (payload.length < 65_536) {
			frame.put((byte) 0xfe).putShort((short) payload.length);
		}
		else {
			frame.put((byte) 0xff).putLong(payload.length);
		}
		frame.putInt(mask);
		for (int i = 0; i < payload.length; i++) {
			frame.put((byte) (payload[i] ^ mask >>> 24 - 8 * (i % 4)));
		}
		byte[] bytes = new byte[frame.position()];
		frame.flip().get(bytes);
		return bytes;
	}

	private final class Listening implements FrameReader.Sink {

		@Override
		public void received(byte[] message) {
			FrameReaderTests.this.heard.add(new String(message, StandardCharsets.ISO_8859_1));
		}

		@Override
		public void receivedTooLarge() {
			FrameReaderTests.this.heard.add("too large");
		}

		@Override
		public void receivedPing(byte[] payload) {
			FrameReaderTests.this.heard.add("ping " + new String(payload, StandardCharsets.ISO_8859_1));
		}

		@Override
		public void receivedPong() {
			FrameReaderTests.this.heard.add("pong");
		}

		@Override
		public void receivedClose(int code) {
			FrameReaderTests.this.heard.add("close " + code);
		}

		@Override
		public void violated() {
			FrameReaderTests.this.heard.add("violated");
		}

	}

}
