package io.peerconnect.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The mode {@code service-worker} leaves the markup alone and helps from the second page
 * on.
 */
@ExtendWith(Chromium.class)
class ServiceWorkerTests {

	private static final String[] PHOTOS = { "1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg", "6.jpg" };

	@TempDir
	private Path folder;

	@BeforeEach
	void gallery() {
		PhotoSite.gallery(this.folder, "index.html", PHOTOS.length);
		PhotoSite.page(this.folder, "first.html", PhotoSite.img("1.jpg"));
	}

	/* Nothing comes from the browser's own cache. */
	private PhotoSite site() {
		return PhotoSite.start(this.folder, "peerconnect.images.mode=service-worker",
				"spring.web.resources.cache.cachecontrol.max-age=0");
	}

	@Test
	void markupStaysAndTheSecondVisitIsServed(Browser browser) {
		try (PhotoSite site = site(); Visitor alice = Visitor.with(browser); Visitor bob = Visitor.with(browser)) {
			alice.visit(site.url("/"));
			site.awaitHolders(1, PHOTOS);
			bob.visit(site.url("/"));
			site.awaitHolders(2, PHOTOS);
			awaitWorker(bob);
			site.originLog().clear();

			bob.page().navigate(site.url("/"));
			bob.awaitImages();

			assertThat(bob.page().content()).contains("<img src=\"/photos/1.jpg\"").doesNotContain("data-peer-src=");
			assertThat(site.originLog().bytes()).isZero();
			assertThat(bob.digests()).isEqualTo(alice.digests());
		}
	}

	@Test
	void backgroundOfAStyleSheetIsServed(Browser browser) {
		PhotoSite.page(this.folder, "background.html",
				"<div style=\"background: url(/photos/1.jpg); height: 100px\"></div>");
		try (PhotoSite site = site(); Visitor bob = Visitor.with(browser)) {
			bob.visit(site.url("/first.html"));
			site.awaitHolders(1, "1.jpg");
			awaitWorker(bob);
			site.originLog().clear();

			bob.page().navigate(site.url("/background.html"));
			bob.page()
				.waitForFunction("() => performance.getEntriesByType('resource')"
						+ ".some(({ name, responseEnd }) => name.endsWith('/photos/1.jpg') && responseEnd > 0)");

			assertThat(site.originLog().bytes()).isZero();
		}
	}

	@Test
	void picturesThatOnlyOthersHoldComeFromThem(Browser browser) {
		PhotoSite.page(this.folder, "second.html", PhotoSite.img("1.jpg") + "<div style=\"height: 20000px\"></div>"
				+ "<img src=\"/photos/5.jpg\" alt=\"5.jpg\" width=\"120\" height=\"120\" loading=\"lazy\">");
		try (PhotoSite site = site(); Visitor alice = Visitor.with(browser); Visitor bob = Visitor.with(browser)) {
			alice.visit(site.url("/"));
			site.awaitHolders(1, PHOTOS);
			bob.visit(site.url("/first.html"));
			site.awaitHolders(2, "1.jpg");
			awaitWorker(bob);

			bob.open(site.url("/second.html")).page().waitForLoadState();
			bob.page().waitForFunction("() => peerconnect.state === 'ready'");
			bob.page().evaluate("scrollTo(0, 20000)");
			bob.awaitImages();

			assertThat(site.originLog().of("/photos/5.jpg")).as("answers of the origin").hasSize(1);
			assertThat(bob.awaitOffloads(1).offloadsFrom("peer")).isEqualTo(1);
			assertThat(bob.digests().get("5.jpg")).isEqualTo(alice.digests().get("5.jpg"));
		}
	}

	@Test
	void workerOfTheSiteStays(Browser browser) throws IOException {
		Files.writeString(this.folder.resolve("own.js"),
				"addEventListener('fetch', (event) => event.request.url.endsWith('/hello')"
						+ " && event.respondWith(new Response('from the own worker')));");
		PhotoSite.page(this.folder, "own.html",
				"<script>navigator.serviceWorker.register('/own.js')</script>" + PhotoSite.img("1.jpg"));
		try (PhotoSite site = site(); Visitor bob = Visitor.with(browser)) {
			bob.visit(site.url("/own.html"));
			awaitWorker(bob);
			site.awaitHolders(1, "1.jpg");

			bob.page().navigate(site.url("/own.html"));
			bob.awaitImages();

			assertThat(bob.page().evaluate("() => navigator.serviceWorker.controller.scriptURL"))
				.isEqualTo(site.url("/own.js"));
			assertThat(bob.page().evaluate("() => fetch('/hello').then((response) => response.text())"))
				.isEqualTo("from the own worker");
		}
	}

	private static void awaitWorker(Visitor visitor) {
		visitor.page().evaluate("() => navigator.serviceWorker.ready.then(() => true)");
	}

}
