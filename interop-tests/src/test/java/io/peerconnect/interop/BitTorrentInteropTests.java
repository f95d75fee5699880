package io.peerconnect.interop;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Desktop clients, which find the site's own seeder through its HTTP tracker and load
 * over TCP.
 */
class BitTorrentInteropTests {

	@TempDir
	private static Path folder;

	private static VideoSite site;

	@BeforeAll
	static void start() throws IOException {
		site = VideoSite.start(folder, "peerconnect.video.seeder.enabled=true",
				"peerconnect.video.seeder.address=127.0.0.1", "peerconnect.video.seeder.port=" + freePort());
	}

	@AfterAll
	static void stop() {
		site.close();
	}

	@Test
	void ariaDownloadsFromTheSeeder() throws IOException {
		Path downloads = site.newFolder("aria");
		Path torrent = downloads.resolve("without-webseed.torrent");
		try (Program rewrite = Program.node("without-webseed.mjs",
				Map.<String, Object>of("torrent", site.torrentUrl(), "file", torrent.toString()))) {
			JsonNode rewritten = JsonMapper.shared().readTree(rewrite.next());
			assertThat(rewritten.get("infoHash").asString()).isEqualTo(site.torrent().infoHash().hex());
			assertThat(rewritten.get("announce").toString()).isEqualTo("[\"" + site.httpTracker() + "\"]");
		}
		try (Program aria = Program.start(downloads, "aria2c", "--no-conf=true", "--dir=" + downloads, "--seed-time=0",
				"--enable-dht=false", "--bt-enable-lpd=false", "--enable-peer-exchange=false",
				"--listen-port=" + freePort(), "--bt-tracker-interval=5", "--summary-interval=0",
				"--show-console-readout=false", torrent.toString())) {
			aria.awaitEnd();
		}
		assertThat(VideoSite.sha256(downloads.resolve(site.torrent().name()))).isEqualTo(site.sha256());
	}

	@Test
	void webTorrentDownloadsFromTheSeederOverTcp() throws IOException {
		try (Program bob = Program.node("download.mjs", Map.<String, Object>of("torrent", site.torrentUrl(), "folder",
				site.newFolder("tcp").toString(), "announce", "http:", "webSeeds", false))) {
			JsonNode done = bob.await("done");
			assertThat(done.get("sha256").asString()).isEqualTo(site.sha256());
			assertThat(done.get("wires").toString()).isEqualTo("[\"tcpOutgoing\"]");
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
