package io.peerconnect.browser;

import java.nio.file.Path;
import java.util.Map;

import com.microsoft.playwright.Browser;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What peers pass on is what the origin would send now, to anybody.
 */
@ExtendWith(Chromium.class)
class FreshnessTests {

	@TempDir
	private Path folder;

	@Test
	void changedFileIsLoadedFromTheOrigin(Browser browser) {
		PhotoSite.gallery(this.folder, "index.html", 3);
		try (PhotoSite site = PhotoSite.start(this.folder);
				Visitor alice = Visitor.with(browser);
				Visitor bob = Visitor.with(browser);
				Visitor carol = Visitor.with(browser)) {
			alice.visit(site.url("/"));
			site.awaitHolders(1, "1.jpg", "2.jpg", "3.jpg");
			Map<String, String> old = alice.digests();
			Photos.write(this.folder.resolve("photos/2.jpg"), 200, 4242);
			Awaitility.await().until(() -> site.holders("/photos/2.jpg") == 0);
			site.originLog().clear();

			bob.visit(site.url("/")).awaitOffloads(2);

			assertThat(site.originLog().all()).extracting(OriginLog.Answer::path).containsOnly("/photos/2.jpg");
			Map<String, String> shown = bob.digests();
			assertThat(shown.get("2.jpg")).isNotEqualTo(old.get("2.jpg"));
			assertThat(shown.get("1.jpg")).isEqualTo(old.get("1.jpg"));
			site.awaitHolders(1, "2.jpg");
			carol.visit(site.url("/")).awaitOffloads(3);
			assertThat(carol.digests()).isEqualTo(shown);
		}
	}

	@Test
	void privatePicturesAreNeverShared(Browser browser) {
		PhotoSite.gallery(this.folder, "index.html", 1);
		PhotoSite.page(this.folder, "index.html", PhotoSite.img("1.jpg") + PhotoSite.img("private.jpg")
				+ PhotoSite.img("no-store.jpg") + PhotoSite.img("with-cookie.jpg"));
		try (PhotoSite site = PhotoSite.start(this.folder);
				Visitor alice = Visitor.with(browser);
				Visitor bob = Visitor.with(browser)) {
			alice.visit(site.url("/"));
			site.awaitHolders(1, "1.jpg");
			site.originLog().clear();

			bob.visit(site.url("/")).awaitOffloads(1);

			assertThat(site.originLog().all()).extracting(OriginLog.Answer::path)
				.containsExactlyInAnyOrder("/photos/private.jpg", "/photos/no-store.jpg", "/photos/with-cookie.jpg");
			for (String photo : new String[] { "private.jpg", "no-store.jpg", "with-cookie.jpg" }) {
				assertThat(site.holders("/photos/" + photo)).isZero();
			}
		}
	}

	@Test
	void reloadIsServedFromTheVerifiedCache(Browser browser) {
		PhotoSite.gallery(this.folder, "index.html", 4);
		try (PhotoSite site = PhotoSite.start(this.folder);
				Visitor alice = Visitor.with(browser);
				Visitor bob = Visitor.with(browser)) {
			alice.visit(site.url("/"));
			site.awaitHolders(1, "1.jpg", "2.jpg", "3.jpg", "4.jpg");
			bob.visit(site.url("/")).awaitOffloads(4);
			site.awaitHolders(2, "1.jpg", "2.jpg", "3.jpg", "4.jpg");
			Map<String, String> expected = bob.digests();
			site.originLog().clear();

			bob.page().reload();
			bob.awaitImages().awaitOffloads(4);

			assertThat(site.originLog().all()).isEmpty();
			assertThat(bob.offloadsFrom("cache")).isEqualTo(4);
			assertThat(bob.digests()).isEqualTo(expected);
			site.awaitHolders(2, "1.jpg", "2.jpg", "3.jpg", "4.jpg");
		}
	}

}
