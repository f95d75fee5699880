package io.peerconnect.browser;

import java.nio.file.Path;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who loads from whom: with a threshold of 3, the fourth visitor loads from peers.
 */
@ExtendWith(Chromium.class)
class ThresholdTests {

	private static final String[] PHOTOS = { "1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg", "6.jpg" };

	@TempDir
	private Path folder;

	@Test
	void fourthVisitorLoadsFromPeersWhenThresholdIsThree(Browser browser) {
		PhotoSite.gallery(this.folder, "index.html", PHOTOS.length);
		try (PhotoSite site = PhotoSite.start(this.folder, "peerconnect.threshold=3");
				Visitor alice = Visitor.with(browser);
				Visitor bob = Visitor.with(browser);
				Visitor carol = Visitor.with(browser);
				Visitor dave = Visitor.with(browser)) {
			Visitor[] first = { alice, bob, carol };
			for (int i = 0; i < first.length; i++) {
				first[i].visit(site.url("/"));
				site.awaitHolders(i + 1, PHOTOS);
			}
			assertThat(site.originLog().all()).hasSize(3 * PHOTOS.length);
			for (Visitor visitor : first) {
				assertThat(visitor.page().content()).doesNotContain("data-peer-src=");
				assertThat(visitor.connections()).isZero();
			}
			site.originLog().clear();

			dave.visit(site.url("/")).awaitOffloads(PHOTOS.length);

			assertThat(site.originLog().all()).isEmpty();
			assertThat(dave.offloadsFrom("peer")).isEqualTo(PHOTOS.length);
			assertThat(dave.digests()).hasSize(PHOTOS.length).isEqualTo(alice.digests());
			assertThat(dave.errors()).isEmpty();
		}
	}

	@Test
	void visitorWhoLeftNoLongerCounts(Browser browser) {
		PhotoSite.gallery(this.folder, "index.html", PHOTOS.length);
		try (PhotoSite site = PhotoSite.start(this.folder);
				Visitor alice = Visitor.with(browser);
				Visitor bob = Visitor.with(browser)) {
			alice.visit(site.url("/"));
			site.awaitHolders(1, PHOTOS);
			alice.page().close();
			site.awaitHolders(0, PHOTOS);
			site.originLog().clear();

			bob.visit(site.url("/"));

			assertThat(bob.page().content()).doesNotContain("data-peer-src=");
			assertThat(site.originLog().all()).hasSize(PHOTOS.length);
			assertThat(bob.connections()).isZero();
		}
	}

}
