package io.peerconnect.page;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Srcset}.
 */
class SrcsetTests {

	@Test
	void candidatesAreSplitAsBrowsersDo() {
		assertThat(Srcset.addresses("a.jpg 1x, b.jpg 2x")).containsExactly("a.jpg", "b.jpg");
		assertThat(Srcset.addresses(" a.jpg , b.jpg,c.jpg 3x")).containsExactly("a.jpg", "b.jpg,c.jpg");
		assertThat(Srcset.addresses("a.jpg,, b.jpg 640w 480h,\n c.jpg")).containsExactly("a.jpg", "b.jpg", "c.jpg");
		assertThat(Srcset.addresses("a.jpg foo(1, 2) 1x, b.jpg")).containsExactly("a.jpg", "b.jpg");
		assertThat(Srcset.addresses("a.jpg?x=1,2 100w")).containsExactly("a.jpg?x=1,2");
		assertThat(Srcset.addresses(" ,, ")).isEmpty();
	}

}
