package io.peerconnect.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.peerconnect.torrent.Torrent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What others read in our torrent files, and make of the same videos.
 */
class MetainfoInteropTests {

	@TempDir
	private static Path folder;

	private static VideoSite site;

	@BeforeAll
	static void start() throws IOException {
		site = VideoSite.start(folder);
	}

	@AfterAll
	static void stop() {
		site.close();
	}

	@Test
	void parseTorrentReadsTrackersAndWebseed() {
		JsonNode parsed = parse(site.torrentUrl());
		Torrent torrent = site.torrent();
		assertThat(parsed.get("infoHash").asString()).isEqualTo(torrent.infoHash().hex());
		assertThat(parsed.get("name").asString()).isEqualTo(torrent.name());
		assertThat(parsed.get("length").asLong()).isEqualTo(torrent.length());
		assertThat(parsed.get("pieceLength").asInt()).isEqualTo(torrent.pieceLength());
		assertThat(parsed.get("pieces").asInt()).isEqualTo(torrent.pieces());
		assertThat(texts(parsed.get("announce"))).containsExactly(site.webSocketTracker(), site.httpTracker());
		assertThat(texts(parsed.get("urlList"))).containsExactly(site.url("/videos/forest%20walk.mp4"));
	}

	@Test
	void mktorrentAgreesOnTheInfohash() throws IOException {
		int exponent = Integer.numberOfTrailingZeros(site.torrent().pieceLength());
		Path made = site.newFolder("mktorrent").resolve("made.torrent");
		try (Program mktorrent = Program.start(folder, "mktorrent", "-l", String.valueOf(exponent), "-o",
				made.toString(), site.video().toString())) {
			mktorrent.awaitEnd();
		}
		assertThat(parse(made.toUri().toString()).get("infoHash").asString())
			.isEqualTo(site.torrent().infoHash().hex());
	}

	private static JsonNode parse(String torrent) {
		try (Program parse = Program.node("parse.mjs", Map.<String, Object>of("torrent", torrent))) {
			return JsonMapper.shared().readTree(parse.next());
		}
	}

	private static List<String> texts(JsonNode array) {
		return array.valueStream().map(JsonNode::asString).toList();
	}

}
