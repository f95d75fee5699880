package io.peerconnect.webseed;

import java.nio.file.Path;

import io.peerconnect.torrent.InMemoryTorrentLibrary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Videos from Tomcat, which sends them by itself.
 */
class TomcatWebseedTests extends WebseedContract {

	private static VideoSite site;

	@BeforeAll
	static void start(@TempDir Path files) {
		site = VideoSite.start(VideoSite.Open.class, files);
	}

	@AfterAll
	static void stop() {
		site.close();
	}

	@Override
	int port() {
		return site.port();
	}

	@Override
	InMemoryTorrentLibrary library() {
		return site.library();
	}

	@Override
	Recorder recorder() {
		return site.recorder();
	}

	@Test
	void largePartsAreLeftToTomcatWhateverTheVisitorAccepts() {
		assertThat(get("Accept: text/html").body()).isEqualTo(FOREST);
		assertThat(site.sendfile().last()).isEqualTo("0-300000");
		assertThatIsPart(get("Range: bytes=100000-199999"), 100_000, 200_000);
		assertThat(site.sendfile().last()).isEqualTo("100000-200000");
		assertThatIsPart(get("Range: bytes=5-9"), 5, 10);
		assertThat(site.sendfile().last()).isNull();
		this.alice.head("/videos/forest%20walk.mp4");
		assertThat(site.sendfile().last()).isNull();
	}

}
