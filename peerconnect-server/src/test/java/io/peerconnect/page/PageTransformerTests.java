package io.peerconnect.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PageTransformer} with all that it is made of.
 */
class PageTransformerTests {

	private static final String LION = TestImages.digest("/img/lion.jpg").value();

	private static final String CAT = TestImages.digest("/img/cat.jpg").value();

	private final TestImages images = new TestImages();

	private int eager;

	@Test
	void tagsStandRightAfterTheHead() {
		assertThat(transform("<!doctype html><html><head lang=\"a>b\"><title>T</title></head><body>B"))
			.isEqualTo("<!doctype html><html><head lang=\"a>b\">[PC]<title>T</title></head><body>B");
		assertThat(transform("<HEAD>\n<p>")).isEqualTo("<HEAD>[PC]\n<p>");
	}

	@Test
	void tagsStandAfterTheTitleOrTheBodyWhereThereIsNoHead() {
		assertThat(transform("<!doctype html><title>T</title><p>x"))
			.isEqualTo("<!doctype html><title>T</title>[PC]<p>x");
		assertThat(transform("<html><body class='a'><p>x")).isEqualTo("<html><body class='a'>[PC]<p>x");
	}

	@Test
	void tagsStandOnceAlone() {
		assertThat(transform("<head></head><title>T</title><body><head><body>"))
			.isEqualTo("<head>[PC]</head><title>T</title><body><head><body>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<p>Just a part of a page</p>", "", "<", "</", "<!", "<header>x</header>", "{\"a\":1}",
			"<!-- <head> --><p>", "<script>'<head>'</script>", "<style>/*<head>*/</style>",
			"<textarea><head></textarea>", "<svg><title>Icon</title></svg>", "<template><head></template>",
			"<noscript><head></noscript>", "<plaintext><head>", "<! <p <head", "<p title='<head>'>", "<?xml <head" })
	void whatIsNoPageStays(String text) {
		this.images.activateAll();
		assertThat(transform(text)).isEqualTo(text);
		assertThat(inPieces(text, 1)).isEqualTo(text);
	}

	@Test
	void headIsNotLookedForEndlessly() {
		String text = "<p>word</p>".repeat(7000) + "<head><img src=/img/lion.jpg>";
		this.images.activateAll();
		assertThat(transform(text)).isEqualTo(text);
	}

	@Test
	void imageBelowTheThresholdStays() {
		assertBody("<img src=\"/img/lion.jpg\" alt=\"Lion\">", "<img src=\"/img/lion.jpg\" alt=\"Lion\">");
	}

	@Test
	void imageOfAnActiveSwarmIsHandedOver() {
		this.images.activate("/img/lion.jpg");
		assertBody("<p><img class=big src=\"/img/lion.jpg\" alt=\"Lion\" width=3></p>",
				"<p><img data-peer-hash=\"" + LION
						+ "\" class=big data-peer-src=\"/img/lion.jpg\" alt=\"Lion\" width=3>"
						+ "<noscript><img class=big src=\"/img/lion.jpg\" alt=\"Lion\" width=3></noscript></p>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<IMG SRC=/img/lion.jpg>", "<img\nsrc='/img/lion.jpg'/>", "<img/src=/img/lion.jpg>",
			"<img alt='a>b' src = /img/lion.jpg >", "<img title=it's src='/img/lion.jpg'>",
			"<img src=\"&#47;img/lion.jpg\">", "<img src=../img/lion.jpg>",
			"<img src=https://example.org/img/lion.jpg>", "<img src=' /img/lion.jpg '>",
			"<img alt src='/img/lion.jpg'>", "<img = src='/img/lion.jpg'>", "<img x=\"\"src='/img/lion.jpg'>" })
	void howAnAuthorWritesItDoesNotMatter(String tag) {
		this.images.activate("/img/lion.jpg");
		assertThat(transform("<head>" + tag)).contains("data-peer-hash=\"" + LION + "\"")
			.containsPattern("data-peer-src\\s*=")
			.endsWith("<noscript>" + tag + "</noscript>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<img src=/img/lion.gif>", "<img src=/img/lion.jpg data-peer=off>",
			"<img fetchpriority=HIGH src=/img/lion.jpg>", "<img src=/img/lion.jpg src=/img/cat.jpg>",
			"<img src=/img/lion.jpg data-peer-src=x>", "<img src=https://cdn.example.org/img/lion.jpg>",
			"<img src='data:image/gif;base64,x'>", "<img alt=src>", "<img src>", "<img>", "<img src=/other/lion.jpg>",
			"<!-- <img src=/img/lion.jpg> -->", "<!--><b><!--- <img src=/img/lion.jpg> --!>",
			"<script>\"<img src=/img/lion.jpg>\"</script>", "<style><img src=/img/lion.jpg></style>",
			"<textarea><img src=/img/lion.jpg></textarea>", "<title><img src=/img/lion.jpg></title>",
			"<noscript><img src=/img/lion.jpg></noscript>", "<template><p><img src=/img/lion.jpg></template>",
			"<template><template></template><img src=/img/lion.jpg></template>",
			"<iframe><img src=/img/lion.jpg></iframe>", "<xmp></xm><img src=/img/lion.jpg></xmp>",
			"<svg><![CDATA[ > <img src=/img/lion.jpg> ]]]></svg>", "<plaintext></plaintext><img src=/img/lion.jpg>",
			"<script><!-- <script> </script> <img src=/img/lion.jpg> --></script>", "<image src=/img/lion.jpg>",
			"<imga src=/img/lion.jpg>", "</img src=/img/lion.jpg>", "<img src=/img/lion.jpg",
			"<video><source src=/img/lion.jpg></video>", "<p title='<img src=/img/lion.jpg>'>",
			"<![CDATA[ <img src=/img/lion.jpg" })
	void imageThatIsNoneOrNotOursStays(String text) {
		this.images.activateAll();
		assertBody(text, text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<!-- x -->", "<!-->", "<!--->", "<!---->", "<!-- --!>", "<![CDATA[ > ", "<!doctype \"a>",
			"<?php >", "</ x>", "<script>'</scriptx'</script>", "<script><!-- </script>", "<svg/>", "<svg></svg>",
			"<svg><style><a></style></svg>", "<template></template>", "a < b", "<<",
			"<script><!-- <script></script>--></script>", "<script><!-- <script>--></script>", "<style><!-- </style>",
			"<textarea></TEXTAREA >", "<p a='<' b=\">\">" })
	void imageAfterIsHandedOver(String before) {
		this.images.activate("/img/lion.jpg");
		String page = "<head>" + before + "<img src=/img/lion.jpg>";
		assertThat(transform(page)).contains("data-peer-src=/img/lion.jpg");
		assertThat(inPieces(page, 1)).isEqualTo(transform(page));
	}

	@Test
	void everyCandidateHasItsHash() {
		this.images.activate("/img/cat.jpg");
		assertBody("<img src=/img/lion.jpg srcset='/img/cat.jpg 1x, /x/dog.jpg 2x'>",
				"<img data-peer-hash=\"" + LION + " " + CAT
						+ " -\" data-peer-src=/img/lion.jpg data-peer-srcset='/img/cat.jpg 1x, /x/dog.jpg 2x'>"
						+ "<noscript><img src=/img/lion.jpg srcset='/img/cat.jpg 1x, /x/dog.jpg 2x'></noscript>");
	}

	@Test
	void pictureIsHandedOverAsAWhole() {
		this.images.activate("/img/cat.jpg");
		assertBody("""
				<picture>
				 <!-- <source> --><source media="(min-width: 9em)" srcset="/img/cat.jpg">
				 <source type=image/webp>
				 <img src=/img/lion.jpg>
				</picture>""", "<picture>\n <!-- <source> --><source data-peer-hash=\"" + CAT
				+ "\" media=\"(min-width: 9em)\" data-peer-srcset=\"/img/cat.jpg\">\n <source type=image/webp>\n"
				+ " <img data-peer-hash=\"" + LION
				+ "\" data-peer-src=/img/lion.jpg><noscript><img src=/img/lion.jpg></noscript>\n</picture>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<picture><source srcset=/img/cat.jpg><img src=/img/lion.jpg data-peer=off></picture>",
			"<picture><source srcset=/img/cat.jpg data-peer=off><img src=/img/lion.jpg></picture>",
			"<picture><source srcset=/img/cat.jpg><b></b><img src=/img/lion.jpg></picture>",
			"<picture><source srcset=/img/cat.jpg></picture>", "<picture><source srcset=/img/cat.jpg>" })
	void pictureStaysAsAWhole(String picture) {
		this.images.activateAll();
		assertBody(picture, picture);
	}

	@Test
	void imageAfterABrokenPictureIsHandedOver() {
		this.images.activate("/img/lion.jpg");
		assertThat(transform("<head><picture><p></picture><img src=/img/lion.jpg>"))
			.startsWith("<head>[PC]<picture><p></picture><img data-peer-hash");
	}

	@Test
	void hugeTagPassesUntouched() {
		this.images.activateAll();
		String huge = "<img src=/img/lion.jpg alt='" + "x".repeat(PageTransformer.LONGEST_CAPTURE) + "'>";
		String picture = "<picture><source srcset=/img/cat.jpg>"
				+ "<!-- x -->".repeat(PageTransformer.LONGEST_CAPTURE / 10) + "<img src=/img/lion.jpg></picture>";
		assertBody(huge + picture, huge + picture);
	}

	@Test
	void soundThatBrowsersLoadAsAWholeIsHandedOver() {
		this.images.activate("/img/roar.mp3");
		String roar = TestImages.digest("/img/roar.mp3").value();
		assertBody("<audio src=/img/roar.mp3 preload=auto controls><track src=x></audio>",
				"<noscript><audio src=/img/roar.mp3 preload=auto controls></audio></noscript><audio data-peer-hash=\""
						+ roar + "\" data-peer-src=/img/roar.mp3 preload=auto controls><track src=x></audio>");
		assertThat(transform("<head><AUDIO autoplay src='/img/roar.mp3'>")).contains("data-peer-src='/img/roar.mp3'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<audio src=/img/roar.mp3>", "<audio src=/img/roar.mp3 preload=metadata>",
			"<audio src=/img/roar.mp3 preload=none>", "<audio src=/img/roar.mp3 preload=auto data-peer=off>",
			"<audio src=/img/roar.mp3 preload=auto crossorigin>", "<audio src=/img/lion.jpg preload=auto>",
			"<audio preload=auto><source src=/img/roar.mp3></audio>",
			"<picture><audio src=/img/roar.mp3 preload=auto></picture>",
			"<meta http-equiv=Content-Security-Policy content=\"media-src 'self'\"><audio src=/img/roar.mp3 preload=auto>",
			"<img src=/img/roar.mp3>" })
	void soundThatBrowsersLoadPieceByPieceStays(String text) {
		this.images.activateAll();
		assertBody(text, text);
	}

	@Test
	void firstImagesOfThePageStay() {
		this.images.activateAll();
		this.eager = 2;
		String page = transform(
				"<head><img src=/img/a.jpg><picture><img src=/img/b.jpg></picture><img src=/img/c.jpg>");
		assertThat(page)
			.startsWith("<head>[PC]<img src=/img/a.jpg><picture><img src=/img/b.jpg></picture><img data-peer");
	}

	@Test
	void baseChangesWhereImagesAre() {
		this.images.activate("/img/lion.jpg");
		assertThat(transform("<head><base target=_blank><base href=/img/x/><base href=/y/><img src=../lion.jpg>"))
			.contains("data-peer-src=../lion.jpg");
		assertThat(transform("<head><base href=https://cdn.example.org/><img src=/img/lion.jpg>"))
			.doesNotContain("data-peer");
		assertThat(transform("<base href=/img/><title></title><img src=lion.jpg>")).contains("data-peer-src=lion.jpg");
	}

	@Test
	void policyInThePageThatForbidsBlobImagesIsHonoured() {
		this.images.activate("/img/lion.jpg");
		String policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"%s\"><img src=/img/lion.jpg>";
		assertThat(transform("<head>" + policy.formatted("img-src &#39;self&#39;"))).doesNotContain("data-peer");
		assertThat(transform("<head>" + policy.formatted("img-src 'self' blob:"))).contains("data-peer");
		assertThat(transform("<head><meta charset=utf-8><img src=/img/lion.jpg>")).contains("data-peer");
	}

	@Test
	void withoutHandoverImagesStay() {
		this.images.activateAll();
		PageTransformer transformer = new PageTransformer(() -> "[PC]", addresses(null), null);
		StringOutput output = new StringOutput();
		output.process(transformer, "<head><img src=/img/lion.jpg>");
		assertThat(output.text).hasToString("<head>[PC]<img src=/img/lion.jpg>");
		assertThat(transformer.isDone()).isTrue();
	}

	@Test
	void releasedTagPassesUntouched() {
		this.images.activate("/img/lion.jpg");
		PageTransformer transformer = transformer(null);
		StringOutput output = new StringOutput();
		output.process(transformer, "<head><img src=/img/");
		assertThat(output.text).hasToString("<head>[PC]");
		output.release(transformer);
		assertThat(output.text).hasToString("<head>[PC]<img src=/img/");
		output.process(transformer, "lion.jpg><img src=/img/lion.jpg>");
		assertThat(output.text.toString()).startsWith("<head>[PC]<img src=/img/lion.jpg><img data-peer-hash");
	}

	@Test
	void nameInOtherCharactersIsFoundInBytes() {
		this.images.activate("/img/l%C3%B6we.jpg");
		String page = "<head><img src=/img/löwe.jpg alt=Löwe>";
		String latin = new String(page.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
		StringOutput output = new StringOutput();
		output.process(transformer(StandardCharsets.UTF_8), latin);
		String result = new String(output.text.toString().getBytes(StandardCharsets.ISO_8859_1),
				StandardCharsets.UTF_8);
		assertThat(result).contains("data-peer-src=/img/löwe.jpg alt=Löwe>");
	}

	@Test
	void nothingChangesWhereNothingIsActive() {
		Random random = new Random(42);
		for (int i = 0; i < 3000; i++) {
			String html = randomHtml(random);
			assertThat(inPieces(html, random.nextInt(1, 20)).replace("[PC]", "")).isEqualTo(html);
		}
	}

	@Test
	void whereAPageIsCutDoesNotMatter() {
		this.images.activateAll();
		Random random = new Random(4711);
		int changed = 0;
		for (int i = 0; i < 3000; i++) {
			String html = randomHtml(random);
			String whole = transform(html);
			assertThat(inPieces(html, random.nextInt(1, 20))).as(html).isEqualTo(whole);
			changed += whole.contains("data-peer-src") ? 1 : 0;
		}
		assertThat(changed).isGreaterThan(200);
	}

	private static String randomHtml(Random random) {
		String[] parts = { "<", ">", "/", "!", "--", "<!--", "-->", "\"", "'", "=", " ", "\n", "a", "&amp;", "<img ",
				"src=", "/img/a.jpg", "srcset=", "<img src='/img/b.jpg'>", "<picture>", "</picture>",
				"<source srcset=/img/c.jpg>", "<script>", "</script>", "<style>", "</style>", "<svg>", "</svg>",
				"<![CDATA[", "]]>", "<template>", "</template>", "<noscript>", "</noscript>", "<textarea>",
				"</TEXTAREA>", "<p class=x>", "text", "<title>", "</title>", "<body>", "<base href=/x/>",
				"<meta charset=x>", "data-peer=off", "é€" };
		StringBuilder html = new StringBuilder(random.nextInt(4) > 0 ? "<html><head>" : "");
		for (int i = random.nextInt(40); i > 0; i--) {
			html.append(parts[random.nextInt(parts.length)]);
		}
		return html.toString();
	}

	private void assertBody(String body, String expected) {
		String page = "<head></head>" + body;
		assertThat(transform(page)).isEqualTo("<head>[PC]</head>" + expected);
		assertThat(inPieces(page, 1)).isEqualTo("<head>[PC]</head>" + expected);
	}

	private String transform(String html) {
		return inPieces(html, Math.max(1, html.length()));
	}

	private String inPieces(String html, int size) {
		PageTransformer transformer = transformer(null);
		StringOutput output = new StringOutput();
		for (int from = 0; from < html.length(); from += size) {
			output.process(transformer, html.substring(from, Math.min(html.length(), from + size)));
		}
		output.release(transformer);
		return output.text.toString();
	}

	private PageTransformer transformer(@Nullable Charset charset) {
		SharedImages shared = new SharedImages(this.images, this.images, Set.of("gif"));
		PageAddresses addresses = addresses(charset);
		return new PageTransformer(() -> "[PC]", addresses, new ImageHandover(shared, addresses, this.eager, true));
	}

	private static PageAddresses addresses(@Nullable Charset charset) {
		return new PageAddresses("https://example.org", "https://example.org/shop/lions", charset);
	}

	private static final class StringOutput implements PageTransformer.Output {

		private final StringBuilder text = new StringBuilder();

		private String chunk = "";

		void process(PageTransformer transformer, String chunk) {
			this.chunk = chunk;
			try {
				transformer.process(chunk, this);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		void release(PageTransformer transformer) {
			try {
				transformer.release(this);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

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
