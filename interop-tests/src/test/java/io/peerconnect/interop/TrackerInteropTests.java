package io.peerconnect.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tracker client of WebTorrent (npm {@code bittorrent-tracker}) at both trackers.
 */
class TrackerInteropTests {

	@TempDir
	private Path folder;

	private VideoSite site;

	@BeforeEach
	void start() throws IOException {
		this.site = VideoSite.start(this.folder);
	}

	@AfterEach
	void stop() {
		this.site.close();
	}

	@Test
	void announcesAndScrapesOverTheWebSocket() {
		try (Program alice = track(this.site.webSocketTracker(), 0, 6881);
				Program bob = track(this.site.webSocketTracker(), 1000, 6882)) {
			assertThat(alice.await("update").get("interval").asInt()).isBetween(120, 132);
			JsonNode update = bob.await("update");
			assertThat(update.get("complete").asInt() + update.get("incomplete").asInt()).isPositive();
			assertThat(alice.await("peer").get("peer").asString()).isEqualTo("webrtc");
			assertThat(bob.await("peer").get("peer").asString()).isEqualTo("webrtc");
			expectScrape(bob, this.site.torrent().infoHash().hex(), 1, 1, 0);
			bob.tell("complete");
			assertThat(bob.await("update").get("complete").asInt()).isEqualTo(2);
			alice.tell("stop");
			alice.await("update");
			expectScrape(bob, this.site.torrent().infoHash().hex(), 1, 0, 1);
		}
	}

	@Test
	void announcesAndScrapesOverHttp() {
		try (Program alice = track(this.site.httpTracker(), 0, 6881);
				Program bob = track(this.site.httpTracker(), 1000, 6882)) {
			assertThat(alice.await("update").get("interval").asInt()).isBetween(600, 660);
			bob.await("update");
			// The client writes the infohash of this answer in hexadecimal twice.
			String infoHash = HexFormat.of()
				.formatHex(this.site.torrent().infoHash().hex().getBytes(StandardCharsets.US_ASCII));
			expectScrape(bob, infoHash, 1, 1, 0);
			bob.tell("complete");
			assertThat(bob.await("update").get("complete").asInt()).isEqualTo(2);
			alice.tell("stop");
			alice.await("update");
			expectScrape(bob, infoHash, 1, 0, 1);
		}
	}

	private void expectScrape(Program client, String infoHash, int complete, int incomplete, int downloaded) {
		client.tell("scrape");
		JsonNode scrape = client.await("scrape");
		assertThat(scrape.toString())
			.isEqualTo("{\"event\":\"scrape\",\"infoHash\":\"%s\",\"complete\":%d,\"incomplete\":%d,\"downloaded\":%d}"
				.formatted(infoHash, complete, incomplete, downloaded));
	}

	private Program track(String announce, long left, int port) {
		return Program.node("track.mjs", Map.<String, Object>of("infoHash", this.site.torrent().infoHash().hex(),
				"announce", announce, "left", left, "port", port));
	}

}
