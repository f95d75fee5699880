package io.peerconnect.page;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HeadTags}.
 */
class HeadTagsTests {

	private static final ClientScripts SCRIPTS = ClientScripts.load(HeadTagsTests.class.getClassLoader());

	private static final String CLIENT_TAG = "<script async nonce=\"n0nce\" src=\"/shop/peerconnect/"
			+ SCRIPTS.clientFileName() + "\"></script>";

	private static final SharedVideos VIDEOS = new SharedVideos(
			new VideoSettings(Duration.ofSeconds(5), Duration.ofSeconds(1), 0), List.of("/videos/"),
			() -> List.of("/videos/forest%20walk.mp4"));

	@Test
	void videosAreMarkedBeforeAnythingOfThePageIsParsed() {
		assertThat(write(VIDEOS, true)).containsSubsequence("id=\"peerconnect-config\">",
				"\"paths\":[\"/shop/videos/\"]", "\"joinable\":[" + PathHash.of("/shop/videos/forest%20walk.mp4") + "]",
				"</script><script nonce=\"n0nce\">" + SCRIPTS.mark() + "</script>");
	}

	@Test
	void scriptThatMarksVideosBringsTheClientIn() {
		assertThat(write(VIDEOS, true)).contains("\"client\":\"" + SCRIPTS.clientFileName() + "\"")
			.doesNotContain("<script async");
	}

	@Test
	void siteWithoutVideosHasNoScriptForThem() {
		assertThat(write(null, true)).doesNotContain(SCRIPTS.mark()).doesNotContain("\"video\"").endsWith(CLIENT_TAG);
	}

	@Test
	void policyThatForbidsInlineScriptsLeavesVideosToTheBrowser() {
		assertThat(write(VIDEOS, false)).doesNotContain(SCRIPTS.mark()).endsWith(CLIENT_TAG);
	}

	@Test
	void nothingIsSaidOfSwarmsWhereThereAreNone() {
		assertThat(write(new SharedVideos(VIDEOS.settings(), VIDEOS.paths(), List::of), true))
			.doesNotContain("joinable");
	}

	@Test
	void versionTellsWhetherVideosAreShared() {
		assertThat(tags(VIDEOS).version()).isNotEqualTo(tags(null).version());
	}

	private static String write(@Nullable SharedVideos videos, boolean mark) {
		return tags(videos).write(new HeadTags.Page("/shop", null, true, true, true, mark, "n0nce"));
	}

	private static HeadTags tags(@Nullable SharedVideos videos) {
		return new HeadTags(TestPages.settings(ImageMode.REWRITE), SCRIPTS, "/peerconnect", videos);
	}

}
