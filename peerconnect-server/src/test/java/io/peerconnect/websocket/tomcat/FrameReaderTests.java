package io.peerconnect.websocket.tomcat;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import io.peerconnect.websocket.SocketSettings;
import io.peerconnect.websocket.SocketSettings.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link FrameReader}, along RFC 6455 §5 and the cases of the Autobahn test
 * suite.
 */
class FrameReaderTests {

	private static final int FIN = 0x80;

	private static final int MAX = 200_000;

	private final List<String> heard = new ArrayList<>();

	private final FrameReader reader = reader(MAX, Format.BINARY);

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
	void severalFramesInOneReadAreSeveralMessages() {
		read(join(frame(FIN | Opcode.TEXT, "one", 1), frame(FIN | Opcode.TEXT, "", 2),
				frame(FIN | Opcode.BINARY, "three", 3)));
		assertThat(this.heard).containsExactly("one", "", "three");
	}

	/* In parts of any size, and cut in two at every byte. */
	@Test
	void fragmentsAreJoinedAndPingsMayComeBetween() {
		byte[] all = join(frame(Opcode.TEXT, "one ", 0x11223344), frame(FIN | Opcode.PING, "there?", 0x55667788),
				frame(Opcode.CONTINUATION, text(200), 0x11223344), frame(FIN | Opcode.PONG, "", 0),
				frame(Opcode.CONTINUATION, "", 0x11223344), frame(FIN | Opcode.CONTINUATION, " three", 0x11223344),
				frame(FIN | Opcode.TEXT, "next", 9));
		for (int size = 1; size <= all.length; size++) {
			readInParts(all, size);
			assertThat(this.heard).containsExactly("ping there?", "pong", "one " + text(200) + " three", "next");
			this.heard.clear();
			this.reader.read(ByteBuffer.wrap(all, 0, size));
			this.reader.read(ByteBuffer.wrap(all, size, all.length - size));
			assertThat(this.heard).hasSize(4);
			this.heard.clear();
		}
	}

	@Test
	void characterMayBeCutByFragments() {
		String text = utf8("κόσμε €😀");
		for (int cut = 0; cut <= text.length(); cut++) {
			read(frame(Opcode.TEXT, text.substring(0, cut), 3));
			read(frame(FIN | Opcode.CONTINUATION, text.substring(cut), 5));
		}
		assertThat(this.heard).hasSize(text.length() + 1).containsOnly(text);
	}

	static Stream<String> charactersOfUtf8() {
		return Stream.of("\u0000", "\u007f", "\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\ufffd", "\uffff",
				"\ud800\udc00", "\udbff\udfff");
	}

	@ParameterizedTest
	@MethodSource("charactersOfUtf8")
	void anyCharacterIsText(String character) {
		read(frame(FIN | Opcode.TEXT, utf8("<" + character + ">"), 7));
		assertThat(this.heard).containsExactly(utf8("<" + character + ">"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "80", "bf", "c080", "c0af", "c1bf", "c3", "c328", "e0809f", "e09fbf", "e282", "e28228",
			"eda080", "edbfbf", "f0808080", "f08fbfbf", "f09f98", "f09f9828", "f4908080", "f5808080", "f8888080", "fe",
			"ff", "cebae1bdb9cf83cebcceb5eda080656469" })
	void textThatIsNotUtf8IsRefused(String hex) {
		String text = latin1(hex);
		breaks(1007, frame(FIN | Opcode.TEXT, text, 7));
		for (int before = 1; before < 20; before++) {
			breaks(1007, frame(FIN | Opcode.TEXT, text(before) + text, 7));
		}
		breaks(1007, join(frame(Opcode.TEXT, text, 7), frame(FIN | Opcode.CONTINUATION, "", 7)));
		breaks(1007, frame(FIN | Opcode.CLOSE, "\u0003\u00e8" + text, 7));
	}

	@Test
	void bytesMayBeAnything() {
		read(frame(FIN | Opcode.BINARY, "\u00ff\u0000\u00c0", 7));
		assertThat(this.heard).containsExactly("\u00ff\u0000\u00c0");
	}

	/* Passed on as text, they would end the connection of whoever gets them. */
	@Test
	void bytesThatStandForTextMustBeUtf8() {
		FrameReader reader = reader(MAX, Format.TEXT);
		reader.read(ByteBuffer.wrap(frame(FIN | Opcode.BINARY, utf8("€"), 7)));
		reader.read(ByteBuffer.wrap(frame(FIN | Opcode.BINARY, "\u00ff", 7)));
		assertThat(this.heard).containsExactly(utf8("€"), "violated 1007");
	}

	@ParameterizedTest
	@ValueSource(
			ints = { 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999 })
	void closeCodeIsRead(int code) {
		read(close(code, utf8("schön")));
		assertThat(this.heard).containsExactly("close " + code);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535 })
	void closeCodeThatIsNeverSentIsRefused(int code) {
		breaks(1002, close(code, ""));
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
		FrameReader hungry = reader(Integer.MAX_VALUE, Format.BINARY);
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
	void longestLengthOfAllIsTooLarge() {
		read(head(FIN | Opcode.BINARY, 127, Long.MAX_VALUE, 8));
		assertThat(this.heard).containsExactly("too large");
	}

	static Stream<Arguments> badFrames() {
		return Stream.of(arguments("reserved bit 1", frame(FIN | 0x40 | Opcode.TEXT, "a", 1)),
				arguments("reserved bit 2", frame(FIN | 0x20 | Opcode.BINARY, "a", 1)),
				arguments("reserved bit 3", frame(FIN | 0x10 | Opcode.PING, "", 1)),
				arguments("first reserved opcode of data", frame(FIN | 3, "a", 1)),
				arguments("last reserved opcode of data", frame(FIN | 7, "", 1)),
				arguments("first reserved opcode of control", frame(FIN | 11, "", 1)),
				arguments("last reserved opcode of control", frame(FIN | 15, "", 1)),
				arguments("text without a mask", new byte[] { (byte) (FIN | Opcode.TEXT), 1, 'a' }),
				arguments("ping without a mask", new byte[] { (byte) (FIN | Opcode.PING), 0 }),
				arguments("nothing to continue", frame(FIN | Opcode.CONTINUATION, "a", 1)),
				arguments("message within a message",
						join(frame(Opcode.TEXT, "a", 1), frame(FIN | Opcode.BINARY, "b", 1))),
				arguments("fragmented ping", frame(Opcode.PING, "a", 1)),
				arguments("fragmented pong", frame(Opcode.PONG, "", 1)),
				arguments("fragmented close", frame(Opcode.CLOSE, "", 1)),
				arguments("long ping", frame(FIN | Opcode.PING, text(126), 1)),
				arguments("long close", frame(FIN | Opcode.CLOSE, text(70_000), 1)),
				arguments("close code of one byte", frame(FIN | Opcode.CLOSE, "\u0003", 1)),
				arguments("length of 16 bits that 7 hold", head(FIN | Opcode.TEXT, 126, 125, 2)),
				arguments("length of 64 bits that 7 hold", head(FIN | Opcode.TEXT, 127, 1, 8)),
				arguments("length of 64 bits that 16 hold", head(FIN | Opcode.TEXT, 127, 65_535, 8)),
				arguments("ping with a length of 16 bits", head(FIN | Opcode.PING, 126, 5, 2)),
				arguments("negative length", head(FIN | Opcode.TEXT, 127, Long.MIN_VALUE, 8)));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("badFrames")
	void badFrameIsRefused(String what, byte[] frame) {
		breaks(1002, frame);
	}

	@Test
	void nothingIsLeftToContinueAfterAMessage() {
		read(frame(Opcode.TEXT, "a", 1));
		read(frame(FIN | Opcode.CONTINUATION, "b", 1));
		read(frame(FIN | Opcode.CONTINUATION, "c", 1));
		assertThat(this.heard).containsExactly("ab", "violated 1002");
	}

	private void breaks(int code, byte[] bytes) {
		for (int size : new int[] { 1, bytes.length }) {
			this.heard.clear();
			FrameReader reader = reader(MAX, Format.BINARY);
			readInParts(reader, bytes, size);
			reader.read(ByteBuffer.wrap(frame(FIN | Opcode.TEXT, "more", 1)));
			assertThat(this.heard).containsExactly("violated " + code);
		}
	}

	@Test
	void noiseIsSurvived() {
		Random random = new Random(20_261_127);
		for (int i = 0; i < 20_000; i++) {
			FrameReader reader = reader(1000, Format.TEXT);
			byte[] noise = new byte[1 + random.nextInt(200)];
			random.nextBytes(noise);
			// Mostly frames that could be.
			noise[0] = (byte) (noise[0] & 0x8f);
			reader.read(ByteBuffer.wrap(noise));
			reader.read(ByteBuffer.wrap(noise));
		}
		assertThat(this.heard).isNotEmpty();
	}

	private FrameReader reader(int maxMessageBytes, Format format) {
		return new FrameReader(new SocketSettings(maxMessageBytes, 1, 1, format), new Listening());
	}

	private void read(byte[] bytes) {
		this.reader.read(ByteBuffer.wrap(bytes));
	}

	private void readInParts(byte[] bytes, int size) {
		readInParts(this.reader, bytes, size);
	}

	private static void readInParts(FrameReader reader, byte[] bytes, int size) {
		for (int at = 0; at < bytes.length; at += size) {
			reader.read(ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at)));
		}
	}

	/* UTF-8 with a character for each byte. */
	private static String utf8(String text) {
		return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

	private static String latin1(String hex) {
		return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
	}

	private static byte[] join(byte[]... frames) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		Stream.of(frames).forEach(all::writeBytes);
		return all.toByteArray();
	}

	private static byte[] close(int code, String reason) {
		return frame(FIN | Opcode.CLOSE, (char) (code >> 8) + "" + (char) (code & 0xff) + reason, 5);
	}

	/* Of a frame whose length is written in so many bytes. */
	private static byte[] head(int first, int shortLength, long length, int bytes) {
		ByteBuffer head = ByteBuffer.allocate(6 + bytes).put((byte) first).put((byte) (0x80 | shortLength));
		for (int i = bytes - 1; i >= 0; i--) {
			head.put((byte) (length >> 8 * i));
		}
		return head.putInt(1).array();
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
		public void violated(int code) {
			FrameReaderTests.this.heard.add("violated " + code);
		}

	}

}
