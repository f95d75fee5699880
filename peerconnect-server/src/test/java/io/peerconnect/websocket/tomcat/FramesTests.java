package io.peerconnect.websocket.tomcat;

import java.nio.ByteBuffer;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Frames}.
 */
class FramesTests {

	@ParameterizedTest
	@CsvSource({ "0, 8200", "125, 827d", "126, 827e007e", "65535, 827effff", "65536, 827f0000000000010000" })
	void lengthTakesTheFewestBytes(int length, String head) {
		assertThat(hex(Frames.of(Opcode.BINARY, new byte[length]))).isEqualTo(head + "00".repeat(length));
	}

	@Test
	void closeHasACodeAndAReason() {
		assertThat(hex(Frames.close(1008, "schön"))).isEqualTo("880803f0736368c3b66e");
	}

	private static String hex(ByteBuffer frame) {
		byte[] bytes = new byte[frame.remaining()];
		frame.get(bytes);
		return HexFormat.of().formatHex(bytes);
	}

}
