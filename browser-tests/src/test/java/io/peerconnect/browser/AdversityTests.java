package io.peerconnect.browser;

import java.nio.file.Path;
import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator.WaitForOptions;
import com.microsoft.playwright.options.WaitForSelectorState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever fails between peers, the page shows the right pictures.
 */
@ExtendWith(Chromium.class)
class AdversityTests {

	private static final int COUNT = 6;

	private static final String[] PHOTOS = { "1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg", "6.jpg" };

	/** Flips a bit in the payload of every DATA frame that is sent. */
	private static final String POISON = """
			const send = RTCDataChannel.prototype.send;
			RTCDataChannel.prototype.send = function (data) {
				const bytes = new Uint8Array(data instanceof ArrayBuffer ? data.slice(0) : data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
				if (bytes[0] === 2) bytes[bytes.length - 1] ^= 1;
				return send.call(this, bytes);
			};
			""";

	/** Sends the first DATA frame of each answer and no other. */
	private static final String STALL = """
			const send = RTCDataChannel.prototype.send;
			RTCDataChannel.prototype.send = function (data) {
				const bytes = new Uint8Array(data.buffer ?? data);
				const offset = new DataView(bytes.buffer, bytes.byteOffset).getUint32(9);
				if (bytes[0] === 2 && offset > 0) return;
				return send.call(this, data);
			};
			""";

	@TempDir
	private Path folder;

	@BeforeEach
	void gallery() {
		PhotoSite.gallery(this.folder, "index.html", COUNT);
	}

	@Test
	void poisonedPicturesNeverReachThePage(Browser browser) {
		try (PhotoSite site = PhotoSite.startWithUsualDeadlines(this.folder);
				Visitor mallory = Visitor.with(browser, POISON);
				Visitor bob = Visitor.with(browser)) {
			mallory.visit(site.url("/"));
			site.awaitHolders(1, PHOTOS);
			Map<String, String> expected = mallory.digests();

			bob.visit(site.url("/"));

			assertThat(bob.digests()).isEqualTo(expected);
			assertThat(bob.offloadsFrom("peer")).isZero();
			assertThat(bob.fallbacks()).extracting((fallback) -> fallback.get("cause")).contains("hash-mismatch");
		}
	}

	@Test
	void peerThatStallsIsReplacedByTheOrigin(Browser browser) {
		try (PhotoSite site = PhotoSite.startWithUsualDeadlines(this.folder);
				Visitor mallory = Visitor.with(browser, STALL);
				Visitor bob = Visitor.with(browser)) {
			mallory.visit(site.url("/"));
			site.awaitHolders(1, PHOTOS);
			Map<String, String> expected = mallory.digests();

			bob.visit(site.url("/"));

			assertThat(bob.digests()).isEqualTo(expected);
		}
	}

	@Test
	void holderThatLeavesMidTransferIsReplacedByTheOriginFromWhereItStopped(Browser browser) {
		Photos.write(this.folder.resolve("photos/large.png"), 1000, 99);
		PhotoSite.page(this.folder, "large.html", PhotoSite.img("large.png"));
		try (PhotoSite site = PhotoSite.startWithUsualDeadlines(this.folder, "peerconnect.limits.upload-rate=300KB");
				Visitor alice = Visitor.with(browser);
				Visitor bob = Visitor.with(browser)) {
			alice.visit(site.url("/large.html"));
			site.awaitHolders(1, "large.png");
			Map<String, String> expected = alice.digests();
			long length = site.originLog().bytes();
			site.originLog().clear();

			bob.open(site.url("/large.html"));
			bob.page().waitForFunction("() => window.peerconnect?.stats().received > 300_000");
			alice.page().close();
			bob.awaitImages();

			assertThat(bob.digests()).isEqualTo(expected);
			assertThat(site.originLog().all()).isNotEmpty().allMatch(OriginLog.Answer::range);
			assertThat(site.originLog().bytes()).isLessThan(length);
			bob.awaitOffloads(1);
			assertThat(bob.offloadsFrom("mixed")).isEqualTo(1);
		}
	}

	@Test
	void pageLoadsWhenTheWebSocketIsBlocked(Browser browser) {
		withHolder(browser, (site, expected) -> {
			try (Visitor bob = Visitor.with(browser,
					"window.WebSocket = class { constructor() { throw new Error('blocked'); } };")) {
				bob.visit(site.url("/"));
				assertThat(bob.digests()).isEqualTo(expected);
				assertThat(bob.connections()).isZero();
			}
		});
	}

	@Test
	void pageLoadsWhenTheWebSocketNeverAnswers(Browser browser) {
		withHolder(browser, (site, expected) -> {
			try (Visitor bob = Visitor.with(browser, """
					window.WebSocket = class extends EventTarget {
						static OPEN = 1;
						readyState = 0;
						send() {}
						close() {}
					};
					""")) {
				bob.visit(site.url("/"));
				assertThat(bob.digests()).isEqualTo(expected);
			}
		});
	}

	@Test
	void pageLoadsWithoutWebRtc(Browser browser) {
		withHolder(browser, (site, expected) -> {
			try (Visitor bob = Visitor.with(browser, "delete window.RTCPeerConnection;")) {
				bob.visit(site.url("/"));
				assertThat(bob.digests()).isEqualTo(expected);
			}
		});
	}

	@Test
	void pageLoadsWhenPeersNeverConnect(Browser browser) {
		withHolder(browser, (site, expected) -> {
			try (Visitor bob = Visitor.with(browser, """
					RTCPeerConnection.prototype.addIceCandidate = () => Promise.resolve();
					""")) {
				bob.visit(site.url("/"));
				assertThat(bob.digests()).isEqualTo(expected);
			}
		});
	}

	@Test
	void pageLoadsWhenTheClientScriptIsBlocked(Browser browser) {
		withHolder(browser, (site, expected) -> {
			try (Visitor bob = Visitor.with(browser)) {
				bob.context().route("**/peerconnect.*.js", (route) -> route.abort());
				bob.visit(site.url("/"));
				assertThat(bob.digests()).isEqualTo(expected);
			}
		});
	}

	@Test
	void pageLoadsWhenTheClientScriptThrows(Browser browser) {
		withHolder(browser, (site, expected) -> {
			try (Visitor bob = Visitor.with(browser,
					"window.IntersectionObserver = class { constructor() { throw new Error('broken'); } };")) {
				bob.visit(site.url("/"));
				assertThat(bob.digests()).isEqualTo(expected);
			}
		});
	}

	@Test
	void pageShowsItsPicturesWithoutScript(Browser browser) {
		withHolder(browser, (site, expected) -> {
			site.originLog().clear();
			try (Visitor bob = Visitor.with(browser, new NewContextOptions().setJavaScriptEnabled(false))) {
				bob.open(site.url("/")).page().waitForLoadState();
				assertThat(bob.page().content()).contains("data-peer-src=");
				assertThat(site.originLog().all()).hasSize(COUNT);
				bob.page()
					.locator("noscript img")
					.first()
					.waitFor(new WaitForOptions().setState(WaitForSelectorState.VISIBLE));
			}
		});
	}

	@Test
	void slowOriginIsOvertakenByPeers(Browser browser) {
		withHolder(browser, (site, expected) -> {
			site.originLog().clear();
			site.originLog().delay = 3_000;
			try (Visitor bob = Visitor.with(browser)) {
				bob.visit(site.url("/")).awaitOffloads(COUNT - 1);
				assertThat(bob.digests()).isEqualTo(expected);
			}
		});
	}

	private void withHolder(Browser browser, Scenario scenario) {
		try (PhotoSite site = PhotoSite.startWithUsualDeadlines(this.folder); Visitor alice = Visitor.with(browser)) {
			alice.visit(site.url("/"));
			site.awaitHolders(1, PHOTOS);
			scenario.play(site, alice.digests());
		}
	}

	@FunctionalInterface
	private interface Scenario {

		void play(PhotoSite site, Map<String, String> expected);

	}

}
