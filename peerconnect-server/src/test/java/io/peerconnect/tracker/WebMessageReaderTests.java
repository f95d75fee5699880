package io.peerconnect.tracker;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WebMessageReader}.
 */
class WebMessageReaderTests {

	private static final String IDS = "\"info_hash\":\"\u00f0\\u00f0aaaaaaaaaaaaaaaaaa\",\"peer_id\":\"-WW0300-abcdefghijkl\"";

	private static final String DESCRIPTION = "{ \"type\" : \"offer\", \"sdp\":\"v=0\\r\\n\u00e9\", \"more\": [1, {}] }";

	private static final String OFFER = "{\"offer\":" + DESCRIPTION
			+ ",\"offer_id\":\"\\u0000bcdefghijklmnopqrs\u00ff\"}";

	@Test
	void announceIsReadInAnyOrder() throws Exception {
		WebMessage.Announce announce = (WebMessage.Announce) read("{\"offers\":[" + OFFER + "],\"left\":0,\"unknown\":{"
				+ "\"a\":[[1]]},\"event\":\"completed\",\"numwant\":3," + IDS + ",\"action\":\"announce\"}");
		assertThat(announce.event()).isEqualTo(AnnounceEvent.COMPLETED);
		assertThat(announce.complete()).isTrue();
		assertThat(announce.numwant()).isEqualTo(3);
		assertThat(announce.peer().value()).isEqualTo(BinaryId.of(latin1("-WW0300-abcdefghijkl")));
		assertThat(announce.torrent().value()).isEqualTo(BinaryId.of(latin1("\u00f0\u00f0aaaaaaaaaaaaaaaaaa")));
		WebMessage.Offer offer = announce.offers().get(0);
		assertThat(offer.id().value()).isEqualTo(BinaryId.of(latin1("\0bcdefghijklmnopqrs\u00ff")));
	}

	@Test
	void whatIsForwardedStaysAsItCame() throws Exception {
		WebMessage.Announce announce = (WebMessage.Announce) read(
				"{\"action\":\"announce\"," + IDS + ",\"offers\":[" + OFFER + "]}");
		assertThat(text(WebReplies.offer(announce.offers().get(0), announce)))
			.isEqualTo("{\"action\":\"announce\",\"offer\":" + DESCRIPTION
					+ ",\"offer_id\":\"\\u0000bcdefghijklmnopqrs\u00ff\",\"peer_id\":\"-WW0300-abcdefghijkl\","
					+ "\"info_hash\":\"\u00f0\\u00f0aaaaaaaaaaaaaaaaaa\"}");
	}

	@Test
	void answerNamesWhomItIsFor() throws Exception {
		WebMessage.Answer answer = (WebMessage.Answer) read("{\"action\":\"announce\"," + IDS
				+ ",\"to_peer_id\":\"-WW0300-mnopqrstuvwx\",\"offer_id\":\"abcdefghijklmnopqrst\","
				+ "\"answer\":{\"type\":\"answer\",\"sdp\":\"v\"}}");
		assertThat(answer.to()).isEqualTo(BinaryId.of(latin1("-WW0300-mnopqrstuvwx")));
		assertThat(text(WebReplies.answer(answer))).isEqualTo(
				"{\"action\":\"announce\",\"answer\":{\"type\":\"answer\",\"sdp\":\"v\"},\"offer_id\":\"abcdefghijklmnopqrst\","
						+ "\"peer_id\":\"-WW0300-abcdefghijkl\",\"info_hash\":\"\u00f0\\u00f0aaaaaaaaaaaaaaaaaa\"}");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			0, true
			-0, true
			0.0, false
			1, false
			null, false
			"0", false
			[], false
			{}, false
			""", quoteCharacter = '\'')
	void onlyZeroLeftIsComplete(String left, boolean complete) throws Exception {
		WebMessage.Announce announce = (WebMessage.Announce) read(
				"{\"action\":\"announce\"," + IDS + ",\"left\":" + left + "}");
		assertThat(announce.complete()).isEqualTo(complete);
	}

	@ParameterizedTest
	@CsvSource({ "3,3", "0,0", "-4,0", "1e3,10", "123456789012345678901234567890,10", "null,10", "{},10" })
	void numwantIsCutToWhatCounts(String numwant, int expected) throws Exception {
		WebMessage.Announce announce = (WebMessage.Announce) read(
				"{\"action\":\"announce\"," + IDS + ",\"numwant\":" + numwant + "}");
		assertThat(announce.numwant()).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "'',UPDATE", "empty,UPDATE", "update,UPDATE", "paused,UPDATE", "started,STARTED", "stopped,STOPPED",
			"completed,COMPLETED" })
	void eventsAreKnownByTheirNames(String name, AnnounceEvent event) throws Exception {
		assertThat(((WebMessage.Announce) read("{\"action\":\"announce\"," + IDS + ",\"event\":\"" + name + "\"}"))
			.event()).isEqualTo(event);
	}

	@Test
	void moreThanTenOffersDoNotCount() throws Exception {
		String offers = String.join(",", Collections.nCopies(12, OFFER));
		WebMessage.Announce announce = (WebMessage.Announce) read(
				"{\"action\":\"announce\"," + IDS + ",\"offers\":[" + offers + "]}");
		assertThat(announce.offers()).hasSize(10);
	}

	@Test
	void scrapeNamesOneOrSeveralTorrentsOrNone() throws Exception {
		BinaryId torrent = BinaryId.of(latin1("aaaaaaaaaaaaaaaaaaaa"));
		assertThat(read("{\"action\":\"scrape\",\"info_hash\":\"aaaaaaaaaaaaaaaaaaaa\"}"))
			.isEqualTo(new WebMessage.Scrape(List.of(torrent)));
		assertThat(read("{\"action\":\"scrape\",\"info_hash\":[\"aaaaaaaaaaaaaaaaaaaa\",\"aaaaaaaaaaaaaaaaaaaa\"]}"))
			.isEqualTo(new WebMessage.Scrape(List.of(torrent, torrent)));
		assertThat(read("{\"action\":\"scrape\"}")).isEqualTo(new WebMessage.Scrape(List.of()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "1", "\"x\"", "{}", "{\"action\":\"dance\"}", "{\"action\":1}",
			"{\"action\":\"announce\"}", "{\"action\":\"announce\"," + IDS + "} x", "{\"action\":\"announce\"," + IDS,
			"{\"action\":\"announce\"," + IDS + ",\"offers\":[null]}",
			"{\"action\":\"announce\"," + IDS + ",\"offers\":[{}]}",
			"{\"action\":\"announce\"," + IDS + ",\"offers\":{}}",
			"{\"action\":\"announce\"," + IDS + ",\"offers\":[{\"offer_id\":\"abcdefghijklmnopqrst\",\"offer\":null}]}",
			"{\"action\":\"announce\"," + IDS
					+ ",\"offers\":[{\"offer_id\":\"abcdefghijklmnopqrst\",\"offer\":{\"type\":\"answer\",\"sdp\":\"\"}}]}",
			"{\"action\":\"announce\"," + IDS
					+ ",\"offers\":[{\"offer_id\":\"abcdefghijklmnopqrst\",\"offer\":{\"type\":\"offer\",\"sdp\":{}}}]}",
			"{\"action\":\"announce\"," + IDS + ",\"event\":\"dance\"}",
			"{\"action\":\"announce\"," + IDS + ",\"event\":1}",
			"{\"action\":\"announce\"," + IDS + ",\"answer\":{\"type\":\"answer\",\"sdp\":\"\"}}",
			"{\"action\":\"announce\",\"info_hash\":\"short\",\"peer_id\":\"-WW0300-abcdefghijkl\"}",
			"{\"action\":\"announce\",\"info_hash\":\"\u0100aaaaaaaaaaaaaaaaaaa\",\"peer_id\":\"-WW0300-abcdefghijkl\"}",
			"{\"action\":\"announce\",\"info_hash\":[\"aaaaaaaaaaaaaaaaaaaa\"],\"peer_id\":\"-WW0300-abcdefghijkl\"}",
			"{\"action\":\"scrape\",\"info_hash\":[]}", "{\"action\":\"scrape\",\"info_hash\":[1]}",
			"{\"action\":\"scrape\",\"info_hash\":{}}",
			"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[" })
	void whatIsNotOfTheFormIsRefused(String json) {
		refuses(TrackerRefusal.MALFORMED, json.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void bytesThatAreNoUtf8AreRefused() {
		byte[] json = ("{\"action\":\"announce\"," + IDS + ",\"x\":\"?\"}").getBytes(StandardCharsets.UTF_8);
		json[json.length - 3] = (byte) 0xc3;
		refuses(TrackerRefusal.MALFORMED, json);
		refuses(TrackerRefusal.MALFORMED, "{\"action\":\"scrape\"}".getBytes(StandardCharsets.UTF_16));
	}

	@Test
	void descriptionsAndScrapesHaveALimit() {
		refuses(TrackerRefusal.TOO_LARGE,
				("{\"action\":\"announce\"," + IDS
						+ ",\"offers\":[{\"offer_id\":\"abcdefghijklmnopqrst\",\"offer\":{\"type\":\"offer\",\"sdp\":\""
						+ "a".repeat(WebMessageReader.MAX_DESCRIPTION_BYTES) + "\"}}]}")
					.getBytes(StandardCharsets.UTF_8));
		refuses(TrackerRefusal.TOO_LARGE,
				("{\"action\":\"scrape\",\"info_hash\":["
						+ String.join(",", Collections.nCopies(65, "\"aaaaaaaaaaaaaaaaaaaa\"")) + "]}")
					.getBytes(StandardCharsets.UTF_8));
	}

	private static void refuses(TrackerRefusal reason, byte[] json) {
		assertThatExceptionOfType(TrackerRefusedException.class).isThrownBy(() -> new WebMessageReader(json).read())
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason));
	}

	private static WebMessage read(String json) throws TrackerRefusedException {
		return new WebMessageReader(json.getBytes(StandardCharsets.UTF_8)).read();
	}

	private static byte[] latin1(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	private static String text(byte[] json) {
		return new String(json, StandardCharsets.UTF_8);
	}

}
