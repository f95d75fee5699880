package io.peerconnect.webseed;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Videos from Tomcat, which sends them by itself.
 */
class TomcatWebseedTests extends TomcatWebseedContract {

	TomcatWebseedTests() {
		super(VideoSite.Open.class);
	}

	@Test
	void largePartsAreLeftToTomcatWhateverTheVisitorAccepts() {
		assertThat(get("Accept: text/html").body()).isEqualTo(FOREST);
		assertThat(sendfile().last()).isEqualTo("0-300000");
		assertThatIsPart(get("Range: bytes=100000-199999"), 100_000, 200_000);
		assertThat(sendfile().last()).isEqualTo("100000-200000");
		assertThatIsPart(get("Range: bytes=5-9"), 5, 10);
		assertThat(sendfile().last()).isNull();
		this.alice.head("/videos/forest%20walk.mp4");
		assertThat(sendfile().last()).isNull();
	}

}
