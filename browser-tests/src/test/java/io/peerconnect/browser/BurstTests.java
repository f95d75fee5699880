package io.peerconnect.browser;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Eight newcomers at once and one holder: the pictures spread like a tree.
 */
@ExtendWith(Chromium.class)
class BurstTests {

	private static final int PHOTOS = 30;

	private static final int NEWCOMERS = 8;

	/** The original project sent three of four bytes from the origin here. */
	private static final double FROM_ORIGIN_AT_MOST = 0.2;

	@TempDir
	private Path folder;

	private List<Visitor> newcomers = List.of();

	@AfterEach
	void close() {
		this.newcomers.forEach(Visitor::close);
	}

	@Test
	void eightNewcomersSpareTheOrigin(Browser browser) {
		try (PhotoSite site = site(); Visitor holder = Visitor.with(browser)) {
			burst(browser, site, holder);
			assertThat(this.newcomers).as("who passed something on")
				.filteredOn((visitor) -> shared(visitor) > 0)
				.hasSizeGreaterThan(NEWCOMERS / 2);
		}
	}

	@Test
	void whatASlowHolderCannotSendSoonAndNobodySeesComesFromTheOriginOnce(Browser browser) {
		try (PhotoSite site = site("peerconnect.limits.upload-rate=150KB", "peerconnect.swarm.seed-after=1s");
				Visitor holder = Visitor.with(browser)) {
			PhotoSite.page(this.folder, "index.html", "<div style='height: 300vh'></div>" + PhotoSite.imgs(PHOTOS));
			burst(browser, site, holder);
			assertThat(site.originLog().all()).as("taken for others").anyMatch(OriginLog.Answer::range);
		}
	}

	private PhotoSite site(String... properties) {
		PhotoSite.gallery(this.folder, "index.html", PHOTOS);
		return PhotoSite.start(this.folder, properties);
	}

	private void burst(Browser browser, PhotoSite site, Visitor holder) {
		holder.visit(site.url("/"));
		site.awaitHolders(1,
				Stream.iterate(1, (i) -> i + 1).limit(PHOTOS).map((i) -> i + ".jpg").toArray(String[]::new));
		Map<String, String> expected = holder.digests();
		long page = site.originLog().bytes();
		site.originLog().clear();
		this.newcomers = Stream.generate(() -> Visitor.with(browser)).limit(NEWCOMERS).toList();
		this.newcomers.forEach((visitor) -> visitor.open(site.url("/")));
		this.newcomers.forEach(Visitor::awaitImages);
		assertThat(this.newcomers).allSatisfy((visitor) -> assertThat(visitor.digests()).isEqualTo(expected));
		assertThat((double) site.originLog().bytes() / (NEWCOMERS * page)).as("share of the origin")
			.isLessThanOrEqualTo(FROM_ORIGIN_AT_MOST);
	}

	private static long shared(Visitor visitor) {
		return ((Number) visitor.page().evaluate("peerconnect.stats().shared")).longValue();
	}

}
