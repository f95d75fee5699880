package io.peerconnect.page;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link VideoHold}, inside the transformer that feeds it.
 */
class VideoHoldTests {

	private static final String HOLD = "<script nonce=\"n0nce\">hold()</script>";

	private static final SharedVideos VIDEOS = new SharedVideos(
			new VideoSettings(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0), List.of("/videos/"),
			Set.of("/videos/sea.mp4", "/videos/forest walk.mp4")::contains);

	static Stream<String> videos() {
		return Stream.of("<video src=/shop/videos/sea.mp4>", "<VIDEO autoplay src=\"/shop/videos/forest%20walk.mp4\">",
				"<audio controls src='../shop/videos/sea.mp4?v=2'>", "<video src=videos/sea.mp4#t=5 crossOrigins>",
				"<video src=\"https://example.org/shop/videos/sea.mp4\">", "<video src=/shop/videos/sea&#46;mp4>");
	}

	@ParameterizedTest
	@MethodSource("videos")
	void scriptComesBeforeAVideoThatIsShared(String tag) throws IOException {
		assertThat(transform("<head><body>" + tag + "</video>"))
			.isEqualTo("<head>[PC]<body>" + HOLD + tag + "</video>");
	}

	@Test
	void scriptComesOnce() throws IOException {
		String video = "<video src=/shop/videos/sea.mp4>";
		assertThat(transform("<head>" + video + "</video>" + video + "</video>"))
			.isEqualTo("<head>[PC]" + HOLD + video + "</video>" + video + "</video>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<video controls>", "<video><source src=/shop/videos/other.webm type=video/webm>" })
	void scriptComesBeforeASourceThatIsShared(String start) throws IOException {
		String shared = "<source src=/shop/videos/sea.mp4 type=video/mp4></video>";
		assertThat(transform("<head>" + start + shared)).isEqualTo("<head>[PC]" + start + HOLD + shared);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<video src=/videos/sea.mp4>", "<video src=/shop/videos/other.mp4>", "<video>",
			"<video src=https://cdn.example.org/shop/videos/sea.mp4>", "<video src=/shop/videos/%zz.mp4>",
			"<video crossorigin src=/shop/videos/sea.mp4>", "<video data-peer=off src=/shop/videos/sea.mp4>",
			"<video src=/shop/videos/other.mp4><source src=/shop/videos/sea.mp4>",
			"<video data-peer=off><source src=/shop/videos/sea.mp4>", "<track src=/shop/videos/sea.mp4>",
			"<!-- <video src=/shop/videos/sea.mp4> -->", "<textarea><video src=/shop/videos/sea.mp4></textarea>",
			"<template><video src=/shop/videos/sea.mp4></template>",
			"<noscript><video src=/shop/videos/sea.mp4></noscript>", "<source src=/shop/videos/sea.mp4>",
			"<base href=https://example.com/shop/><video src=videos/sea.mp4>" })
	void everythingElseStays(String html) throws IOException {
		assertThat(transform("<head>" + html)).isEqualTo("<head>[PC]" + html);
	}

	@Test
	void baseLeadsToVideos() throws IOException {
		assertThat(transform("<head><base href=/shop/videos/><video src=sea.mp4>"))
			.endsWith(HOLD + "<video src=sea.mp4>");
	}

	@Test
	void textInPiecesGivesTheSamePage() throws IOException {
		String html = "<head><title>Sea</title><body><p>a<video poster=p.jpg src=/shop/videos/sea.mp4 loop></video><b>";
		String whole = transform(html);
		for (int size = 1; size < 40; size++) {
			assertThat(transform(html, size)).isEqualTo(whole);
		}
	}

	private static String transform(String html) throws IOException {
		return transform(html, html.length());
	}

	private static String transform(String html, int size) throws IOException {
		PageAddresses addresses = new PageAddresses("https://example.org", "https://example.org/shop/", null);
		PageTransformer transformer = new PageTransformer(() -> "[PC]", addresses, null,
				new VideoHold(VIDEOS, addresses, "/shop", "hold()", "n0nce"));
		StringBuilder text = new StringBuilder();
		for (int from = 0; from < html.length(); from += size) {
			String chunk = html.substring(from, Math.min(html.length(), from + size));
			transformer.process(chunk, new Output(text, chunk));
		}
		transformer.release(new Output(text, ""));
		return text.toString();
	}

	private record Output(StringBuilder text, String chunk) implements PageTransformer.Output {

		@Override
		public void copy(int from, int to) {
			this.text.append(this.chunk, from, to);
		}

		@Override
		public void write(String text) {
			this.text.append(text);
		}

	}

}
