package io.peerconnect.websocket;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessageJoiner}.
 */
class MessageJoinerTests {

	private final MessageJoiner joiner = new MessageJoiner(65_536);

	@Test
	void partsBecomeOneMessage() {
		assertThat(this.joiner.findComplete(utf8("al"), false)).isNull();
		assertThat(this.joiner.findComplete(utf8("i"), false)).isNull();
		assertThat(this.joiner.findComplete(utf8("ce"), true)).isEqualTo(utf8("alice"));
		assertThat(this.joiner.findComplete(utf8("bob"), true)).isEqualTo(utf8("bob"));
	}

	@Test
	void characterMayBeCutInTwo() {
		byte[] clef = utf8("𝄞");
		assertThat(this.joiner.findComplete(Arrays.copyOf(clef, 1), false)).isNull();
		assertThat(this.joiner.findComplete(Arrays.copyOfRange(clef, 1, 4), true)).isEqualTo(clef);
	}

	@Test
	void messageThatGrowsPastTheLimitStaysTooLarge() {
		assertThat(this.joiner.findComplete(new byte[65_536], true)).hasSize(65_536);
		assertThat(this.joiner.findComplete(new byte[65_535], false)).isNull();
		assertThat(this.joiner.findComplete(new byte[1], false)).isNull();
		assertThat(this.joiner.isTooLarge()).isFalse();
		assertThat(this.joiner.findComplete(new byte[1], true)).isNull();
		assertThat(this.joiner.isTooLarge()).isTrue();
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
