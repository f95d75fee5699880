package io.peerconnect.browser;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Eight newcomers at once and one holder: the pictures spread like a tree.
 */
@ExtendWith(Chromium.class)
class BurstTests {

	private static final int PHOTOS = 10;

	@TempDir
	private Path folder;

	@Test
	void eightNewcomersSpareTheOrigin(Browser browser) {
		PhotoSite.gallery(this.folder, "index.html", PHOTOS);
		try (PhotoSite site = PhotoSite.start(this.folder); Visitor holder = Visitor.with(browser)) {
			holder.visit(site.url("/"));
			site.awaitHolders(1, "1.jpg", PHOTOS + ".jpg");
			Map<String, String> expected = holder.digests();
			site.originLog().clear();

			List<Visitor> newcomers = Stream.generate(() -> Visitor.with(browser)).limit(8).toList();
			newcomers.forEach((visitor) -> visitor.open(site.url("/")));
			newcomers.forEach(Visitor::awaitImages);

			assertThat(newcomers).allSatisfy((visitor) -> assertThat(visitor.digests()).isEqualTo(expected));
			// The original project sent three of four bytes from the origin here.
			assertThat(site.originLog().all().size()).isLessThan(8 * PHOTOS / 2);
			newcomers.forEach(Visitor::close);
		}
	}

}
