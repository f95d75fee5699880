package io.peerconnect.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.web.util.UriUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A desktop client (aria2) finds the seeder through the HTTP tracker and downloads from
 * it.
 */
class SeederInteropTests {

	@TempDir
	private Path folder;

	private VideoSite site;

	@BeforeEach
	void start() throws IOException {
		this.site = VideoSite.start(this.folder, "peerconnect.video.seeder.enabled=true",
				"peerconnect.video.seeder.address=127.0.0.1", "peerconnect.video.seeder.port=0");
	}

	@AfterEach
	void stop() {
		this.site.close();
	}

	/*
	 * The link names no webseed, so that all comes from the seeder, the torrent included.
	 */
	@Test
	void aria2DownloadsFromTrackerAndSeeder() throws IOException {
		String link = "magnet:?xt=urn:btih:" + this.site.torrent().infoHash() + "&tr="
				+ UriUtils.encode(this.site.httpTracker(), StandardCharsets.UTF_8);
		Path downloads = this.site.newFolder("aria2");
		try (Program aria2 = Program.start(downloads, "aria2c", "--no-conf=true", "--enable-dht=false",
				"--enable-dht6=false", "--bt-enable-lpd=false", "--enable-peer-exchange=false", "--seed-time=0",
				"--dir=" + downloads, link)) {
			aria2.awaitEnd();
		}
		assertThat(downloads.resolve(this.site.torrent().name())).hasSameBinaryContentAs(this.site.video());
	}

}
