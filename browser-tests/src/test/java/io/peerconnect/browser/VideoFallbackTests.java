package io.peerconnect.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import io.peerconnect.tracker.TrackerServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever fails, the video plays.
 */
@ExtendWith(Chromium.class)
class VideoFallbackTests {

	/** Flips a bit of every block that is sent. */
	private static final String POISON = """
			const send = RTCDataChannel.prototype.send;
			RTCDataChannel.prototype.send = function (data) {
				const bytes = new Uint8Array(data.buffer ? data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) : data.slice(0));
				if (bytes.length > 4096) bytes[bytes.length - 1] ^= 1;
				return send.call(this, bytes);
			};
			""";

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "delete window.RTCPeerConnection",
			"Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })",
			"document.cookie = 'peerconnect=off; path=/'",
			"Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => undefined })",
			"delete Navigator.prototype.serviceWorker" })
	void whoCannotOrWillNotTakePartHasAPlainVideo(String initScript, Browser browser) {
		try (VideoSite site = VideoSite.start(this.folder); Viewer alice = Viewer.with(browser, initScript)) {
			alice.open(site.url("/")).awaitPlayed(2);
			assertThat(alice.evaluate("document.querySelector('video').outerHTML"))
				.isEqualTo("<video src=\"" + VideoSite.DAY + "\" muted=\"\" autoplay=\"\"></video>");
			assertThat(alice.mediaEvents()).doesNotContain("emptied", "error");
			assertThat(site.log().parts()).noneMatch(VideoLog.Part::script);
		}
	}

	@Test
	void withoutWorkersVideosComeFromTheSite(Browser browser) {
		try (VideoSite site = VideoSite.start(this.folder);
				Viewer alice = Viewer.with(browser,
						new NewContextOptions().setServiceWorkers(ServiceWorkerPolicy.BLOCK))) {
			alice.open(site.url("/")).speedUp(4).awaitEnd();
			assertThat(alice.mediaEvents()).doesNotContain("error", "emptied");
			assertThat(site.log().parts()).hasSizeGreaterThan(10).noneMatch(VideoLog.Part::script);
			assertThat(site.timesServed()).isBetween(1.0, 1.01);
		}
	}

	@Test
	void aSitesOwnWorkerIsLeftAlone(Browser browser) throws IOException {
		try (VideoSite site = VideoSite.start(this.folder); Viewer alice = Viewer.with(browser)) {
			Files.writeString(this.folder.resolve("own.js"), "self.addEventListener('fetch', () => {});");
			VideoSite.page(this.folder, "empty.html", "");
			alice.open(site.url("/empty.html"));
			alice.evaluate(
					"navigator.serviceWorker.register('/own.js').then(() => navigator.serviceWorker.ready).then(() => 1)");

			alice.open(site.url("/")).awaitPlayed(2);

			assertThat(alice.isTakenOver()).isFalse();
			assertThat(String.valueOf(alice.evaluate("navigator.serviceWorker.controller.scriptURL")))
				.endsWith("/own.js");
			assertThat(alice.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)"))
				.isEqualTo(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "peerconnect", "video", "swarm-player" })
	void videoPlaysWithoutOneOfOurScripts(String script, Browser browser) {
		try (VideoSite site = VideoSite.start(this.folder);
				Viewer alice = Viewer.with(browser);
				Viewer bob = Viewer.with(browser)) {
			alice.open(site.url("/")).awaitState("direct");
			bob.visitor().context().route("**/" + script + ".*.js", (route) -> route.abort());
			bob.open(site.url("/")).awaitPlayed(5);
			assertThat(bob.mediaEvents()).doesNotContain("error", "emptied");
			assertThat(bob.visitor().connections()).isZero();
		}
	}

	@Test
	void videoPlaysWithoutSignalling(Browser browser) {
		try (VideoSite site = VideoSite.start(this.folder);
				Viewer alice = Viewer.with(browser,
						"window.WebSocket = class { constructor() { throw new Error('blocked'); } };")) {
			alice.open(site.url("/")).awaitPlayed(5);
			assertThat(alice.mediaEvents()).doesNotContain("error", "emptied");
		}
	}

	@Test
	void videoPlaysWithoutTheTracker(Browser browser) {
		try (VideoSite site = VideoSite.start(this.folder);
				Viewer alice = Viewer.with(browser);
				Viewer bob = Viewer.with(browser)) {
			site.bean(TrackerServer.class).stop();
			alice.open(site.url("/")).awaitState("direct");
			bob.open(site.url("/")).awaitState("swarm").speedUp(2).awaitEnd();
			assertThat(bob.mediaEvents()).doesNotContain("error", "emptied");
		}
	}

	@Test
	void poisonedPiecesAreNeverPlayed(Browser browser) {
		try (VideoSite site = VideoSite.start(this.folder);
				Viewer mallory = Viewer.with(browser, POISON);
				Viewer bob = Viewer.with(browser)) {
			mallory.open(site.url("/")).awaitState("direct").awaitPlayed(3);
			bob.open(site.url("/"))
				.awaitState("swarm")
				.await("window.peerconnect.stats().fallbacks['hash-mismatch'] > 0");
			bob.awaitPeers(0).speedUp(3).awaitEnd();
			assertThat(bob.piecesFrom("peer")).isZero();
			assertThat(bob.stat("held")).isGreaterThan(site.nearlyAllPieces());
			assertThat(bob.mediaEvents()).doesNotContain("error", "emptied");
		}
	}

	@Test
	void optingOutEndsTheExchangeAndNothingElse(Browser browser) {
		try (VideoSite site = VideoSite.start(this.folder);
				Viewer alice = Viewer.with(browser);
				Viewer bob = Viewer.with(browser)) {
			alice.open(site.url("/")).awaitState("direct");
			bob.open(site.url("/")).awaitState("swarm").awaitPeers(1);
			bob.evaluate("window.peerconnect.disable()");
			alice.awaitPeers(0);
			bob.awaitPlayed(12);
			assertThat(bob.mediaEvents()).doesNotContain("error", "emptied");
		}
	}

	@Test
	void videoThatChangedGoesOnWhereItWas(Browser browser) throws IOException {
		try (VideoSite site = VideoSite.start(this.folder); Viewer alice = Viewer.with(browser)) {
			alice.open(site.url("/")).awaitState("direct").awaitPlayed(3);
			alice
				.evaluate("document.querySelector('video').addEventListener('error', () => { window.failed = true; })");
			Files.copy(this.folder.resolve(VideoSite.NIGHT.substring(1)),
					this.folder.resolve(VideoSite.DAY.substring(1)), StandardCopyOption.REPLACE_EXISTING);

			alice.seek(40).awaitPlayed(42);

			assertThat(alice.isTakenOver()).isFalse();
			assertThat(alice.evaluate("window.failed")).isNull();
			assertThat(alice.error()).isNull();
		}
	}

}
