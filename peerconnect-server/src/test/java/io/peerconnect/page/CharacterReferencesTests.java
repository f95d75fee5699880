package io.peerconnect.page;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CharacterReferences}.
 */
class CharacterReferencesTests {

	@Test
	void knownReferencesAreDecoded() {
		assertThat(CharacterReferences.decode("/a?b=1&amp;c=2")).isEqualTo("/a?b=1&c=2");
		assertThat(CharacterReferences.decode("&#47;&#x41;&#X42;&quot;&apos;&lt;&gt;&amp;amp;"))
			.isEqualTo("/AB\"'<>&amp;");
	}

	@Test
	void bareAmpersandsStay() {
		assertThat(CharacterReferences.decode("/a?b=1&c=2&copy=3")).isEqualTo("/a?b=1&c=2&copy=3");
		assertThat(CharacterReferences.decode("/a & b&")).isEqualTo("/a & b&");
	}

	@Test
	void whatTakesTheWholeTableIsNotGuessed() {
		assertThat(CharacterReferences.decode("/&ouml;.jpg")).isNull();
		assertThat(CharacterReferences.decode("/a?b&amp")).isNull();
		assertThat(CharacterReferences.decode("/&#128;")).isNull();
		assertThat(CharacterReferences.decode("/&#99999999999;")).isNull();
		assertThat(CharacterReferences.decode("/&#x;")).isNull();
	}

}
