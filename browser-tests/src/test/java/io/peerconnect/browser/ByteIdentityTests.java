package io.peerconnect.browser;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every picture arrives as the origin has it, whatever page asks for it in whatever
 * order.
 */
@ExtendWith(Chromium.class)
class ByteIdentityTests {

	@TempDir
	private Path folder;

	@Test
	void picturesOfAllSizesAndFormatsArriveByteIdentical(Browser browser) {
		Photos.write(this.folder.resolve("photos/small.jpg"), 100, 1);
		Photos.write(this.folder.resolve("photos/medium.png"), 200, 2);
		Photos.write(this.folder.resolve("photos/large.png"), 700, 3);
		Photos.write(this.folder.resolve("photos/moving.gif"), 200, 4);
		PhotoSite.page(this.folder, "index.html", images("small.jpg", "medium.png", "large.png", "moving.gif"));
		try (PhotoSite site = PhotoSite.start(this.folder);
				Visitor alice = Visitor.with(browser);
				Visitor bob = Visitor.with(browser)) {
			alice.visit(site.url("/"));
			site.awaitHolders(1, "small.jpg", "medium.png", "large.png");
			assertThat(site.holders("/photos/moving.gif")).isZero();
			site.originLog().clear();

			bob.visit(site.url("/")).awaitOffloads(3);

			assertThat(site.originLog().all()).extracting(OriginLog.Answer::path).containsOnly("/photos/moving.gif");
			assertThat(bob.offloadsFrom("peer")).isEqualTo(3);
			assertThat(bob.digests()).hasSize(4).isEqualTo(alice.digests());
		}
	}

	@Test
	void pagesWithOtherOrderAndOtherPicturesShowTheRightOnes(Browser browser) {
		PhotoSite.gallery(this.folder, "index.html", 8);
		PhotoSite.page(this.folder, "other.html", images("9.jpg", "7.jpg", "2.jpg", "5.jpg", "1.jpg"));
		Photos.write(this.folder.resolve("photos/9.jpg"), 200, 9);
		try (PhotoSite site = PhotoSite.start(this.folder);
				Visitor alice = Visitor.with(browser);
				Visitor bob = Visitor.with(browser)) {
			alice.visit(site.url("/"));
			site.awaitHolders(1, "7.jpg", "2.jpg", "5.jpg", "1.jpg");
			Map<String, String> expected = alice.digests();
			site.originLog().clear();

			bob.visit(site.url("/other.html")).awaitOffloads(4);

			assertThat(site.originLog().all()).extracting(OriginLog.Answer::path).containsOnly("/photos/9.jpg");
			Map<String, String> shown = bob.digests();
			assertThat(shown).hasSize(5);
			shown.remove("9.jpg");
			assertThat(expected).containsAllEntriesOf(shown);
		}
	}

	@Test
	void largePictureComesFromSeveralPeersPieceByPiece(Browser browser) {
		Photos.write(this.folder.resolve("photos/large.png"), 1000, 5);
		PhotoSite.page(this.folder, "index.html", images("large.png"));
		try (PhotoSite site = PhotoSite.start(this.folder, "peerconnect.threshold=2");
				Visitor alice = Visitor.with(browser);
				Visitor bob = Visitor.with(browser);
				Visitor carol = Visitor.with(browser)) {
			alice.visit(site.url("/"));
			bob.visit(site.url("/"));
			site.awaitHolders(2, "large.png");
			site.originLog().clear();

			carol.visit(site.url("/")).awaitOffloads(1);

			assertThat(site.originLog().all()).isEmpty();
			assertThat((List<?>) carol.offloads().get(0).get("peers")).hasSize(2);
			assertThat(carol.digests()).isEqualTo(alice.digests());
		}
	}

	@Test
	void receiverPassesOnWhatItGotFromAPeer(Browser browser) {
		PhotoSite.gallery(this.folder, "index.html", 4);
		try (PhotoSite site = PhotoSite.start(this.folder);
				Visitor alice = Visitor.with(browser);
				Visitor bob = Visitor.with(browser);
				Visitor carol = Visitor.with(browser)) {
			alice.visit(site.url("/"));
			site.awaitHolders(1, "1.jpg", "4.jpg");
			bob.visit(site.url("/")).awaitOffloads(4);
			site.awaitHolders(2, "1.jpg", "4.jpg");
			Map<String, String> expected = alice.digests();
			alice.page().close();
			site.awaitHolders(1, "1.jpg", "4.jpg");
			site.originLog().clear();

			carol.visit(site.url("/")).awaitOffloads(4);

			assertThat(site.originLog().all()).isEmpty();
			assertThat(carol.digests()).isEqualTo(expected);
		}
	}

	private static String images(String... photos) {
		return List.of(photos).stream().map(PhotoSite::img).collect(Collectors.joining("\n"));
	}

}
