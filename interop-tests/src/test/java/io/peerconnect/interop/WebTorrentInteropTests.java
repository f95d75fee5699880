package io.peerconnect.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * WebTorrent in Node (npm {@code webtorrent}), which is a real WebRTC peer.
 */
class WebTorrentInteropTests {

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
	void downloadsFromAnotherOverWebRtcAlone() throws IOException {
		try (Program alice = Program.node("seed.mjs", Map.<String, Object>of("torrent", site.torrentUrl(), "folder",
				site.videos().toString(), "announce", "ws:"))) {
			assertThat(alice.await("announced").get("progress").asDouble()).isEqualTo(1);
			expectDownload("webrtc", Map.<String, Object>of("torrent", site.torrentUrl(), "folder",
					site.newFolder("webrtc").toString(), "announce", "ws:", "webSeeds", false));
		}
	}

	@Test
	void downloadsFromTheWebseedAlone() throws IOException {
		expectDownload("webSeed", Map.<String, Object>of("torrent", site.torrentUrl(), "folder",
				site.newFolder("webseed").toString(), "webSeeds", true));
	}

	private static void expectDownload(String wire, Map<String, Object> options) throws IOException {
		try (Program bob = Program.node("download.mjs", options)) {
			JsonNode done = bob.await("done");
			assertThat(done.get("sha256").asString()).isEqualTo(site.sha256());
			assertThat(done.get("name").asString()).isEqualTo(site.torrent().name());
			assertThat(done.get("wires").toString()).isEqualTo("[\"" + wire + "\"]");
		}
	}

}
