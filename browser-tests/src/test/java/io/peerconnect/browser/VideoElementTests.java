package io.peerconnect.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A video that was taken over is to its page what it was before.
 */
@ExtendWith(Chromium.class)
class VideoElementTests {

	@TempDir
	private Path folder;

	private VideoSite site;

	@BeforeEach
	void start() {
		this.site = VideoSite.start(this.folder);
	}

	@AfterEach
	void close() {
		this.site.close();
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"<video src=\"/videos/a-day.mp4\" muted=\"\" autoplay=\"\" preload=\"none\" poster=\"/p.jpg\" loop=\"\"></video>",
			"<video muted=\"\" autoplay=\"\"><source src=\"/videos/a-day.mp4\" type=\"video/mp4\"></video>",
			"<video muted=\"\" autoplay=\"\"><source src=\"/videos/a-day.webm\" type=\"video/none\"><source src=\"/videos/a-day.mp4\"></video>",
			"<audio src=\"/videos/a-day.mp4\" muted=\"\" autoplay=\"\"></audio>" })
	void markupStaysAsTheAuthorWroteIt(String markup, Browser browser) {
		VideoSite.page(this.folder, "page.html", "<div>" + markup + "</div>");
		try (Viewer alice = Viewer.with(browser)) {
			alice.open(this.site.url("/page.html")).awaitPlayed(2).awaitState("direct");
			assertThat(alice.isTakenOver()).isTrue();
			String present = (String) alice.evaluate("document.querySelector('div').innerHTML");
			// Attributes that were away for a moment come back last.
			assertThat(present.replace(" crossorigin=\"use-credentials\"", "").chars().sorted().boxed().toList())
				.isEqualTo(markup.chars().sorted().boxed().toList());
			assertThat((String) alice.evaluate("document.querySelector('video,audio').currentSrc"))
				.isEqualTo(this.site.url(VideoSite.DAY));
			assertThat(alice.mediaEvents()).startsWith("loadstart").doesNotContain("error", "emptied", "abort");
		}
	}

	@Test
	void videoBeginsAtTheSiteAndGoesOnAtTheWorker(Browser browser) {
		try (Viewer alice = Viewer.with(browser)) {
			alice.open(this.site.url("/")).awaitState("direct").awaitPlayed(5);
			List<VideoLog.Part> parts = this.site.log().parts();
			assertThat(parts.get(0)).isEqualTo(new VideoLog.Part(0, 360_448, false));
			assertThat(parts).anyMatch(VideoLog.Part::script);
			assertThat(alice.mediaEvents()).startsWith("loadstart").doesNotContain("error", "emptied", "abort");
		}
	}

	@Test
	void videoThatThePageStoppedStaysStopped(Browser browser) {
		VideoSite.page(this.folder, "page.html", """
				<video src="/videos/a-day.mp4" muted autoplay></video>
				<script>document.querySelector("video").pause();</script>
				""");
		try (Viewer alice = Viewer.with(browser)) {
			alice.open(this.site.url("/page.html")).await("document.querySelector('video').readyState >= 3");
			alice.page().waitForTimeout(1000);
			assertThat(alice.evaluate("document.querySelector('video').paused")).isEqualTo(true);
			alice.play().awaitPlayed(2);
		}
	}

	@Test
	void videoThatMayNotPreloadWaitsForItsVisitor(Browser browser) {
		VideoSite.page(this.folder, "page.html", "<video src=\"/videos/a-day.mp4\" muted preload=\"none\"></video>");
		try (Viewer alice = Viewer.with(browser)) {
			alice.open(this.site.url("/page.html")).await("document.querySelector('video').crossOrigin !== null");
			alice.page().waitForTimeout(1000);
			assertThat(this.site.log().bytes()).isZero();
			alice.play().awaitPlayed(2);
		}
	}

	@Test
	void videoThatIsOnlyShownLoadsItsBeginning(Browser browser) {
		VideoSite.page(this.folder, "page.html",
				"<video src=\"/videos/a-day.mp4\" muted preload=\"metadata\"></video>");
		try (Viewer alice = Viewer.with(browser)) {
			alice.open(this.site.url("/page.html")).await("document.querySelector('video').readyState >= 2");
			alice.page().waitForTimeout(1500);
			assertThat(this.site.log().bytes()).isPositive().isLessThan(1_500_000);
			assertThat(alice.visitor().connections()).isZero();
			alice.play().awaitPlayed(2);
		}
	}

	@Test
	void pageMayPlayBeforeTheWorkerIsThere(Browser browser) {
		VideoSite.page(this.folder, "page.html", """
				<video src="/videos/a-day.mp4" muted></video>
				<script>document.querySelector("video").play().then(() => { window.played = true; });</script>
				""");
		try (Viewer alice = Viewer.with(browser)) {
			alice.open(this.site.url("/page.html")).awaitPlayed(2).await("window.played");
			assertThat(alice.isTakenOver()).isTrue();
		}
	}

	@Test
	void videoThatAScriptPutsInIsTakenOver(Browser browser) {
		VideoSite.page(this.folder, "page.html", "<p>No video yet</p>");
		try (Viewer alice = Viewer.with(browser)) {
			alice.open(this.site.url("/page.html")).await("window.peerconnect");
			alice.evaluate("""
					() => { const video = document.createElement("video");
					video.muted = video.autoplay = true;
					video.src = "/videos/a-day.mp4";
					document.body.append(video); }""");
			alice.awaitState("direct").awaitPlayed(2);
			assertThat(alice.isTakenOver()).isTrue();
			assertThat(alice.mediaEvents()).startsWith("loadstart").doesNotContain("emptied");
		}
	}

	@Test
	void videoThatChangesItsSourceIsTakenOverAgain(Browser browser) {
		try (Viewer alice = Viewer.with(browser)) {
			alice.open(this.site.url("/")).awaitPlayed(2);
			alice.evaluate("document.querySelector('video').src = '/videos/a-night.mp4'");
			alice.await("window.peerconnect.videos().some((it) => it.url === '/videos/a-night.mp4')").awaitPlayed(2);
			assertThat(alice.isTakenOver()).isTrue();
		}
	}

	@Test
	void severalVideosPlaySideBySide(Browser browser) {
		VideoSite.page(this.folder, "page.html",
				"""
						<video src="/videos/a-day.mp4" muted autoplay></video><video src="/videos/a-night.mp4" muted autoplay></video>
						""");
		try (Viewer alice = Viewer.with(browser); Viewer bob = Viewer.with(browser)) {
			for (Viewer viewer : List.of(alice, bob)) {
				viewer.open(this.site.url("/page.html"))
					.await("[...document.querySelectorAll('video')].every((it) => it.currentTime > 3)");
			}
			for (Viewer viewer : List.of(alice, bob)) {
				viewer.await("window.peerconnect.videos().filter((it) => it.peers === 1).length === 2");
			}
			assertThat(bob.mediaEvents()).doesNotContain("error", "emptied");
		}
	}

	@Test
	void captionsAreShown(Browser browser) throws IOException {
		Files.writeString(this.folder.resolve("day.vtt"), "WEBVTT\n\n00:00.000 --> 01:00.000\nDawn\n");
		VideoSite.page(this.folder, "page.html", "<video src=\"/videos/a-day.mp4\" muted autoplay>"
				+ "<track default kind=\"captions\" srclang=\"en\" src=\"/day.vtt\"></video>");
		try (Viewer alice = Viewer.with(browser)) {
			alice.open(this.site.url("/page.html"))
				.awaitPlayed(1)
				.await("document.querySelector('video').textTracks[0].activeCues?.[0]?.text === 'Dawn'");
		}
	}

	@Test
	void loopBeginsAgainWithWhatIsThere(Browser browser) {
		VideoSite.page(this.folder, "page.html", "<video src=\"/videos/a-day.mp4\" muted autoplay loop></video>");
		try (Viewer alice = Viewer.with(browser)) {
			alice.open(this.site.url("/page.html")).awaitState("direct").speedUp(4).awaitPlayed(65);
			alice.await("document.querySelector('video').currentTime < 20").awaitPlayed(15);
			assertThat(this.site.timesServed()).isLessThan(1.2);
		}
	}

	@Test
	void secondPageNeedsNoWaiting(Browser browser) {
		try (Viewer alice = Viewer.with(browser)) {
			alice.open(this.site.url("/")).awaitPlayed(1);
			alice.open(this.site.url("/")).awaitPlayed(2).awaitState("direct");
			assertThat(alice.isTakenOver()).isTrue();
			assertThat(alice.mediaEvents()).startsWith("loadstart").doesNotContain("emptied");
		}
	}

	@Test
	void pageComesBackFromTheBackForwardCache(Browser browser) {
		VideoSite.page(this.folder, "other.html", "<p>Elsewhere</p>");
		try (Viewer alice = Viewer.with(browser); Viewer bob = Viewer.with(browser)) {
			alice.open(this.site.url("/")).awaitState("direct");
			bob.open(this.site.url("/")).awaitPeers(1).awaitPlayed(2);
			bob.evaluate("addEventListener('pageshow', (event) => { window.persisted = event.persisted; })");
			bob.open(this.site.url("/other.html"));
			alice.awaitPeers(0);
			bob.page().goBack();
			double moment = ((Number) bob.evaluate("document.querySelector('video').currentTime")).doubleValue();
			bob.play().awaitPlayed(moment + 2).awaitPeers(1);
		}
	}

	@Test
	void elementThatIsLeftAloneStays(Browser browser) {
		VideoSite.page(this.folder, "page.html",
				"<video data-peer=\"off\" src=\"/videos/a-day.mp4\" muted autoplay></video>");
		try (Viewer alice = Viewer.with(browser)) {
			alice.open(this.site.url("/page.html")).awaitPlayed(2);
			assertThat(alice.isTakenOver()).isFalse();
		}
	}

}
