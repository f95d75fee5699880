package io.peerconnect.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The many ways to put a picture into a page, and that they behave as before.
 */
@ExtendWith(Chromium.class)
class MarkupTests {

	private static final String SHIFT = """
			window.shift = 0;
			new PerformanceObserver((list) => {
				for (const entry of list.getEntries()) window.shift += entry.value;
			}).observe({ type: "layout-shift", buffered: true });
			""";

	@TempDir
	private Path folder;

	@BeforeEach
	void photos() {
		PhotoSite.gallery(this.folder, "index.html", 6);
		Photos.write(this.folder.resolve("photos/small.jpg"), 150, 71);
		Photos.write(this.folder.resolve("photos/wide.jpg"), 300, 72);
	}

	@Test
	void srcsetShowsTheCandidateTheBrowserWouldChoose(Browser browser) {
		PhotoSite.page(this.folder, "srcset.html",
				"""
						<img id="w" srcset="/photos/small.jpg 150w, /photos/wide.jpg 300w" sizes="200px" alt="w">
						<img id="x" src="/photos/1.jpg" srcset="/photos/2.jpg 2x" alt="x">
						<picture><source media="(min-width: 10000px)" srcset="/photos/3.jpg"><source srcset="/photos/4.jpg" width="60" height="60"><img id="p" src="/photos/5.jpg" alt="p"></picture>
						""");
		try (PhotoSite site = PhotoSite.start(this.folder);
				Visitor alice = Visitor.with(browser);
				Visitor bob = Visitor.with(browser)) {
			alice.visit(site.url("/srcset.html"));
			site.awaitHolders(1, "wide.jpg", "1.jpg", "4.jpg");
			site.originLog().clear();

			bob.visit(site.url("/srcset.html")).awaitOffloads(3);

			assertThat(site.originLog().all()).isEmpty();
			assertThat(bob.digests()).isEqualTo(alice.digests());
			String boxes = "() => [...document.images].map((img) => [img.clientWidth, img.clientHeight].join('x')).join()";
			assertThat(bob.page().evaluate(boxes)).isEqualTo(alice.page().evaluate(boxes));
		}
	}

	@Test
	void takingOverShiftsNothing(Browser browser) {
		PhotoSite.page(this.folder, "shift.html", """
				<style>img { max-width: 100%%; height: auto } p { margin: 0 }</style>
				%s<p>one</p>%s<p>two</p><div style="width: 90px">%s</div><p>three</p>
				""".formatted(PhotoSite.img("1.jpg"), PhotoSite.img("2.jpg"), PhotoSite.img("3.jpg")));
		try (PhotoSite site = PhotoSite.start(this.folder);
				Visitor alice = Visitor.with(browser, SHIFT);
				Visitor bob = Visitor.with(browser, SHIFT)) {
			alice.visit(site.url("/shift.html"));
			site.awaitHolders(1, "1.jpg", "2.jpg", "3.jpg");

			bob.visit(site.url("/shift.html")).awaitOffloads(3);

			assertThat(shift(bob)).isLessThanOrEqualTo(shift(alice));
		}
	}

	@Test
	void picturesFireLoadOnce(Browser browser) {
		PhotoSite.page(this.folder, "events.html",
				"""
						<script>window.loads = []; window.failures = [];</script>
						<img src="/photos/1.jpg" alt="1" width="50" height="50" onload="loads.push(this.alt)" onerror="failures.push(this.alt)">
						<img src="/photos/2.jpg" alt="2" width="50" height="50" onload="loads.push(this.alt)" onerror="failures.push(this.alt)">
						""");
		try (PhotoSite site = PhotoSite.start(this.folder);
				Visitor alice = Visitor.with(browser);
				Visitor bob = Visitor.with(browser)) {
			alice.visit(site.url("/events.html"));
			site.awaitHolders(1, "1.jpg", "2.jpg");

			bob.visit(site.url("/events.html")).awaitOffloads(2);

			assertThat(bob.page().evaluate("loads.sort().join()")).isEqualTo("1,2");
			assertThat(bob.page().evaluate("failures.join()")).isEqualTo("");
		}
	}

	@Test
	void lazyPictureWaitsUntilItIsNear(Browser browser) {
		PhotoSite.page(this.folder, "lazy.html", """
				<img src="/photos/1.jpg" alt="1" width="50" height="50">
				<div style="height: 20000px"></div>
				<img src="/photos/2.jpg" alt="2" width="50" height="50" loading="lazy">
				""");
		try (PhotoSite site = PhotoSite.start(this.folder);
				Visitor alice = Visitor.with(browser);
				Visitor bob = Visitor.with(browser)) {
			alice.open(site.url("/lazy.html")).page().waitForLoadState();
			alice.page().evaluate("scrollTo(0, 20000)");
			alice.awaitImages();
			site.awaitHolders(1, "1.jpg", "2.jpg");
			site.originLog().clear();

			bob.open(site.url("/lazy.html")).awaitOffloads(1);
			assertThat(bob.offloads()).hasSize(1);
			bob.page().evaluate("scrollTo(0, 20000)");
			bob.awaitOffloads(2).awaitImages();

			assertThat(site.originLog().all()).isEmpty();
		}
	}

	@Test
	void pictureAddedByScriptWithMarkupIsTakenOver(Browser browser) {
		PhotoSite.page(this.folder, "late.html", PhotoSite.img("1.jpg"));
		try (PhotoSite site = PhotoSite.start(this.folder, "peerconnect.images.mode=markup");
				Visitor alice = Visitor.with(browser);
				Visitor bob = Visitor.with(browser)) {
			alice.visit(site.url("/"));
			site.awaitHolders(1, "1.jpg", "2.jpg");
			site.originLog().clear();

			bob.visit(site.url("/late.html"));
			bob.page()
				.evaluate(
						"""
								() => document.body.insertAdjacentHTML("beforeend", '<img data-peer-src="/photos/2.jpg" alt="2" width="50" height="50">')
								""");
			bob.awaitOffloads(1).awaitImages();

			assertThat(site.originLog().all()).extracting(OriginLog.Answer::path).containsOnly("/photos/1.jpg");
		}
	}

	@ParameterizedTest
	@CsvSource({ "markup, <audio data-peer-src='/photos/tone.wav' preload='auto' controls></audio>",
			"rewrite, <audio src='/photos/tone.wav' preload='auto' controls></audio>" })
	void audioComesFromPeers(String mode, String audio, Browser browser) throws IOException {
		Files.write(this.folder.resolve("photos/tone.wav"), Tone.wav());
		PhotoSite.page(this.folder, "plain.html",
				"<audio src='/photos/tone.wav' preload='auto' data-peer='off'></audio>");
		PhotoSite.page(this.folder, "audio.html", audio);
		try (PhotoSite site = PhotoSite.start(this.folder, "peerconnect.images.mode=" + mode);
				Visitor alice = Visitor.with(browser);
				Visitor bob = Visitor.with(browser)) {
			alice.visit(site.url("/plain.html"));
			alice.page().evaluate("() => fetch('/photos/tone.wav').then((response) => response.arrayBuffer())");
			site.awaitHolders(1, "tone.wav");
			site.originLog().clear();

			bob.visit(site.url("/audio.html")).awaitOffloads(1);
			bob.page().waitForFunction("() => document.querySelector('audio').readyState >= 2");

			assertThat(site.originLog().all()).isEmpty();
		}
	}

	@Test
	void foldLoadingLeavesTheFirstViewportToTheOrigin(Browser browser) {
		PhotoSite.page(this.folder, "fold.html",
				PhotoSite.img("1.jpg") + "<div style=\"height: 20000px\"></div>" + PhotoSite.img("2.jpg"));
		try (PhotoSite site = PhotoSite.start(this.folder, "peerconnect.fold-loading=true",
				"peerconnect.images.eager=0");
				Visitor alice = Visitor.with(browser);
				Visitor bob = Visitor.with(browser)) {
			alice.visit(site.url("/fold.html"));
			site.awaitHolders(1, "1.jpg", "2.jpg");
			site.originLog().clear();

			bob.visit(site.url("/fold.html")).awaitOffloads(1);

			assertThat(site.originLog().all()).extracting(OriginLog.Answer::path).containsOnly("/photos/1.jpg");
		}
	}

	private static double shift(Visitor visitor) {
		return ((Number) visitor.page().evaluate("window.shift")).doubleValue();
	}

}
