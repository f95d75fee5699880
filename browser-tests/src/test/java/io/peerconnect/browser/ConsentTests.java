package io.peerconnect.browser;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing goes from visitor to visitor against a visitor's will.
 */
@ExtendWith(Chromium.class)
class ConsentTests {

	private static final String[] PHOTOS = { "1.jpg", "2.jpg", "3.jpg" };

	@TempDir
	private Path folder;

	@BeforeEach
	void gallery() {
		PhotoSite.gallery(this.folder, "index.html", PHOTOS.length);
	}

	@Test
	void visitorWhoOptsOutIsLeftAloneFromThenOn(Browser browser) {
		try (PhotoSite site = PhotoSite.start(this.folder);
				Visitor alice = Visitor.with(browser);
				Visitor bob = Visitor.with(browser)) {
			alice.visit(site.url("/"));
			site.awaitHolders(1, PHOTOS);
			bob.visit(site.url("/")).awaitOffloads(PHOTOS.length);
			site.awaitHolders(2, PHOTOS);

			bob.page().evaluate("peerconnect.disable()");
			site.awaitHolders(1, PHOTOS);
			site.originLog().clear();
			bob.page().reload();
			bob.awaitImages();

			assertThat(bob.page().content()).doesNotContain("data-peer-src=");
			assertThat(bob.connections()).isZero();
			assertThat(site.holders("/photos/1.jpg")).isEqualTo(1);

			bob.page().evaluate("peerconnect.enable()");
			site.awaitHolders(2, PHOTOS);
		}
	}

	@Test
	void badgeTellsWhatWasReceivedAndSwitchesOff(Browser browser) {
		try (PhotoSite site = PhotoSite.start(this.folder);
				Visitor alice = Visitor.with(browser);
				Visitor bob = Visitor.with(browser)) {
			alice.visit(site.url("/"));
			site.awaitHolders(1, PHOTOS);
			bob.visit(site.url("/")).awaitOffloads(PHOTOS.length);
			site.awaitHolders(2, PHOTOS);

			bob.page().locator("peerconnect-badge [part=toggle]").click();
			bob.page().locator("peerconnect-badge [role=switch]").click();

			site.awaitHolders(1, PHOTOS);
			assertThat(bob.context().cookies()).anySatisfy((cookie) -> {
				assertThat(cookie.name).isEqualTo("peerconnect");
				assertThat(cookie.value).isEqualTo("off");
			});
		}
	}

	@Test
	void nothingHappensBeforeTheVisitorAgreesWhenConsentIsAsked(Browser browser) {
		try (PhotoSite site = PhotoSite.start(this.folder, "peerconnect.consent.mode=ask");
				Visitor alice = Visitor.with(browser);
				Visitor bob = Visitor.with(browser)) {
			alice.visit(site.url("/"));
			alice.page().waitForFunction("() => window.peerconnect !== undefined");
			assertThat(site.holders("/photos/1.jpg")).isZero();
			alice.page().evaluate("peerconnect.enable()");
			site.awaitHolders(1, PHOTOS);

			bob.visit(site.url("/"));

			assertThat(bob.page().content()).doesNotContain("data-peer-src=");
			assertThat(bob.connections()).isZero();
			assertThat(site.holders("/photos/1.jpg")).isEqualTo(1);
		}
	}

	@Test
	void globalPrivacyControlIsHonoured(Browser browser) {
		try (PhotoSite site = PhotoSite.start(this.folder);
				Visitor alice = Visitor.with(browser);
				Visitor bob = Visitor.with(browser, new NewContextOptions().setExtraHTTPHeaders(Map.of("Sec-GPC", "1")),
						"Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true });")) {
			alice.visit(site.url("/"));
			site.awaitHolders(1, PHOTOS);

			bob.visit(site.url("/"));
			bob.page().waitForFunction("() => window.peerconnect !== undefined");

			assertThat(bob.page().content()).doesNotContain("data-peer-src=");
			assertThat(bob.connections()).isZero();
			assertThat(site.holders("/photos/1.jpg")).isEqualTo(1);
		}
	}

	@Test
	void crawlersAndThriftyVisitorsGetThePageUntouched(Browser browser) {
		try (PhotoSite site = PhotoSite.start(this.folder);
				Visitor alice = Visitor.with(browser);
				Visitor crawler = Visitor.with(browser,
						new NewContextOptions()
							.setUserAgent("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"));
				Visitor thrifty = Visitor.with(browser,
						new NewContextOptions().setExtraHTTPHeaders(Map.of("Save-Data", "on")))) {
			alice.visit(site.url("/"));
			site.awaitHolders(1, PHOTOS);

			for (Visitor visitor : new Visitor[] { crawler, thrifty }) {
				String page = visitor.page().navigate(site.url("/")).text();
				assertThat(page).contains("<img src=\"/photos/1.jpg\"").doesNotContain("data-peer-src=");
			}
		}
	}

	@Test
	void pairedVisitorsNeverSeeEachOthersLocation(Browser browser) {
		try (PhotoSite site = PhotoSite.start(this.folder);
				Visitor alice = Visitor.with(browser);
				Visitor bob = Visitor.with(browser)) {
			StringBuilder frames = new StringBuilder();
			bob.page()
				.onWebSocket((socket) -> socket.onFrameReceived(
						(frame) -> frames.append(new String(frame.binary(), StandardCharsets.UTF_8)).append('\n')));
			alice.visit(site.url("/"));
			site.awaitHolders(1, PHOTOS);
			bob.visit(site.url("/")).awaitOffloads(PHOTOS.length);

			assertThat(frames.toString()).contains("\"sources\"")
				.doesNotContain("country")
				.doesNotContain("latitude")
				.doesNotContain("city")
				.doesNotContain("network\"");
		}
	}

}
