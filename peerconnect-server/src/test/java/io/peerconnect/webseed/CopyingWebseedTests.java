package io.peerconnect.webseed;

import java.nio.file.Path;

import io.peerconnect.torrent.InMemoryTorrentLibrary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Videos from Tomcat where it does not send them by itself.
 */
class CopyingWebseedTests extends WebseedContract {

	private static VideoSite site;

	@BeforeAll
	static void start(@TempDir Path files) {
		site = VideoSite.start(WithoutSendfile.class, files);
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
	void nothingIsLeftToTomcat() {
		assertThat(get().body()).isEqualTo(FOREST);
		assertThat(site.sendfile().last()).isNull();
	}

	@Configuration(proxyBeanMethods = false)
	static class WithoutSendfile extends VideoSite.Open {

		@Bean
		WebServerFactoryCustomizer<TomcatServletWebServerFactory> noSendfile() {
			return (factory) -> factory
				.addConnectorCustomizers((connector) -> connector.setProperty("useSendfile", "false"));
		}

	}

}
