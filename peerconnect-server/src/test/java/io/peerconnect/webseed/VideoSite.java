package io.peerconnect.webseed;

import java.nio.file.Path;

import io.peerconnect.asset.AssetExclusion;
import io.peerconnect.torrent.InMemoryTorrentLibrary;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A whole site on Tomcat, with all of PeerConnect.
 *
 * @param context the running application
 */
record VideoSite(ConfigurableApplicationContext context) implements AutoCloseable {

	static VideoSite start(Class<?> application, Path files, String... properties) {
		return new VideoSite(new SpringApplicationBuilder(application, Parts.class)
			.properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off",
					"logging.level.root=warn", "logging.level.io.peerconnect=info",
					"spring.web.resources.static-locations=" + files.toUri())
			.properties(properties)
			.run());
	}

	int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	InMemoryTorrentLibrary library() {
		return this.context.getBean(InMemoryTorrentLibrary.class);
	}

	Recorder recorder() {
		return this.context.getBean(Recorder.class);
	}

	SendfileWatch sendfile() {
		return this.context.getBean(SendfileWatch.class);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(
			exclude = { ServletWebSecurityAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class })
	static class Open {

	}

	@Configuration(proxyBeanMethods = false)
	static class Parts {

		@Bean
		InMemoryTorrentLibrary library() {
			return new InMemoryTorrentLibrary();
		}

		@Bean
		AssetExclusion videoExclusion(InMemoryTorrentLibrary library) {
			return library::isVideo;
		}

		@Bean
		PackedVideos packedVideos() {
			return PackedForest.VIDEOS;
		}

		@Bean
		Recorder recorder() {
			return new Recorder();
		}

		@Bean
		SendfileWatch sendfileWatch() {
			return new SendfileWatch();
		}

	}

}
