package io.peerconnect.browser;

import java.nio.file.Path;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Below the threshold a video comes from the site, and nothing else happens.
 */
@ExtendWith(Chromium.class)
class VideoThresholdTests {

	@TempDir
	private Path folder;

	@Test
	void tooFewViewersConnectToNobody(Browser browser) {
		try (VideoSite site = VideoSite.start(this.folder, "peerconnect.threshold=3");
				Viewer alice = Viewer.with(browser);
				Viewer bob = Viewer.with(browser);
				Viewer carol = Viewer.with(browser)) {
			for (Viewer viewer : new Viewer[] { alice, bob, carol }) {
				viewer.page().onRequest((request) -> assertThat(request.url()).doesNotContain("swarm-player"));
				viewer.open(site.url("/")).awaitState("direct").awaitHeld();
			}
			for (Viewer viewer : new Viewer[] { alice, bob, carol }) {
				viewer.awaitPlayed(3);
				assertThat(viewer.visitor().connections()).isZero();
				assertThat(viewer.stat("received")).isZero();
				assertThat(viewer.states()).extracting((event) -> event.get("state")).containsOnly("direct");
			}
		}
	}

	@Test
	void viewersBelowTheThresholdSeedWhatTheyWatched(Browser browser) {
		try (VideoSite site = VideoSite.start(this.folder, "peerconnect.threshold=2");
				Viewer alice = Viewer.with(browser);
				Viewer bob = Viewer.with(browser);
				Viewer carol = Viewer.with(browser)) {
			alice.open(site.url("/")).awaitState("direct").speedUp(4).awaitEnd();
			bob.open(site.url("/")).awaitState("direct").speedUp(4).awaitEnd();
			assertThat(alice.visitor().connections() + bob.visitor().connections()).isZero();
			site.log().clear();

			carol.open(site.url("/")).awaitPeers(2).speedUp(2).awaitEnd();

			assertThat(site.timesServed()).isLessThan(0.4);
			assertThat(carol.piecesFrom("peer")).isGreaterThan(site.torrent().pieces() / 2);
			assertThat(alice.stat("shared") + bob.stat("shared")).isPositive();
			assertThat(alice.piecesFrom("cache")).isGreaterThan(site.nearlyAllPieces());
		}
	}

	@Test
	void viewersWhomTheBadgeTellsShareFromThenOn(Browser browser) {
		// Nobody shares before the badge is there, which comes with the first piece.
		try (VideoSite site = VideoSite.start(this.folder, "peerconnect.consent.mode=notice");
				Viewer alice = Viewer.with(browser);
				Viewer bob = Viewer.with(browser)) {
			alice.open(site.url("/")).awaitState("direct").awaitHeld();
			bob.open(site.url("/")).awaitState("swarm").awaitPeers(1);
			alice.awaitState("swarm");
		}
	}

	@Test
	void pageOfAVideoThatIsWatchedHasThePlayerLoadedAhead(Browser browser) {
		String ahead = "document.querySelectorAll('link[rel=modulepreload]').length";
		try (VideoSite site = VideoSite.start(this.folder);
				Viewer alice = Viewer.with(browser);
				Viewer bob = Viewer.with(browser)) {
			alice.open(site.url("/")).awaitState("direct").awaitPlayed(3);
			assertThat(alice.evaluate(ahead)).isEqualTo(0);
			bob.open(site.url("/")).awaitState("swarm");
			assertThat(bob.evaluate(ahead)).isEqualTo(1);
		}
	}

	@Test
	void viewerWhoMayNotSendDoesNotCount(Browser browser) {
		try (VideoSite site = VideoSite.start(this.folder, "peerconnect.limits.upload-total=0B");
				Viewer alice = Viewer.with(browser);
				Viewer bob = Viewer.with(browser)) {
			alice.open(site.url("/")).awaitState("direct");
			bob.open(site.url("/")).awaitState("direct").awaitPlayed(3);
			assertThat(alice.states()).hasSize(1);
			assertThat(bob.states()).hasSize(1);
		}
	}

}
