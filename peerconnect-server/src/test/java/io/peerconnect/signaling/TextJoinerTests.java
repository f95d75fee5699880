package io.peerconnect.signaling;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TextJoiner}.
 */
class TextJoinerTests {

	private final TextJoiner joiner = new TextJoiner();

	@Test
	void partsBecomeOneMessage() {
		assertThat(this.joiner.findComplete("al", false)).isNull();
		assertThat(this.joiner.findComplete("i", false)).isNull();
		assertThat(this.joiner.findComplete("ce", true)).isEqualTo("alice");
		assertThat(this.joiner.findComplete("bob", true)).isEqualTo("bob");
	}

	@Test
	void limitIsInBytes() {
		assertThat(this.joiner.findComplete("a".repeat(65_536), true)).hasSize(65_536);
		assertThat(this.joiner.findComplete("é".repeat(32_768), true)).hasSize(32_768);
		assertThat(this.joiner.findComplete("𝄞".repeat(16_384), true)).hasSize(32_768);
		assertThat(this.joiner.isTooLarge()).isFalse();
		assertThat(this.joiner.findComplete("€".repeat(21_846), true)).isNull();
		assertThat(this.joiner.isTooLarge()).isTrue();
	}

	@Test
	void messageThatGrowsPastTheLimitStaysTooLarge() {
		assertThat(this.joiner.findComplete("a".repeat(65_536), false)).isNull();
		assertThat(this.joiner.isTooLarge()).isFalse();
		assertThat(this.joiner.findComplete("a", true)).isNull();
		assertThat(this.joiner.isTooLarge()).isTrue();
	}

}
