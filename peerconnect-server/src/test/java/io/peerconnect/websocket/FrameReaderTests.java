package io.peerconnect.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.peerconnect.websocket.FrameReader.BadFrameException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.peerconnect.websocket.ClientFrames.FIN;
import static io.peerconnect.websocket.ClientFrames.close;
import static io.peerconnect.websocket.ClientFrames.frame;
import static io.peerconnect.websocket.ClientFrames.join;
import static io.peerconnect.websocket.ClientFrames.large;
import static io.peerconnect.websocket.ClientFrames.lengthOf;
import static io.peerconnect.websocket.ClientFrames.medium;
import static io.peerconnect.websocket.ClientFrames.raw;
import static io.peerconnect.websocket.FrameReader.BINARY;
import static io.peerconnect.websocket.FrameReader.CLOSE;
import static io.peerconnect.websocket.FrameReader.CONTINUATION;
import static io.peerconnect.websocket.FrameReader.PING;
import static io.peerconnect.websocket.FrameReader.PONG;
import static io.peerconnect.websocket.FrameReader.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FrameReader}, along RFC 6455 §5 and the cases of the Autobahn test
 * suite.
 */
class FrameReaderTests {

	private static final int LIMIT = 100_000;

	private final Heard heard = new Heard();

	private final FrameReader reader = new FrameReader(LIMIT, this.heard);

	/* RFC 6455 §5.7, but for its masking key that is ours as well. */
	@Test
	void theExampleOfTheStandardIsRead() throws BadFrameException {
		read(HexFormat.of().parseHex("818537fa213d7f9f4d5158"));
		assertThat(this.heard.events).containsExactly("message Hello");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 7, 8, 9, 125, 126, 127, 2048, 2049, 65_535, 65_536, LIMIT })
	void messageOfAnyLengthIsReadInPortionsOfAnySize(int length) throws BadFrameException {
		byte[] payload = new byte[length];
		new Random(length).nextBytes(payload);
		byte[] frame = frame(BINARY, payload);
		for (int size : new int[] { 1, 2, 3, 1000, frame.length }) {
			this.heard.messages.clear();
			readInPortions(frame, size);
			assertThat(this.heard.messages).containsExactly(payload);
		}
	}

	@Test
	void fragmentsAreJoinedAndControlFramesMayComeBetween() throws BadFrameException {
		byte[] all = join(frame(false, TEXT, utf8("Hel")), frame(PING, "?"), frame(false, CONTINUATION, utf8("l")),
				frame(PONG, ""), frame(false, CONTINUATION, new byte[0]), frame(CONTINUATION, "ö"),
				frame(BINARY, "next"));
		for (int size : new int[] { 1, 3, all.length }) {
			this.heard.events.clear();
			readInPortions(all, size);
			assertThat(this.heard.events).containsExactly("ping ?", "pong", "message Hellö", "message next");
		}
	}

	@Test
	void characterMayBeCutByFragments() throws BadFrameException {
		byte[] text = utf8("κόσμε €😀");
		for (int cut = 0; cut <= text.length; cut++) {
			read(join(frame(false, TEXT, Arrays.copyOf(text, cut)),
					frame(CONTINUATION, Arrays.copyOfRange(text, cut, text.length))));
		}
		assertThat(this.heard.events).hasSize(text.length + 1).containsOnly("message κόσμε €😀");
	}

	static Stream<Arguments> badFrames() {
		byte[] some = utf8("some");
		return Stream.of(arguments("reserved bit 1", raw(FIN | 0x40 | TEXT, lengthOf(4), some)),
				arguments("reserved bit 2", raw(FIN | 0x20 | BINARY, lengthOf(4), some)),
				arguments("reserved bit 3", raw(FIN | 0x10 | PING, lengthOf(4), some)),
				arguments("reserved opcode of data", frame(3, some)),
				arguments("another reserved opcode of data", frame(7, some)),
				arguments("reserved opcode of control", frame(11, some)),
				arguments("another reserved opcode of control", frame(15, some)),
				arguments("not masked", new byte[] { (byte) (FIN | TEXT), 1, 'a' }),
				arguments("nothing to continue", frame(CONTINUATION, some)),
				arguments("nothing left to continue",
						join(frame(false, TEXT, some), frame(CONTINUATION, some), frame(CONTINUATION, some))),
				arguments("message within a message", join(frame(false, TEXT, some), frame(TEXT, some))),
				arguments("fragmented ping", frame(false, PING, some)),
				arguments("fragmented close", frame(false, CLOSE, new byte[0])),
				arguments("long ping", frame(PING, new byte[126])),
				arguments("long close", frame(CLOSE, new byte[126])),
				arguments("length of 16 bits that 7 hold", raw(FIN | TEXT, medium(125), new byte[125])),
				arguments("length of 64 bits that 16 hold", raw(FIN | TEXT, large(65_535), new byte[65_535])),
				arguments("length of 64 bits that 7 hold", raw(FIN | TEXT, large(4), some)),
				arguments("negative length", raw(FIN | TEXT, large(-1), some)),
				arguments("close code of one byte", frame(CLOSE, new byte[] { 3 })));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("badFrames")
	void badFrameIsRefused(String what, byte[] frame) {
		assertThatExceptionOfType(BadFrameException.class).isThrownBy(() -> readInPortions(frame, 1))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(1002));
		assertThat(this.heard.events).doesNotContain("message some");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ff", "c0af", "e0809f", "eda080", "f4908080", "f8888080",
			"cebae1bdb9cf83cebcceb5eda080656469", "c3", "e282", "f09f98" })
	void textThatIsNotUtf8IsRefused(String hex) {
		byte[] text = HexFormat.of().parseHex(hex);
		assertThatExceptionOfType(BadFrameException.class).isThrownBy(() -> read(frame(TEXT, text)))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(1007));
		assertThatExceptionOfType(BadFrameException.class)
			.isThrownBy(() -> new FrameReader(LIMIT, this.heard)
				.read(ByteBuffer.wrap(frame(CLOSE, join(new byte[] { 3, (byte) 0xE8 }, text)))))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(1007));
		assertThat(this.heard.events).isEmpty();
	}

	@Test
	void binaryMayBeAnything() throws BadFrameException {
		read(frame(BINARY, new byte[] { (byte) 0xFF, 0, (byte) 0xC0 }));
		assertThat(this.heard.messages).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1014, 3000, 3999, 4000, 4999 })
	void closeCodeIsRead(int code) throws BadFrameException {
		read(close(code, "grund"));
		assertThat(this.heard.events).containsExactly("close " + code);
	}

	@Test
	void closeMayHaveNoCode() throws BadFrameException {
		read(frame(CLOSE, new byte[0]));
		assertThat(this.heard.events).containsExactly("close 1005");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535 })
	void closeCodeThatIsNeverSentIsRefused(int code) {
		assertThatExceptionOfType(BadFrameException.class).isThrownBy(() -> read(close(code, "")))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(1002));
	}

	@Test
	void messageThatIsTooLongIsToldOnceAndDroppedWithAllThatComeAfter() throws BadFrameException {
		read(join(frame(BINARY, new byte[LIMIT + 1]), frame(PING, "?"), frame(BINARY, "after")));
		assertThat(this.heard.events).containsExactly("too large", "ping ?");
	}

	@Test
	void fragmentsThatAreTooLongTogetherAreTold() throws BadFrameException {
		read(join(frame(false, BINARY, new byte[LIMIT - 1]), frame(false, CONTINUATION, new byte[1])));
		assertThat(this.heard.events).isEmpty();
		read(frame(CONTINUATION, new byte[1]));
		assertThat(this.heard.events).containsExactly("too large");
	}

	@Test
	void hugeLengthCostsNoMemoryAndIsToldAtOnce() throws BadFrameException {
		read(raw(FIN | BINARY, large(Long.MAX_VALUE), new byte[10]));
		assertThat(this.heard.events).containsExactly("too large");
	}

	@Test
	void noiseIsReadOrRefusedAndNothingElse() {
		Random random = new Random(6455);
		int refused = 0;
		for (int i = 0; i < 20_000; i++) {
			byte[] noise = new byte[random.nextInt(300)];
			random.nextBytes(noise);
			if (random.nextBoolean() && noise.length > 1) {
				// Often enough good to get somewhere.
				noise[0] = (byte) (FIN | random.nextInt(11));
				noise[1] = (byte) (0x80 | random.nextInt(128));
			}
			try {
				new FrameReader(200, this.heard).read(ByteBuffer.wrap(noise));
			}
			catch (BadFrameException ex) {
				refused++;
			}
		}
		assertThat(refused).isBetween(1000, 19_900);
	}

	private void read(byte[] bytes) throws BadFrameException {
		this.reader.read(ByteBuffer.wrap(bytes));
	}

	private void readInPortions(byte[] bytes, int size) throws BadFrameException {
		for (int from = 0; from < bytes.length; from += size) {
			this.reader.read(ByteBuffer.wrap(bytes, from, Math.min(size, bytes.length - from)));
		}
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static Arguments arguments(String what, byte[] frame) {
		return Arguments.of(what, frame);
	}

	private static final class Heard implements FrameReader.Listener {

		private final List<String> events = new ArrayList<>();

		private final List<byte[]> messages = new ArrayList<>();

		@Override
		public void onMessage(byte[] message) {
			this.messages.add(message);
			this.events.add("message " + new String(message, StandardCharsets.UTF_8));
		}

		@Override
		public void onTooLarge() {
			this.events.add("too large");
		}

		@Override
		public void onPing(byte[] payload) {
			this.events.add("ping " + new String(payload, StandardCharsets.UTF_8));
		}

		@Override
		public void onPong() {
			this.events.add("pong");
		}

		@Override
		public void onClose(int code) {
			this.events.add("close " + code);
		}

	}

}
