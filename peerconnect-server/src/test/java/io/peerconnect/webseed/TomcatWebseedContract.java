package io.peerconnect.webseed;

import java.nio.file.Path;

import io.peerconnect.torrent.InMemoryTorrentLibrary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract, kept by a site on Tomcat.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TomcatWebseedContract extends WebseedContract {

	private final Class<?> application;

	@SuppressWarnings("NullAway.Init")
	private VideoSite site;

	TomcatWebseedContract(Class<?> application) {
		this.application = application;
	}

	@BeforeAll
	void start(@TempDir Path files) {
		this.site = VideoSite.start(this.application, files);
	}

	@AfterAll
	void stop() {
		this.site.close();
	}

	@Override
	int port() {
		return this.site.port();
	}

	@Override
	InMemoryTorrentLibrary library() {
		return this.site.library();
	}

	@Override
	Recorder recorder() {
		return this.site.recorder();
	}

	SendfileWatch sendfile() {
		return this.site.sendfile();
	}

}
